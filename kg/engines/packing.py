"""A read document as bytes: what engines put on disk and send about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.records import AnnotatedDocument, Claim, Document, Mention
from kg.resolve.things import DocumentThings


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an extraction: all that is looked at once the things of its document are known."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


_EXTRACTIONS, _THINGS = Codec(_Kept), Codec(DocumentThings)


def pack_extraction(extraction: Extraction) -> bytes:
    """An extraction without its sentences."""
    return _EXTRACTIONS.pack(_Kept(extraction.annotated.document, extraction.mentions, extraction.claims))


def unpack_extraction(data: bytes) -> Extraction:
    """The extraction of these bytes, without sentences. Raises `ValueError` where they are none."""
    kept = _EXTRACTIONS.unpack(data)
    return Extraction(AnnotatedDocument(kept.document, ()), kept.mentions, kept.claims)


def pack_things(things: DocumentThings) -> bytes:
    """The things that a document names."""
    return _THINGS.pack(things)


def unpack_things(data: bytes) -> DocumentThings:
    """The things of these bytes. Raises `ValueError` where they are none."""
    return _THINGS.unpack(data)
