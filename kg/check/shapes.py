"""The shapes a graph is held against: those that follow from the ontology's statements, and those written by hand.

Made shapes are kept to what pySHACL judges fast: a range is a shape of the objects rather than of each edge, and a
union class is asked for by its own name, which `union_memberships` makes true of what is in its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD

from kg.assemble.vocabulary import CLAIM, DOCUMENT, PASSAGE
from kg.check.plain import rdflib_graph
from kg.ontology import NAMESPACE, Ontology, PropertyDefinition

ENTITY_SHAPE = URIRef(NAMESPACE + "EntityShape")

# Evidence is no part of what is drawn and named: its nodes need no label.
_WITHOUT_NAMES = frozenset({CLAIM.value, DOCUMENT.value, PASSAGE.value})


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph; and by made shape, the property whose subjects or whose objects it judges."""

    graph: Graph
    of_subjects: Mapping[str, str]
    of_objects: Mapping[str, str]


def shapes_of(ontology: Ontology) -> Shapes:
    """Every shape for graphs of an ontology: the hand-written ones in its files, and some for each of its statements.

    Made are, for each property, that subjects fit its domain and objects its range, and that a functional one has one
    value; for each class, that what is in it has a name. So what a user adds to the ontology is validated without a
    shape of its own.
    """
    graph = rdflib_graph(ontology.triples)
    of_subjects: dict[str, str] = {}
    of_objects: dict[str, str] = {}
    for iri, definition in sorted(ontology.properties.items()):
        of_objects[_range_shape(graph, definition, ontology)] = iri
        if definition.domain in ontology.classes:
            of_subjects[_domain_shape(graph, definition, ontology)] = iri
        if definition.functional:
            of_subjects[_functional_shape(graph, definition, ontology)] = iri
    for iri, cls in sorted(ontology.classes.items()):
        if iri not in _WITHOUT_NAMES and not cls.union:
            graph.add((ENTITY_SHAPE, SH.targetClass, URIRef(iri)))
    return Shapes(graph, of_subjects, of_objects)


def union_memberships(ontology: Ontology) -> Iterator[Triple]:
    """That the members of each union class are subclasses of it, as follows from owl:unionOf."""
    subclass = NamedNode(str(RDFS.subClassOf))
    for iri, cls in ontology.classes.items():
        for member in cls.union:
            yield Triple(NamedNode(member), subclass, NamedNode(iri))


def _domain_shape(graph: Graph, definition: PropertyDefinition, ontology: Ontology) -> str:
    wanted = f"the subject of {ontology.name(definition.iri)} must be: {ontology.label(definition.domain)}"
    shape = _shape(graph, "domain", definition, wanted)
    graph.add((shape, SH.targetSubjectsOf, URIRef(definition.iri)))
    graph.add((shape, SH["class"], URIRef(definition.domain)))
    return str(shape)


def _range_shape(graph: Graph, definition: PropertyDefinition, ontology: Ontology) -> str:
    known = ontology.label(definition.range) if definition.range else ""
    wanted = known or ("a thing" if definition.is_object else "a literal")
    shape = _shape(graph, "range", definition, f"the value of {ontology.name(definition.iri)} must be: {wanted}")
    graph.add((shape, SH.targetObjectsOf, URIRef(definition.iri)))
    if definition.is_object:
        graph.add((shape, SH.nodeKind, SH.IRI))
        if definition.range in ontology.classes:
            graph.add((shape, SH["class"], URIRef(definition.range)))
    elif definition.range in ("", str(RDFS.Literal)):
        graph.add((shape, SH.nodeKind, SH.Literal))
    else:
        graph.add((shape, SH.datatype, URIRef(definition.range)))
    return str(shape)


def _functional_shape(graph: Graph, definition: PropertyDefinition, ontology: Ontology) -> str:
    iri, message = URIRef(definition.iri), f"{ontology.name(definition.iri)} has one value at most"
    holder = _shape(graph, "edges", definition, message)
    shape = _shape(graph, "functional", definition, message, SH.PropertyShape)
    graph.add((holder, SH.targetSubjectsOf, iri))
    graph.add((holder, SH.property, shape))
    graph.add((shape, SH.path, iri))
    graph.add((shape, SH.maxCount, Literal(1, datatype=XSD.integer)))
    return str(shape)


def _shape(
    graph: Graph, kind: str, definition: PropertyDefinition, message: str, shape_class: URIRef = SH.NodeShape
) -> URIRef:
    shape = URIRef(f"urn:kg:shape:{kind}:{definition.iri}")
    graph.add((shape, RDF.type, shape_class))
    graph.add((shape, SH.message, Literal(message)))
    return shape
