"""What the shapes find in a graph: a quick validator first, and pySHACL where it finds something or cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kg.check.core import Walks
from kg.check.part import IndexedTriples, deciding_part
from kg.check.shapes import Shapes, union_memberships
from kg.check.suspects import suspects
from kg.check.violation import Violation, text_of
from kg.ontology import Ontology

Triples = tuple[ox.Triple, ...]
ShapeResult = tuple[str, Violation]
Concerns = Callable[[str, str], bool]


def shape_results(
    triples: Triples, concerns: Concerns, shapes: Shapes, walks: Walks | None, ontology: Ontology
) -> tuple[ShapeResult, ...]:
    """Each result with its shape, of those shapes and things that are of concern. Raises `OntologyError`.

    `walks` are those of the shapes, or None where only pySHACL can be asked.
    """
    # A validator's own notion of an ontology leaves individuals behind, such as statuses, so it is joined to the graph here.
    known = (*ontology.triples, *union_memberships(ontology))
    found = suspects((*triples, *known), shapes.triples) if walks is not None else None
    if found is None or walks is None:
        return _judged(triples, concerns, shapes, known)
    things = {thing for shape, thing in found if concerns(shape, thing)}
    if not things:
        return ()
    nodes = {term for each in triples for term in (each.subject, each.object) if text_of(term) in things}
    part = deciding_part(nodes, IndexedTriples(triples), frozenset().union(*walks.values()))
    # At the edge of the part things lack what they state, so only those that it was made for are told of.
    return _judged(tuple(part), lambda shape, thing: thing in things and concerns(shape, thing), shapes, known)


def _judged(triples: Triples, concerns: Concerns, shapes: Shapes, known: Triples) -> tuple[ShapeResult, ...]:
    # Here, because pySHACL takes a second to load, and most graphs are without fault.
    from kg.check.judge import judge

    results = judge((*triples, *known), shapes.triples)
    return tuple((shape, violation) for shape, violation in results if concerns(shape, violation.focus))
