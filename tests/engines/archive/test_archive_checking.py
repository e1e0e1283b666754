"""What is said of a graph on disk is what is said of it in memory, whatever is looked at at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.engines.archive.checking
from kg.check import check_graph
from kg.engines.archive.checking import check_stored
from kg.ontology import Ontology, load_ontology
from tests.check.graphs import SMALL, SMALL_FOLDER, TEST, graphs, graphs_of, term
from tests.engines.archive.strategies import fill_graph

ONTOLOGY = load_ontology()
SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <{TEST}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SMALL_GRAPH = f"""{PREFIXES}
:a a :Bank ; rdfs:label "A"@en ; :seat :t . :t a :Town ; rdfs:label "T"@en .
:b a :Firm ; rdfs:label "B"@en ; :owns :c . :c a :Bank ; rdfs:label "C"@en ; :owns :a , :c .
"""


def read(turtle: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE))


@pytest.fixture
def small_with(tmp_path: Path) -> Callable[[str], Ontology]:
    """The small ontology with some Turtle laid over it."""

    def load(turtle: str) -> Ontology:
        path = tmp_path / "own.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return load_ontology([path], base=SMALL_FOLDER)

    return load


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs(), at_once=st.integers(1, 8))
def test_the_same_is_said_of_any_graph(graph: frozenset[ox.Triple], at_once: int, database: sqlite3.Connection) -> None:
    fill_graph(database, graph)
    assert check_stored(database, SMALL, at_once=at_once) == check_graph(graph, SMALL)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(graph=graphs_of(ONTOLOGY), at_once=st.sampled_from([10, 100]))
def test_the_same_is_said_by_the_shipped_ontology(
    graph: frozenset[ox.Triple], at_once: int, database: sqlite3.Connection
) -> None:
    fill_graph(database, graph)
    assert check_stored(database, ONTOLOGY, at_once=at_once) == check_graph(graph, ONTOLOGY)


@pytest.mark.parametrize(
    "shape",
    [
        ':S a sh:NodeShape ; sh:targetObjectsOf rdfs:label ; sh:pattern "^x" .',
        ":S a sh:NodeShape ; sh:targetNode :t , :nowhere ; sh:property [ sh:path :seat ; sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetClass :Bank ; sh:property [ sh:path [ sh:inversePath :owns ] ; sh:maxCount 1 ] .",
    ],
    ids=["values", "a node", "inverse"],
)
def test_shapes_of_values_nodes_and_what_points_to_things_are_felt(
    shape: str, small_with: Callable[[str], Ontology], database: sqlite3.Connection
) -> None:
    ontology, graph = small_with(shape), read(SMALL_GRAPH)
    fill_graph(database, graph)
    said = check_stored(database, ontology, at_once=1)
    assert said == check_graph(graph, ontology)
    assert len(said) > len(check_graph(graph, SMALL))


def test_a_shape_that_looks_anywhere_is_held_against_the_whole(
    small_with: Callable[[str], Ontology], database: sqlite3.Connection
) -> None:
    ontology = small_with(
        ":S a sh:NodeShape ; sh:targetClass :Firm ; sh:property [ sh:path [ sh:oneOrMorePath :owns ] ; sh:class :Town ] ."
    )
    graph = read(SMALL_GRAPH)
    fill_graph(database, graph)
    said = check_stored(database, ontology, at_once=1)
    assert said == check_graph(graph, ontology)
    assert f"{TEST}b" in {each.focus for each in said}


def test_a_class_that_the_graph_moves_is_held_against_the_whole(database: sqlite3.Connection) -> None:
    graph = read(f"{SMALL_GRAPH} :d a :Kiosk ; rdfs:label 'D'@en . :b :owns :d .")
    moved = graph | {ox.Triple(term("Kiosk"), SUBCLASS, term("Firm"))}
    for each in (graph, moved):
        fill_graph(database, each)
        assert check_stored(database, SMALL, at_once=1) == check_graph(each, SMALL)
    assert check_graph(graph, SMALL) != check_graph(moved, SMALL)


def test_no_more_is_looked_at_at_once_than_the_neighbourhood_of_some_things(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    towns = read(f"{PREFIXES} {' '.join(f':n{each} a :Town .' for each in range(200))}")
    sizes: list[int] = []
    judge = kg.engines.archive.checking.violations_about

    def watched(things, graph, *rest):
        found = judge(things, graph, *rest)
        sizes.append(len(list(graph.about(things, False))))
        return found

    monkeypatch.setattr(kg.engines.archive.checking, "violations_about", watched)
    fill_graph(database, towns)
    assert check_stored(database, SMALL, at_once=50) == check_graph(towns, SMALL)
    assert len(sizes) == 5
    assert max(sizes) <= 50
