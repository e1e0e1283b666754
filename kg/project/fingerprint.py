"""Digests of what a document's extraction depends on: the document itself, and the tools that read it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kg
from kg.annotate.parser import MODEL_PACKAGES
from kg.errors import ProjectError
from kg.project.codec import Codec
from kg.records import Document
from kg.resources import gazetteer_directory, ontology_directory
from kg.store.embedded import graph_files

# What of kg has a part in an extraction, or in writing it down.
_STAGES = ("records.py", "ontology", "gazetteer", "read", "annotate", "extract", "pipeline.py")
_WRITING = ("project/codec.py", "project/cache.py", "project/fingerprint.py")
_LIBRARIES = ("spacy", "thinc", "numpy", *(name.replace("_", "-") for name in MODEL_PACKAGES))
_DOCUMENTS = Codec(Document)


def tools_digest(ontology: Sequence[Path], known: Sequence[Path]) -> str:
    """A digest of everything but the document: ontology and gazetteer, known graphs, kg's stages, libraries and model."""
    python = ".".join(map(str, sys.version_info[:2]))
    versions = [f"python {python}", *(f"{name} {_version(name)}" for name in _LIBRARIES)]
    whole = hashlib.sha256("\n".join(versions).encode())
    for path in _files(ontology, known):
        # By content, and in this order: a later ontology file is laid over the earlier ones.
        whole.update(_content_digest(path))
    return whole.hexdigest()


def document_digest(document: Document) -> str:
    """A digest of a document's text and of all that is known of it."""
    return hashlib.sha256(_DOCUMENTS.pack(document)).hexdigest()


def _files(ontology: Sequence[Path], known: Sequence[Path]) -> Iterator[Path]:
    package = Path(kg.__file__).parent
    for name in (*_STAGES, *_WRITING):
        yield from sorted((package / name).rglob("*.py")) or [package / name]
    yield from sorted(ontology_directory().glob("*.ttl"))
    yield from sorted(gazetteer_directory().glob("*.tsv*"))
    yield from ontology
    yield from (file for path in known for file in graph_files(path))


def _content_digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise ProjectError(f"{path}: cannot be read: {error.strerror or error}") from error


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"


def combined(digests: Iterable[str]) -> str:
    """One digest of several, in their order."""
    return hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()
