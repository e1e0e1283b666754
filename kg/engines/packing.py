"""An extraction as bytes, with its document: what engines put on disk and send about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.records import AnnotatedDocument, Claim, Document, Mention, Sentence


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an extraction: all but the analysis of its words."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


_CODEC = Codec(_Kept)


def pack_extraction(extraction: Extraction) -> bytes:
    """An extraction as `kg.pipeline.extract_each` gives it."""
    annotated = extraction.annotated
    return _CODEC.pack(_Kept(annotated.document, annotated.sentences, extraction.mentions, extraction.claims))


def unpack_extraction(data: bytes) -> Extraction:
    """The extraction of these bytes. Raises `ValueError` where they are none."""
    kept = _CODEC.unpack(data)
    return Extraction(AnnotatedDocument(kept.document, kept.sentences), kept.mentions, kept.claims)
