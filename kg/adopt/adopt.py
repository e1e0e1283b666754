"""Files of RDF to one set of triples, with what a mapping says of them beside what they say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.adopt.mapping import Mapping
from kg.ontology.alignment import SUBCLASS
from kg.store.embedded import load_into
from kg.store.evidence import TYPE


def adopt(paths: Iterable[Path], mapping: Mapping = Mapping()) -> ox.Store:  # noqa: B008 - it is frozen
    """A store with the statements of all files, and their meaning in the ontology's terms added to them.

    Named graphs are kept, and an addition stands in the graph of what it follows from; nothing of the files is lost. All
    files are read before any is used: a broken one raises `GraphError` with file, line and column.
    """
    store = ox.Store()
    for path in paths:
        load_into(store, path)
    for update in _updates(mapping):
        store.update(update)
    return store


def triples_of(store: ox.Store) -> frozenset[ox.Triple]:
    """The triples of all graphs of a store."""
    return frozenset(quad.triple for quad in store)


def _updates(mapping: Mapping) -> Iterator[str]:
    for foreign, own in mapping.classes:
        # The files' own classes come along, where they are put under the foreign one.
        yield _insert(f"?s <{TYPE}> <{own}>", f"?s <{TYPE}>/<{SUBCLASS}>* <{foreign}>")
    for foreign, own in mapping.properties:
        yield _insert(f"?s <{own}> ?o", f"?s <{foreign}> ?o")
    for foreign, own in mapping.inverses:
        # What leads to a literal cannot be turned round.
        yield _insert(f"?o <{own}> ?s", f"?s <{foreign}> ?o . FILTER(!isLiteral(?o))")


def _insert(made: str, given: str) -> str:
    in_default = f"INSERT {{ {made} }} WHERE {{ {given} }}"
    in_named = f"INSERT {{ GRAPH ?g {{ {made} }} }} WHERE {{ GRAPH ?g {{ {given} }} }}"
    return f"{in_default} ; {in_named}"
