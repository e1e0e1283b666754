"""A graph on disk held against its ontology, some things at a time: what `kg.check.check_graph` says of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

import pyoxigraph as ox

from kg.assemble import Row
from kg.check import Violation, check_graph
from kg.check.changes import violations_about
from kg.check.core import core_walks
from kg.check.shapes import SUBCLASS, shapes_of
from kg.check.violation import Node
from kg.ontology import Ontology

_GRAPH = "SELECT subject, predicate, object FROM graph"
# Literals too: a shape may be of the values of a property.
_NODES = """
SELECT DISTINCT subject FROM graph UNION ALL
SELECT DISTINCT object FROM graph AS of_object WHERE NOT EXISTS (SELECT 1 FROM graph WHERE subject = of_object.object)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS graph_by_object ON graph (object, predicate)"
THINGS_AT_ONCE = 2_000
_ROWS_AT_ONCE = 2_000


def check_stored(
    database: sqlite3.Connection, ontology: Ontology, *, at_once: int = THINGS_AT_ONCE
) -> tuple[Violation, ...]:
    """What `check_graph` says of table `graph`, so many things at once. Raises `OntologyError` as it does.

    The whole graph is loaded where a shape is more than plain SHACL Core, for such a shape may look anywhere, and where the
    graph says that a class is below another.
    """
    shapes = shapes_of(ontology)
    walks = core_walks(shapes.triples)
    graph = TableTriples(database)
    if walks is None or next(graph.of_predicate(SUBCLASS), None) is not None:
        return check_graph(graph.every(), ontology)
    database.execute(_INDEX)
    database.commit()
    found: set[Violation] = set()
    nodes = database.execute(_NODES)
    while things := frozenset(_nodes_in(each for (each,) in islice(nodes, at_once))):
        found |= violations_about(things, graph, shapes, walks, ontology)
    return tuple(sorted(found))


class TableTriples:
    """The triples of table `graph`, looked up when asked for: `kg.check.part.Statements`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def about(
        self, nodes: Collection[Node], against: bool, predicates: Collection[str] | None = None
    ) -> Iterator[ox.Triple]:
        only = () if predicates is None else [f"<{iri}>" for iri in sorted(predicates)]
        condition = "" if predicates is None else f" AND predicate IN ({', '.join('?' * len(only))})"
        ends = ("subject", "object") if against else ("subject",)
        queries = [f"{_GRAPH} WHERE {end} = ?{condition}" for end in ends]
        texts = map(str, nodes)
        return triples_of(chain.from_iterable(self._rows(query, (text, *only)) for text in texts for query in queries))

    def of_predicate(self, predicate: ox.NamedNode) -> Iterator[ox.Triple]:
        return triples_of(self._database.execute(f"{_GRAPH} WHERE predicate = ?", (str(predicate),)))

    def every(self) -> Iterator[ox.Triple]:
        """All of them."""
        return triples_of(self._database.execute(_GRAPH))

    def _rows(self, query: str, values: Sequence[str]) -> Iterator[Row]:
        return self._database.execute(query, values)


def triples_of(rows: Iterable[Row]) -> Iterator[ox.Triple]:
    """Rows as triples, some read at once."""
    left = iter(rows)
    while lines := "".join(f"{' '.join(row)} .\n" for row in islice(left, _ROWS_AT_ONCE)):
        yield from (quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))


def _nodes_in(texts: Iterable[str]) -> Iterator[Node]:
    lines = "".join(f"<urn:a> <urn:is> {text} .\n" for text in texts)
    return (quad.object for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
