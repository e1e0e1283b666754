"""Extractions kept on disk, one file a document, under a digest of the document and the tools.

A file is a line with what it is and a digest of the rest, then the packed extraction. What was cut short by a power cut,
or is of another version, counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.project.fingerprint import combined, document_digest
from kg.records import AnnotatedDocument, Claim, Document, Mention, Sentence
from kg.store.files import write_whole

_VERSION = "kg extraction 1"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an extraction: all but the document, which is read anyway, and the analysis of its words."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


_CODEC = Codec(_Kept)


@dataclass(frozen=True, slots=True)
class ExtractionCache:
    """A folder of extractions made by some tools."""

    folder: Path
    tools: str

    def get(self, document: Document) -> Extraction | None:
        """The extraction of a document, if it is kept."""
        try:
            data = self._path(document).read_bytes()
        except OSError:
            return None
        head, _, packed = data.partition(b"\n")
        if head != _head(packed):
            return None
        try:
            kept = _CODEC.unpack(packed)
        except ValueError:
            return None
        return Extraction(AnnotatedDocument(document, kept.sentences), kept.mentions, kept.claims)

    def put(self, extraction: Extraction) -> None:
        """Keeps an extraction, as `pipeline.extract_documents` gives it. Raises `OutputError`."""
        annotated = extraction.annotated
        packed = _CODEC.pack(_Kept(annotated.sentences, extraction.mentions, extraction.claims))
        write_whole(self._path(annotated.document), _head(packed) + b"\n" + packed)

    def keep_only(self, documents: Iterable[Document]) -> None:
        """Removes everything else that is in the folder, what killed builds left of writing included."""
        wanted = {self._path(document) for document in documents}
        for path in self.folder.glob("*/*"):
            if path not in wanted:
                path.unlink(missing_ok=True)
        for folder in self.folder.glob("*"):
            # Those that still hold something stay.
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _path(self, document: Document) -> Path:
        key = combined((self.tools, document_digest(document)))
        return self.folder / key[:2] / key[2:]


def _head(packed: bytes) -> bytes:
    return f"{_VERSION} {hashlib.sha256(packed).hexdigest()}".encode("ascii")
