"""What is known of documents kept on disk, one file a document, under a digest of the document and the tools.

A file is a line with what it is and a digest of the rest, then the packed record. What was cut short by a power cut, or is
of another version, counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.project.fingerprint import combined, document_digest
from kg.records import AnnotatedDocument, Claim, Document, Mention, Sentence, Span
from kg.resolve.identity import Settled
from kg.resolve.things import DocumentThings
from kg.store.files import write_whole

Record = TypeVar("Record")
_EXTRACTION, _THINGS, _IDENTITY = "kg extraction 2", "kg things 1", "kg identity 1"


@dataclass(frozen=True, slots=True)
class _KeptSentence:
    """A sentence with its mentions by their places among all."""

    index: int
    span: Span
    language: str
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an extraction: all but the document, which is read anyway, and the analysis of its words.

    `mentions` are first those of the extraction, as many as `found`, then others that sentences have.
    """

    sentences: tuple[_KeptSentence, ...]
    mentions: tuple[Mention, ...]
    found: int
    claims: tuple[Claim, ...]


def _kept(extraction: Extraction) -> _Kept:
    places: dict[Mention, int] = {}
    for mention in extraction.mentions:
        places.setdefault(mention, len(places))
    sentences = tuple(
        _KeptSentence(
            each.index, each.span, each.language, tuple(places.setdefault(m, len(places)) for m in each.mentions)
        )
        for each in extraction.annotated.sentences
    )
    return _Kept(sentences, tuple(places), len(set(extraction.mentions)), extraction.claims)


def _extraction(kept: _Kept, document: Document) -> Extraction:
    sentences = tuple(
        Sentence(each.index, each.span, each.language, (), tuple([kept.mentions[place] for place in each.mentions]))
        for each in kept.sentences
    )
    return Extraction(AnnotatedDocument(document, sentences), kept.mentions[: kept.found], kept.claims)


@dataclass(frozen=True, slots=True)
class _Identity:
    """Which clusters were settled how, by digest."""

    settled: Mapping[str, Settled] = field(default_factory=dict)


_CODEC, _THINGS_CODEC, _IDENTITY_CODEC = Codec(_Kept), Codec(DocumentThings), Codec(_Identity)


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """A folder with a file for each document, made by some tools; `digests` are those of documents by id, where known."""

    folder: Path
    tools: str
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)

    def keep_only(self, documents: Iterable[Document]) -> None:
        """Removes everything else that is in the folder, what killed builds left of writing included."""
        wanted = {self.path(document) for document in documents}
        for path in self.folder.glob("*/*"):
            if path not in wanted:
                path.unlink(missing_ok=True)
        for folder in self.folder.glob("*"):
            # Those that still hold something stay.
            with contextlib.suppress(OSError):
                folder.rmdir()

    def path(self, document: Document) -> Path:
        """Where a document's file is, or would be."""
        key = combined((self.tools, self.digests.get(document.id) or document_digest(document)))
        return self.folder / key[:2] / key[2:]


@dataclass(frozen=True, slots=True)
class ExtractionCache(DocumentFiles):
    """A folder of extractions made by some tools."""

    def get(self, document: Document) -> Extraction | None:
        """The extraction of a document, if it is kept."""
        kept = read_record(self.path(document), _EXTRACTION, _CODEC)
        return _extraction(kept, document) if kept else None

    def put(self, extraction: Extraction) -> None:
        """Keeps an extraction, as `pipeline.extract_documents` gives it. Raises `OutputError`."""
        write_record(self.path(extraction.annotated.document), _EXTRACTION, _CODEC, _kept(extraction))


@dataclass(frozen=True, slots=True)
class ThingsCache(DocumentFiles):
    """A folder of the named things of documents, as `ThingReader.things_of` gives them."""

    def get(self, document: Document) -> DocumentThings | None:
        """The things of a document, if they are kept."""
        return read_record(self.path(document), _THINGS, _THINGS_CODEC)

    def put(self, document: Document, things: DocumentThings) -> None:
        """Keeps the things of a document. Raises `OutputError`."""
        write_record(self.path(document), _THINGS, _THINGS_CODEC, things)


@dataclass(frozen=True, slots=True)
class IdentityCache:
    """A file with how clusters of things were settled by some tools."""

    file: Path
    tools: str

    def get(self) -> Mapping[str, Settled]:
        """What is kept, by digest; nothing where that is of other tools."""
        kept = read_record(self.file, f"{_IDENTITY} {self.tools}", _IDENTITY_CODEC)
        return kept.settled if kept else {}

    def put(self, settled: Mapping[str, Settled]) -> None:
        """Keeps this and nothing else. Raises `OutputError`."""
        ordered = dict(sorted(settled.items()))
        write_record(self.file, f"{_IDENTITY} {self.tools}", _IDENTITY_CODEC, _Identity(ordered))


def read_record(path: Path, what: str, codec: Codec[Record]) -> Record | None:
    """The record of a file; None where there is none, or another than `what`, or a damaged one."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head, _, packed = data.partition(b"\n")
    if head != _head(what, packed):
        return None
    try:
        return codec.unpack(packed)
    except ValueError:
        return None


def write_record(path: Path, what: str, codec: Codec[Record], record: Record) -> None:
    """Keeps a record as `what`, whole or not at all. Raises `OutputError`."""
    write_whole(path, packed_record(what, codec, record))


def packed_record(what: str, codec: Codec[Record], record: Record) -> bytes:
    """The content of a file for `read_record`."""
    packed = codec.pack(record)
    return _head(what, packed) + b"\n" + packed


def _head(what: str, packed: bytes) -> bytes:
    return f"{what} {hashlib.sha256(packed).hexdigest()}".encode("ascii")
