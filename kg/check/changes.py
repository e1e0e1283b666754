"""What is said of a graph after a change, found by looking at what the change may touch only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import pyoxigraph as ox

from kg.check.core import Walk, Walks, core_walks
from kg.check.part import IndexedTriples, Statements, StoredTriples, affected_things, deciding_part
from kg.check.results import shape_results
from kg.check.shapes import SUBCLASS, Shapes, shapes_of
from kg.check.validate import check_graph, violations_of
from kg.check.violation import Node, Violation, text_of
from kg.ontology import Ontology


def check_changes(
    graph: ox.Store | Iterable[ox.Triple],
    changed: Iterable[ox.Triple],
    before: Iterable[Violation],
    ontology: Ontology,
) -> tuple[Violation, ...]:
    """What `check_graph` says of a graph, from what it said before some triples came or went.

    `graph` is the graph as it is now: triples, or a store, of which only what is needed is looked up in its default graph
    (its numbers are as stores keep them). `changed` holds all triples that came or went; more do no harm. `before` was said
    by the same ontology. Raises `OntologyError` as `check_graph` does.
    """
    different = frozenset(changed)
    if not different:
        return tuple(sorted(set(before)))
    shapes = shapes_of(ontology)
    walks = core_walks(shapes.triples)
    if walks is None or any(each.predicate == SUBCLASS for each in different):
        return check_graph(_every(graph), ontology)
    statements = StoredTriples(graph) if isinstance(graph, ox.Store) else IndexedTriples(graph)
    things = affected_things(different, statements, walks_from_subjects(walks, shapes))
    names = frozenset(map(text_of, things))
    now = violations_about(things, statements, shapes, walks, ontology)
    return tuple(sorted(now | {each for each in before if each.focus not in names}))


def violations_about(
    things: Set[Node], graph: Statements, shapes: Shapes, walks: Walks, ontology: Ontology
) -> set[Violation]:
    """What is said of some things in a graph, of which no more is looked at than decides that. Raises `OntologyError`.

    `walks` are those of the shapes; no class may be said in the graph to be below another.
    """
    triples = tuple(deciding_part(things, graph, walks_from_subjects(walks, shapes)))
    values = frozenset(each.object for each in triples if each.subject in things)

    def concerns(shape: str, thing: Node) -> bool:
        return thing in (values if shape in shapes.of_objects else things)

    results = shape_results(triples, concerns, shapes, walks, ontology)
    names = frozenset(map(text_of, things))
    return {each for each in violations_of(triples, results, shapes, ontology) if each.focus in names}


def walks_from_subjects(walks: Walks, shapes: Shapes) -> frozenset[Walk]:
    """The walks from the things that violations are told of: where objects are judged, from the subjects of the edges."""
    return frozenset(_walks_from_subjects(walks, shapes))


def _walks_from_subjects(walks: Walks, shapes: Shapes) -> Iterator[Walk]:
    for shape, own in walks.items():
        edge = shapes.of_objects.get(shape)
        if edge is None:
            yield from own
        else:
            yield ((edge, False),)
            yield from (((edge, False), *walk) for walk in own if walk != ((edge, True),))


def _every(graph: ox.Store | Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    if isinstance(graph, ox.Store):
        return (quad.triple for quad in graph.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return iter(graph)
