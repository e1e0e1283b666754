"""The quick validator leaves out nothing that pySHACL, the reference, finds fault with."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings

from kg.check.judge import judge
from kg.check.shapes import shapes_of, union_memberships
from kg.check.suspects import suspects
from kg.ontology import load_ontology
from tests.check.graphs import SMALL, graphs, graphs_of

KNOWN = (*SMALL.triples, *union_memberships(SMALL))
SHAPES = shapes_of(SMALL).triples


@given(graph=graphs())
@settings(max_examples=40, deadline=None)
def test_what_the_reference_objects_to_is_suspect(graph: frozenset[ox.Triple]) -> None:
    found = suspects((*graph, *KNOWN), SHAPES)
    assert found is not None
    assert {thing for _, thing in found} >= {thing for _, thing, _ in judge((*graph, *KNOWN), SHAPES)}


SHIPPED = load_ontology()
SHIPPED_SHAPES = shapes_of(SHIPPED).triples


@given(graph=graphs_of(SHIPPED))
@settings(max_examples=6, deadline=None)
def test_so_it_is_with_the_shapes_that_are_shipped(graph: frozenset[ox.Triple]) -> None:
    joined = (*graph, *SHIPPED.triples, *union_memberships(SHIPPED))
    found = suspects(joined, SHIPPED_SHAPES)
    assert found is not None
    assert {thing for _, thing in found} >= {thing for _, thing, _ in judge(joined, SHIPPED_SHAPES)}


def test_what_is_no_rdf_1_1_cannot_be_told() -> None:
    statement = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o"))
    about = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), statement)
    assert suspects([about], SHAPES) is None
