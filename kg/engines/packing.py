"""An extraction as bytes, with its document: what engines put on disk and send about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.extract import Extraction
from kg.project.codec import Codec
from kg.project.kept import KeptExtraction, kept, restored
from kg.records import Document


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an extraction, with its document."""

    document: Document
    extraction: KeptExtraction


_CODEC = Codec(_Kept)


def pack_extraction(extraction: Extraction) -> bytes:
    """An extraction as `kg.pipeline.extract_each` gives it."""
    return _CODEC.pack(_Kept(extraction.annotated.document, kept(extraction)))


def unpack_extraction(data: bytes) -> Extraction:
    """The extraction of these bytes. Raises `ValueError` where they are none."""
    found = _CODEC.unpack(data)
    return restored(found.document, found.extraction)
