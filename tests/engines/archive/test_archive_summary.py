"""A graph on disk is summed up as one in memory is, and what was refused is told in the same bytes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.check import ExplainedViolation, Testimony, Violation
from kg.engines.archive.rejected import write_rejected_file
from kg.engines.archive.summary import summary_of
from kg.graph import rejected_line, write_rejected
from kg.ontology import NAMESPACE, Ontology, load_ontology
from kg.publish.summary import TYPE, summary_of_graph
from kg.records import Document, RejectedClaim
from tests.check.graphs import SMALL, graphs, term
from tests.engines.archive.strategies import TEXTS, claims, documents, fill_graph

ONTOLOGY = load_ontology()
NAMED = [
    ExplainedViolation(
        Violation(term("a").value, term("owns").value, "AB", "wrong"),
        (Testimony("c", term("b").value, f"{NAMESPACE}produces", term("thing-1").value, "q", "s", "d"),),
    )
]
THINGS = st.sampled_from([*(ox.NamedNode(f"urn:test:thing-{number}") for number in range(4)), ox.BlankNode("h")])
TYPED = st.builds(ox.Triple, THINGS, st.just(TYPE), st.sampled_from(sorted(ONTOLOGY.classes)).map(ox.NamedNode))
RELATED = st.builds(
    ox.Triple,
    THINGS,
    st.sampled_from([*sorted(ONTOLOGY.properties), f"{NAMESPACE}unknown"]).map(ox.NamedNode),
    st.one_of(THINGS, st.just(ox.Literal("<x>"))),
)
EDGES = st.frozensets(st.one_of(TYPED, RELATED), max_size=30)
SHARED = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def fill_rejected(database: sqlite3.Connection, refused: list[RejectedClaim]) -> None:
    database.execute("DROP TABLE IF EXISTS rejected")
    database.execute("CREATE TABLE rejected(line TEXT)")
    database.executemany("INSERT INTO rejected VALUES (?)", ((rejected_line(each),) for each in refused))


@st.composite
def refusals(draw: st.DrawFn) -> list[RejectedClaim]:
    source: Document = draw(documents("a-1"))
    reasons = st.one_of(
        st.sampled_from(["no quote", "domain: <urn:a> is no Fund", "domain: <urn:b> is no Fund"]), TEXTS
    )
    return draw(st.lists(st.builds(RejectedClaim, claims(source), reasons), max_size=6))


@SHARED
@given(data=st.data(), refused=refusals(), ontology=st.sampled_from([SMALL, ONTOLOGY]))
def test_the_same_is_counted(
    data: st.DataObject, refused: list[RejectedClaim], ontology: Ontology, database: sqlite3.Connection
) -> None:
    graph: frozenset[ox.Triple] = data.draw(graphs() if ontology is SMALL else EDGES)
    fill_graph(database, graph)
    fill_rejected(database, refused)
    reasons = (each.reason for each in refused)
    assert summary_of(database, ontology, NAMED) == summary_of_graph(graph, ontology, reasons, NAMED)


@SHARED
@given(refused=refusals())
def test_what_was_refused_is_told_in_the_same_bytes(
    refused: list[RejectedClaim], database: sqlite3.Connection, tmp_path: Path
) -> None:
    fill_rejected(database, [*refused, *refused])
    write_rejected_file(database, tmp_path / "rejected.jsonl")
    assert (tmp_path / "rejected.jsonl").read_bytes() == write_rejected(refused).encode()
