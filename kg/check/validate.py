"""A graph held against its ontology: the shapes with pySHACL, and the axioms that SHACL has no quick word for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.assemble.vocabulary import TYPE
from kg.check.plain import rdflib_graph
from kg.check.shapes import Shapes, shapes_of, union_memberships
from kg.errors import OntologyError
from kg.ontology import Ontology

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something in a graph that its ontology or a shape does not allow.

    `focus` is the thing at fault, `path` the property concerned and `value` its value ("" where there is none);
    `severity` is `Violation`, `Warning` or `Info`.
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str = "Violation"


def check_graph(graph: Iterable[ox.Triple], ontology: Ontology) -> tuple[Violation, ...]:
    """Every violation in a graph, in a fixed order; superclasses need not be written out in it.

    Where a hand-written shape and one made from the ontology object to the same value, the hand-written one speaks.
    Raises `OntologyError` if a shape of the user's is not valid SHACL.
    """
    triples = tuple(graph)
    shapes = shapes_of(ontology)
    made: set[Violation] = {*_loops(triples, ontology), *_disjoint_types(triples, ontology)}
    written: set[Violation] = set()
    at_objects: list[tuple[str, Violation]] = []
    for shape, violation in _shape_results(triples, shapes, ontology):
        if shape in shapes.of_objects:
            at_objects.append((shapes.of_objects[shape], violation))
        elif shape in shapes.of_subjects:
            made.add(replace(violation, path=shapes.of_subjects[shape]))
        else:
            written.add(violation)
    made.update(_edges_at_fault(at_objects, triples))
    judged = {(each.focus, each.path, each.value) for each in written}
    return tuple(sorted(written | {each for each in made if (each.focus, each.path, each.value) not in judged}))


def _shape_results(triples: Triples, shapes: Shapes, ontology: Ontology) -> Iterator[tuple[str, Violation]]:
    """What pySHACL finds: the shape, and the violation in its words."""
    # pySHACL's own ont_graph leaves individuals behind, such as statuses, so the ontology is joined to the graph here.
    joined = rdflib_graph((*triples, *ontology.triples, *union_memberships(ontology)))
    try:
        _, results, text = pyshacl.validate(joined, shacl_graph=shapes.graph, inference="none")
    except pyshacl.errors.ReportableRuntimeError as error:
        raise OntologyError(f"a shape of the ontology is not valid SHACL: {error}") from error
    if not isinstance(results, Graph):
        raise OntologyError(f"the shapes of the ontology cannot be used: {text}")
    # What is wrong in the ontology alone is not the graph's fault.
    things = {_text(term) for triple in triples for term in (triple.subject, triple.object)}
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape, violation = _read_result(results, result)
        if violation.focus in things:
            yield shape, violation


def _read_result(results: Graph, result: Node) -> tuple[str, Violation]:
    def text(predicate: Node) -> str:
        return min((str(each) for each in results.objects(result, predicate)), default="")

    return text(SH.sourceShape), Violation(
        focus=text(SH.focusNode),
        path=text(SH.resultPath),
        value=text(SH.value),
        message=text(SH.resultMessage),
        severity=text(SH.resultSeverity).removeprefix(str(SH)) or "Violation",
    )


def _edges_at_fault(at_objects: Iterable[tuple[str, Violation]], triples: Triples) -> Iterator[Violation]:
    """Violations found at the objects of a property, told of each subject that has such an object."""
    wanted: defaultdict[tuple[str, str], list[Violation]] = defaultdict(list)
    for path, violation in at_objects:
        wanted[path, violation.focus].append(violation)
    for triple in triples:
        for violation in wanted.get((triple.predicate.value, _text(triple.object)), ()):
            yield replace(
                violation, focus=_text(triple.subject), path=triple.predicate.value, value=_text(triple.object)
            )


def _loops(triples: Triples, ontology: Ontology) -> Iterator[Violation]:
    """The edges from a thing to itself of properties that relate nothing to itself."""
    for triple in triples:
        definition = ontology.properties.get(triple.predicate.value)
        if definition is not None and definition.irreflexive and triple.subject == triple.object:
            thing = _text(triple.subject)
            message = f"nothing can be related to itself by {ontology.name(definition.iri)}"
            yield Violation(thing, definition.iri, thing, message)


def _disjoint_types(triples: Triples, ontology: Ontology) -> Iterator[Violation]:
    """The things with two classes of which the ontology says that nothing is in both."""
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == TYPE:
            classes[_text(triple.subject)].add(_text(triple.object))
    for thing, types in classes.items():
        every = {above for cls in types for above in (cls, *ontology.ancestors(cls)) if above in ontology.classes}
        for cls in every:
            for other in ontology.classes[cls].disjoint & every:
                labels = " and ".join((ontology.label(cls), ontology.label(other)))
                yield Violation(thing, TYPE.value, other, f"nothing can be of both classes: {labels}")


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
