"""Digests of what a document's extraction depends on, and of what a whole build depends on; all by content."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kg
from kg.annotate.parser import MODEL_PACKAGES
from kg.errors import ProjectError
from kg.project.codec import Codec
from kg.project.settings import Settings
from kg.records import Document
from kg.resources import gazetteer_directory, ontology_directory
from kg.store.embedded import graph_files

_PACKAGE = Path(kg.__file__).parent
# What of kg has a part in an extraction, or in writing it down.
_STAGES = ("records.py", "ontology", "gazetteer", "read", "annotate", "extract", "pipeline.py")
_WRITING = ("project/codec.py", "project/cache.py", "project/kept.py", "project/fingerprint.py")
_READING = ("spacy", "thinc", "numpy", *(name.replace("_", "-") for name in MODEL_PACKAGES))
_JUDGING = ("pyshacl", "rdflib", "shacl-rust")
_ALL = (*_READING, *_JUDGING, "networkx", "pyoxigraph", "pyvis", "rapidfuzz", "resiliparse")
_DOCUMENTS = Codec(Document)


def tools_digest(ontology: Sequence[Path], known: Sequence[Path]) -> str:
    """A digest of all that reads a document: ontology and gazetteer, known graphs, kg's stages, libraries and model."""
    code = (file for name in (*_STAGES, *_WRITING) for file in _code(_PACKAGE / name))
    # In this order: a later ontology file is laid over the earlier ones.
    given = (*ontology, *(file for path in known for file in graph_files(path)))
    return combined((*_versions(_READING), *map(_content_digest, (*code, *_shipped(), *given))))


def resolving_digest(tools: str) -> str:
    """A digest of all that resolves what was read by tools of a digest."""
    return combined((tools, *_versions(("rapidfuzz",)), *map(_content_digest, _code(_PACKAGE / "resolve"))))


def build_digest(settings: Settings, documents: Iterable[str]) -> str:
    """A digest of all that a build is made of: the settings and the files that they name, the documents, and kg."""
    parts = [*_versions(_ALL), *map(_content_digest, (*_code(_PACKAGE), *_shipped())), *sorted(documents)]
    for field in fields(settings):
        value = getattr(settings, field.name)
        parts.append(f"{field.name} {value!r}")
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Path) and field.name != "out":
                parts += map(_content_digest, graph_files(each))
    return combined(parts)


def writing_digest(settings: Settings, tools: str) -> str:
    """A digest of all that the bytes and the violations of a part of the graph depend on, beside that part."""
    return combined((tools, *_versions(_ALL), *map(_content_digest, _code(_PACKAGE)), settings.base))


def document_digest(document: Document) -> str:
    """A digest of a document's text and of all that is known of it."""
    return hashlib.sha256(_DOCUMENTS.plain(document)).hexdigest()


def combined(parts: Iterable[str]) -> str:
    """One digest of several, in their order."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _code(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc")


def _shipped() -> Iterator[Path]:
    yield from sorted(ontology_directory().glob("*.ttl"))
    yield from sorted(gazetteer_directory().glob("*.tsv*"))


def _content_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ProjectError(f"{path}: cannot be read: {error.strerror or error}") from error


def _versions(distributions: Iterable[str]) -> Iterator[str]:
    yield "python {}.{}".format(*sys.version_info[:2])
    for name in distributions:
        yield f"{name} {_version(name)}"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"
