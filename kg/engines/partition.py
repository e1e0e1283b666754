"""Documents in partitions on disk, and what they say beside them: a partition is done when that file is whole.

The file's name is a digest of the documents and of all that reads them, so that what an earlier run left is used where it
still holds and passed over where it does not.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.annotate.annotate import DOCUMENTS_AT_ONCE
from kg.engines.extraction import ReadDocument, SlowDocument, read_surely
from kg.engines.frames import read_frames, write_frames
from kg.engines.packing import pack_extraction, pack_things, unpack_extraction, unpack_things
from kg.engines.tools import ToolFiles, loaded_reader, loaded_tools
from kg.errors import OutputError
from kg.project.codec import Codec
from kg.project.fingerprint import combined, document_digest
from kg.records import Document, ReadFailure
from kg.resolve.things import DocumentThings

_DOCUMENTS_KIND, _EXTRACTIONS_KIND = "kg documents 1", "kg extractions 2"


@dataclass(frozen=True, slots=True)
class _Remarks:
    """What is told of a partition's documents beside what they say."""

    failures: tuple[ReadFailure, ...]
    slow: tuple[SlowDocument, ...]


_DOCUMENTS, _REMARKS = Codec(Document), Codec(_Remarks)


@dataclass(frozen=True, slots=True)
class Partition:
    """As many documents as its `size`, on disk, to be read by tools; `digest` tells what these are made of."""

    folder: Path
    key: str
    size: int
    characters: int
    tools: ToolFiles
    digest: str

    @property
    def _documents(self) -> Path:
        return self.folder / "documents" / self.key

    @property
    def _extractions(self) -> Path:
        return self.folder / "extractions" / self.key[:2] / self.key[2:]

    def is_done(self) -> bool:
        """Whether what its documents say is there, whole."""
        try:
            read_frames(self._extractions, _EXTRACTIONS_KIND)
        except ValueError:
            return False
        return True

    def documents(self) -> Iterator[Document]:
        """Its documents. Raises `ValueError` where they are gone."""
        return map(_DOCUMENTS.unpack, read_frames(self._documents, _DOCUMENTS_KIND))

    def read(self) -> Iterator[ReadDocument]:
        """What its documents say and name. Raises `OutputError` where it was done and is gone."""
        records = itertools.islice(self._results(), 1, None)
        for extraction in records:
            yield ReadDocument(unpack_extraction(extraction), unpack_things(next(records)))

    def things(self) -> Iterator[DocumentThings]:
        """The things alone that its documents name. Raises `OutputError` where it was done and is gone."""
        return map(unpack_things, itertools.islice(self._results(), 2, None, 2))

    def failures(self) -> tuple[ReadFailure, ...]:
        """Those of its documents that the stages could not cope with."""
        return self._remarks().failures

    def slow(self) -> tuple[SlowDocument, ...]:
        """Those of its documents that took long."""
        return self._remarks().slow

    def split(self) -> list[Partition]:
        """A partition for each of its documents, written out."""
        return [spill([document], self.folder, self.tools, self.digest) for document in self.documents()]

    def forget_documents(self) -> None:
        """Removes the documents, which are with what they say."""
        with contextlib.suppress(FileNotFoundError):
            self._documents.unlink()

    def _remarks(self) -> _Remarks:
        return _REMARKS.unpack(next(self._results()))

    def _results(self) -> Iterator[bytes]:
        try:
            return read_frames(self._extractions, _EXTRACTIONS_KIND)
        except ValueError as error:
            raise OutputError(f"{error}; run the same command again") from error

    def write(self, results: Iterable[ReadDocument | ReadFailure | SlowDocument]) -> None:
        """Puts down what its documents say, and with that is done. Raises `OutputError`."""
        kept: list[bytes] = []
        failures, slow = [], []
        for each in results:
            if isinstance(each, ReadFailure):
                failures.append(each)
            elif isinstance(each, SlowDocument):
                slow.append(each)
            else:
                kept += (pack_extraction(each.extraction), pack_things(each.things))
        remarks = _REMARKS.pack(_Remarks(tuple(failures), tuple(slow)))
        write_frames(self._extractions, _EXTRACTIONS_KIND, [remarks, *kept])
        self.forget_documents()


def partitions(documents: Iterable[Document], folder: Path, tools: ToolFiles, digest: str) -> Iterator[Partition]:
    """The documents in partitions, each written out before the next is drawn. Raises `OutputError`."""
    waiting = iter(documents)
    while group := list(itertools.islice(waiting, DOCUMENTS_AT_ONCE)):
        yield spill(group, folder, tools, digest)


def spill(documents: Sequence[Document], folder: Path, tools: ToolFiles, digest: str) -> Partition:
    """A partition of these documents, written out where it is not done already. Raises `OutputError`."""
    key = combined((digest, *map(document_digest, documents)))
    characters = sum(len(document.text) for document in documents)
    partition = Partition(folder, key, len(documents), characters, tools, digest)
    if not partition.is_done():
        write_frames(partition._documents, _DOCUMENTS_KIND, map(_DOCUMENTS.pack, documents))
    return partition


def done_partitions(
    read: Iterable[tuple[bytes, bytes]], folder: Path, tools: ToolFiles, digest: str
) -> Iterator[Partition]:
    """Partitions of documents that were read elsewhere: of each what it says and the things that it names, packed.

    Raises `OutputError`.
    """
    waiting = iter(read)
    for number in itertools.count():
        group = list(itertools.islice(waiting, DOCUMENTS_AT_ONCE))
        if not group:
            return
        partition = Partition(folder, f"{number:08}", len(group), 0, tools, digest)
        remarks = _REMARKS.pack(_Remarks((), ()))
        write_frames(partition._extractions, _EXTRACTIONS_KIND, [remarks, *itertools.chain.from_iterable(group)])
        yield partition


def read_partition(partition: Partition) -> Partition:
    """The partition, done: what a worker is called with."""
    if not partition.is_done():
        made = partition.tools, partition.digest
        partition.write(read_surely(partition.documents(), loaded_tools(*made), loaded_reader(*made)))
    return partition
