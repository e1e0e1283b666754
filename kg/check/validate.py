"""A graph held against its ontology: its shapes, and the axioms that SHACL has no quick word for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg.assemble.vocabulary import TYPE
from kg.check.core import core_walks
from kg.check.results import ShapeResult, Triples, shape_results
from kg.check.shapes import Shapes, shapes_of
from kg.check.violation import Node, Violation, text_of
from kg.ontology import Ontology


def check_graph(graph: Iterable[ox.Triple], ontology: Ontology) -> tuple[Violation, ...]:
    """Every violation in a graph, in a fixed order; superclasses need not be written out in it.

    Where a hand-written shape and one made from the ontology object to the same value, the hand-written one speaks.
    Raises `OntologyError` if a shape of the user's is not valid SHACL.
    """
    triples = tuple(graph)
    shapes = shapes_of(ontology)

    @cache
    def things() -> frozenset[Node]:
        return frozenset({triple.subject for triple in triples} | {triple.object for triple in triples})

    # What is wrong in the ontology alone is not the graph's fault.
    results = shape_results(triples, lambda _, thing: thing in things(), shapes, core_walks(shapes.triples), ontology)
    return violations_of(triples, results, shapes, ontology)


def violations_of(
    triples: Triples, results: Iterable[ShapeResult], shapes: Shapes, ontology: Ontology
) -> tuple[Violation, ...]:
    """What the shapes found and what breaks an axiom, as violations in a fixed order."""
    stated: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        stated[triple.predicate].append(triple)
    made: set[Violation] = {*_loops(stated, ontology), *_disjoint_types(stated[TYPE], ontology)}
    written: set[Violation] = set()
    at_objects: defaultdict[tuple[str, Node], list[Violation]] = defaultdict(list)
    for shape, thing, violation in results:
        if shape in shapes.of_objects:
            at_objects[shapes.of_objects[shape], thing].append(violation)
        elif shape in shapes.of_subjects:
            made.add(replace(violation, path=shapes.of_subjects[shape]))
        else:
            written.add(violation)
    made.update(_edges_at_fault(at_objects, triples))
    judged = {(each.focus, each.path, each.value) for each in written}
    return tuple(sorted(written | {each for each in made if (each.focus, each.path, each.value) not in judged}))


def _edges_at_fault(
    at_objects: Mapping[tuple[str, Node], Sequence[Violation]], triples: Triples
) -> Iterator[Violation]:
    """Violations found at the objects of a property, told of each subject that has such an object."""
    for triple in triples if at_objects else ():
        path = triple.predicate.value
        for violation in at_objects.get((path, triple.object), ()):
            yield replace(violation, focus=text_of(triple.subject), path=path, value=text_of(triple.object))


def _loops(stated: Mapping[ox.NamedNode, Sequence[ox.Triple]], ontology: Ontology) -> Iterator[Violation]:
    """The edges from a thing to itself of properties that relate nothing to itself."""
    for iri, definition in ontology.properties.items():
        for triple in stated.get(ox.NamedNode(iri), ()) if definition.irreflexive else ():
            if triple.subject == triple.object:
                thing = text_of(triple.subject)
                yield Violation(thing, iri, thing, f"nothing can be related to itself by {ontology.name(iri)}")


def _disjoint_types(types: Sequence[ox.Triple], ontology: Ontology) -> Iterator[Violation]:
    """The things with two classes of which the ontology says that nothing is in both."""
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for triple in types:
        classes[text_of(triple.subject)].add(text_of(triple.object))
    faults = cache(lambda types: tuple(_disjoint_classes(types, ontology)))
    for thing, every in classes.items():
        for other, labels in faults(frozenset(every)):
            yield Violation(thing, TYPE.value, other, f"nothing can be of both classes: {labels}")


def _disjoint_classes(types: frozenset[str], ontology: Ontology) -> Iterator[tuple[str, str]]:
    """The class that another of the types, or one above it, is disjoint with; and the labels of the two."""
    every = {above for cls in types for above in (cls, *ontology.ancestors(cls)) if above in ontology.classes}
    for cls in every:
        for other in ontology.classes[cls].disjoint & every:
            yield other, " and ".join((ontology.label(cls), ontology.label(other)))
