"""What the shapes find in a graph: a quick validator first, and pySHACL where it finds something or cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.assemble.vocabulary import TYPE
from kg.check.core import Walk, Walks
from kg.check.part import ScannedTriples, deciding_part
from kg.check.shapes import SUBCLASS, Shapes, union_memberships
from kg.check.suspects import Suspect, suspects
from kg.check.violation import Node, Violation
from kg.ontology import Ontology

Triples = tuple[ox.Triple, ...]
ShapeResult = tuple[str, Node, Violation]
Concerns = Callable[[str, Node], bool]


def shape_results(
    triples: Triples, concerns: Concerns, shapes: Shapes, walks: Walks | None, ontology: Ontology
) -> tuple[ShapeResult, ...]:
    """Each result with its shape and thing, of those that are of concern. Raises `OntologyError`.

    `walks` are those of the shapes, or None where only pySHACL can be asked.
    """
    # A validator's own notion of an ontology leaves individuals behind, such as statuses, so it is joined to the graph here.
    known = (*ontology.triples, *union_memberships(ontology))
    if walks is None:
        return _judged(triples, concerns, shapes, known)
    known = tuple(_seen_on(walks, known))
    found = suspects((*triples, *known), shapes.triples)
    if found is None:
        return _judged(triples, concerns, shapes, known)
    of_concern = {(shape, thing) for shape, thing in found if concerns(shape, thing)}
    if not of_concern:
        return ()
    things = {thing for _, thing in of_concern}
    part = deciding_part(things, ScannedTriples(triples), _walks(walks, shapes))
    edges = _edges_to(of_concern, triples, shapes)
    # At the edge of the part things lack what they state, so only those that it was made for are told of.
    return _judged((*part, *edges), lambda shape, thing: thing in things and concerns(shape, thing), shapes, known)


def _seen_on(walks: Walks, triples: Triples) -> Iterator[ox.Triple]:
    """Those of the triples that a walk may come along: of the ontology a small part."""
    steps = {ox.NamedNode(iri) for own in walks.values() for walk in own for iri, _ in walk} | {TYPE, SUBCLASS}
    return (each for each in triples if each.predicate in steps)


def _walks(walks: Walks, shapes: Shapes) -> Iterator[Walk]:
    """The walks on which things are judged, without those that only tell that an object is one of a property."""
    for shape, own in walks.items():
        edge = shapes.of_objects.get(shape)
        yield from (walk for walk in own if walk != ((edge, True),))


def _edges_to(found: Iterable[Suspect], triples: Triples, shapes: Shapes) -> Iterator[ox.Triple]:
    """One edge to each suspect object, which makes it one: a thing that all others point to needs no more."""
    wanted = {(shapes.of_objects[shape], thing) for shape, thing in found if shape in shapes.of_objects}
    for triple in triples if wanted else ():
        edge = (triple.predicate.value, triple.object)
        if edge in wanted:
            wanted.remove(edge)
            yield triple


def _judged(triples: Triples, concerns: Concerns, shapes: Shapes, known: Triples) -> tuple[ShapeResult, ...]:
    # Here, because pySHACL takes a second to load, and most graphs are without fault.
    from kg.check.judge import judge

    results = judge((*triples, *known), shapes.triples)
    return tuple(result for result in results if concerns(*result[:2]))
