"""What is told of a graph on disk in a few lines, counted by the database."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from kg.assemble import KnownConflict
from kg.check import ExplainedViolation
from kg.engines.archive.checking import triples_of
from kg.ontology import Ontology
from kg.publish.summary import (
    LABEL,
    TYPE,
    Summary,
    count_classes,
    count_reasons,
    names_of_properties,
    names_of_things,
    spoken_of,
)

_TYPES = "SELECT subject, object FROM graph WHERE predicate = ? AND object GLOB '<[^<]*' ORDER BY subject"
_EDGES = "SELECT predicate, count(*) FROM graph WHERE object GLOB '<[^<]*' GROUP BY predicate"
# An edge from a thing to itself is its own other way.
_EITHER_WAY = """
SELECT count(DISTINCT min(subject, object) || ' ' || max(subject, object)) FROM graph WHERE predicate = ? AND object GLOB '<[^<]*'
"""
_LABELS = "SELECT subject, predicate, object FROM graph WHERE subject = ? AND predicate = ?"


def summary_of(
    database: sqlite3.Connection,
    ontology: Ontology,
    violations: Sequence[ExplainedViolation] = (),
    conflicts: Sequence[KnownConflict] = (),
) -> Summary:
    """What `kg.publish.summary.summary_of_graph` gives for table `graph` and the lines of table `rejected`."""
    things, properties = spoken_of(violations, conflicts)
    return Summary(
        count_classes(_classes(database), ontology),
        _edges(database, ontology),
        count_reasons(_reasons(database)),
        {**_names(database, things), **names_of_properties(properties, ontology)},
    )


def _classes(database: sqlite3.Connection) -> Iterator[set[str]]:
    """The classes of each thing."""
    for _, rows in groupby(database.execute(_TYPES, (str(TYPE),)), key=itemgetter(0)):
        yield {cls[1:-1] for _, cls in rows}


def _edges(database: sqlite3.Connection, ontology: Ontology) -> Counter[str]:
    edges: Counter[str] = Counter()
    for predicate, number in database.execute(_EDGES).fetchall():
        definition = ontology.properties.get(predicate[1:-1])
        if definition is None or not definition.is_object:
            continue
        if definition.symmetric:
            edges[ontology.name(definition.iri)] += database.execute(_EITHER_WAY, (predicate,)).fetchone()[0]
        else:
            edges[ontology.name(definition.iri)] += number
    return edges


def _reasons(database: sqlite3.Connection) -> Iterator[str]:
    for (line,) in database.execute("SELECT line FROM rejected"):
        yield str(json.loads(line)["reason"])


def _names(database: sqlite3.Connection, things: Collection[str]) -> dict[str, str]:
    rows = (row for iri in things for row in database.execute(_LABELS, (f"<{iri}>", str(LABEL))))
    return names_of_things(triples_of(rows), things)
