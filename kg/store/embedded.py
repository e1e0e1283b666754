"""RDF files, and folders that `kg build` wrote, read into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store.evidence import is_evidence
from kg.store.hostile import refuse_deep_terms, refuse_hostile_xml, unpacked

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}
GRAPH_FILE = "graph.ttl"
EVIDENCE_FILE = "evidence.ttl"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class TripleSets:
    """The two sets of triples of a graph: what it says, and what that rests on."""

    graph: frozenset[ox.Triple]
    evidence: frozenset[ox.Triple]


def load(path: Path | str) -> ox.Store:
    """A store in memory with what a file or a built folder holds; named graphs keep their names.

    Takes `.ttl .nt .nq .trig .rdf .rdfxml .owl .xml .jsonld .json`, each also with `.gz`, and folders with `graph.ttl`.
    Raises `GraphError` with file, line, column and reason. The store normalises numbers (2.50 becomes 2.5).
    """
    store = ox.Store()
    load_into(store, path)
    return store


def load_into(store: ox.Store, path: Path | str) -> None:
    """Puts a file or a built folder into a store that is there already."""
    for file in graph_files(Path(path)):
        load_file(store, file)


def load_file(store: ox.Store, path: Path) -> None:
    """Puts the statements of one RDF file into a store, as `load` does; of a broken file some may be in afterwards."""
    rdf_format = _format(path)
    # Pyoxigraph reads a plain file by itself, at twice the speed; what has to be looked at first goes through memory.
    plain = path.is_file() and path.suffix.lower() != ".gz" and rdf_format != ox.RdfFormat.RDF_XML
    if not plain or _starts_with_mark(path):
        store.bulk_extend(read_quads(path))
        return
    refuse_deep_terms(path)
    with _told_of(path, rdf_format):
        store.bulk_load(path=str(path), format=rdf_format, base_iri=path.resolve().as_uri())


def load_triples(path: Path | str) -> TripleSets:
    """The triples of a file or a built folder exactly as written, in their two sets; names of graphs are dropped."""
    files = graph_files(Path(path))
    triples = [quad.triple for file in files for quad in read_quads(file)]
    return split(triples)


def split(triples: Iterable[ox.Triple]) -> TripleSets:
    """Triples parted into what a graph says and what that rests on."""
    every = frozenset(triples)
    resting = is_evidence(every)
    return TripleSets(every - resting, resting)


def store_of(*triple_sets: Iterable[ox.Triple]) -> ox.Store:
    """A store in memory with the triples, put in in one fixed order."""
    store = ox.Store()
    every = {triple for triples in triple_sets for triple in triples}
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in sorted(every, key=str))
    return store


def graph_files(path: Path) -> list[Path]:
    """The files behind a path: itself, or what a built folder holds. Raises `GraphError` where there is none."""
    if not path.exists():
        raise GraphError(f"{path}: no such file or folder")
    if not path.is_dir():
        return [path]
    graph = path / GRAPH_FILE
    if not graph.is_file():
        raise GraphError(f"{path}: no {GRAPH_FILE} in this folder. Was it written by `kg build INPUT --out {path}`?")
    evidence = path / EVIDENCE_FILE
    return [graph, evidence] if evidence.is_file() else [graph]


def read_quads(path: Path) -> list[ox.Quad]:
    """The statements of one RDF file, in its order. Raises `GraphError` as `load` does."""
    rdf_format = _format(path)
    content = _content(path)
    if rdf_format == ox.RdfFormat.RDF_XML:
        refuse_hostile_xml(path, content)
    refuse_deep_terms(path, content)
    with _told_of(path, rdf_format):
        # A relative IRI is resolved against the place of its file, as the standards ask.
        return list(ox.parse(content, format=rdf_format, base_iri=path.resolve().as_uri()))


@contextmanager
def _told_of(path: Path, rdf_format: ox.RdfFormat) -> Iterator[None]:
    """Errors of the parser as errors that name the file, the line and the column."""
    try:
        yield
    except SyntaxError as error:
        place = f":{error.lineno}" if error.lineno else ""
        place += f":{error.offset}" if error.lineno and error.offset else ""
        raise GraphError(f"{path}{place}: not valid {rdf_format.name}: {error.msg}") from error
    except ValueError as error:
        raise GraphError(f"{path}: not valid {rdf_format.name}: {error}") from error
    except MemoryError as error:
        # So the parser tells of an IRI or a literal that is longer than its buffer.
        raise GraphError(f"{path}: an IRI, a literal or a line is too long for {rdf_format.name}: {error}") from error
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from error


def _starts_with_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_BYTE_ORDER_MARK)) == _BYTE_ORDER_MARK
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from error


def _format(path: Path) -> ox.RdfFormat:
    suffixes = [suffix.lower().lstrip(".") for suffix in path.suffixes]
    if suffixes and suffixes[-1] == "gz":
        suffixes.pop()
    rdf_format = FORMATS.get(suffixes[-1]) if suffixes else None
    if rdf_format is None:
        known = " ".join(f".{name}" for name in FORMATS)
        raise GraphError(
            f"{path}: not a kind of file that kg can load. "
            f"It takes a folder that `kg build` wrote, or {known} (or .gz of them)"
        )
    return rdf_format


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise GraphError(f"{path}: no such file or folder") from error
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from error
    if path.suffix.lower() == ".gz":
        content = unpacked(path, content)
    return content.removeprefix(_BYTE_ORDER_MARK)
