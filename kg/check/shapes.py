"""The shapes a graph is held against: those that follow from the ontology's statements, and those written by hand.

Made shapes are kept to what validators judge fast: a range is a shape of the objects rather than of each edge, and a
union class is asked for by its own name, which `union_memberships` makes true of what is in its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.assemble.vocabulary import CLAIM, DOCUMENT, PASSAGE, RDF, RDFS, SHACL, TYPE
from kg.ontology import NAMESPACE, Ontology, PropertyDefinition

ENTITY_SHAPE = NamedNode(NAMESPACE + "EntityShape")
SUBCLASS = NamedNode(RDFS + "subClassOf")

# A list may have a name as well.
_OF_SHAPES = (SHACL, RDF + "first", RDF + "rest")

# Evidence is no part of what is drawn and named: its nodes need no label.
_WITHOUT_NAMES = frozenset({CLAIM.value, DOCUMENT.value, PASSAGE.value})


@dataclass(frozen=True, slots=True)
class Shapes:
    """What is said of shapes; and by made shape, the property whose subjects or whose objects it judges."""

    triples: tuple[Triple, ...]
    of_subjects: Mapping[str, str]
    of_objects: Mapping[str, str]


def shapes_of(ontology: Ontology) -> Shapes:
    """Every shape for graphs of an ontology: the hand-written ones in its files, and some for each of its statements.

    Made are, for each property, that subjects fit its domain and objects its range, and that a functional one has one
    value; for each class, that what is in it has a name. So what a user adds to the ontology is validated without a
    shape of its own.
    """
    triples = list(_about_shapes(ontology.triples))
    of_subjects: dict[str, str] = {}
    of_objects: dict[str, str] = {}
    for iri, definition in sorted(ontology.properties.items()):
        shape = _shape_iri("range", definition)
        triples.extend(_range_shape(shape, definition, ontology))
        of_objects[shape.value] = iri
        if definition.domain in ontology.classes:
            shape = _shape_iri("domain", definition)
            triples.extend(_domain_shape(shape, definition, ontology))
            of_subjects[shape.value] = iri
        if definition.functional:
            shape = _shape_iri("functional", definition)
            triples.extend(_functional_shape(shape, definition, ontology))
            of_subjects[shape.value] = iri
    for iri, cls in sorted(ontology.classes.items()):
        if iri not in _WITHOUT_NAMES and not cls.union:
            triples.append(Triple(ENTITY_SHAPE, _term("targetClass"), NamedNode(iri)))
    return Shapes(tuple(triples), of_subjects, of_objects)


def union_memberships(ontology: Ontology) -> Iterator[Triple]:
    """That the members of each union class are subclasses of it, as follows from owl:unionOf."""
    for iri, cls in ontology.classes.items():
        for member in cls.union:
            yield Triple(NamedNode(member), SUBCLASS, NamedNode(iri))


def _about_shapes(triples: Iterable[Triple]) -> Iterator[Triple]:
    """What a validator may ask of the ontology to know its shapes: the lexicon, most of it by far, is no part of that."""
    every = tuple(triples)
    spoken_of = {each.subject for each in every if each.predicate.value.startswith(_OF_SHAPES)}
    for each in every:
        if each.subject in spoken_of or isinstance(each.subject, BlankNode) or each.predicate in (TYPE, SUBCLASS):
            yield each


def _domain_shape(shape: NamedNode, definition: PropertyDefinition, ontology: Ontology) -> Iterator[Triple]:
    wanted = f"the subject of {ontology.name(definition.iri)} must be: {ontology.label(definition.domain)}"
    yield from _declaration(shape, "NodeShape", wanted)
    yield Triple(shape, _term("targetSubjectsOf"), NamedNode(definition.iri))
    yield Triple(shape, _term("class"), NamedNode(definition.domain))


def _range_shape(shape: NamedNode, definition: PropertyDefinition, ontology: Ontology) -> Iterator[Triple]:
    known = ontology.label(definition.range) if definition.range else ""
    wanted = known or ("a thing" if definition.is_object else "a literal")
    yield from _declaration(shape, "NodeShape", f"the value of {ontology.name(definition.iri)} must be: {wanted}")
    yield Triple(shape, _term("targetObjectsOf"), NamedNode(definition.iri))
    if definition.is_object:
        yield Triple(shape, _term("nodeKind"), _term("IRI"))
        if definition.range in ontology.classes:
            yield Triple(shape, _term("class"), NamedNode(definition.range))
    elif definition.range in ("", RDFS + "Literal"):
        yield Triple(shape, _term("nodeKind"), _term("Literal"))
    else:
        yield Triple(shape, _term("datatype"), NamedNode(definition.range))


def _functional_shape(shape: NamedNode, definition: PropertyDefinition, ontology: Ontology) -> Iterator[Triple]:
    message = f"{ontology.name(definition.iri)} has one value at most"
    holder = _shape_iri("edges", definition)
    yield from _declaration(holder, "NodeShape", message)
    yield from _declaration(shape, "PropertyShape", message)
    yield Triple(holder, _term("targetSubjectsOf"), NamedNode(definition.iri))
    yield Triple(holder, _term("property"), shape)
    yield Triple(shape, _term("path"), NamedNode(definition.iri))
    yield Triple(shape, _term("maxCount"), Literal(1))


def _declaration(shape: NamedNode, shape_class: str, message: str) -> Iterator[Triple]:
    yield Triple(shape, TYPE, _term(shape_class))
    yield Triple(shape, _term("message"), Literal(message))


def _shape_iri(kind: str, definition: PropertyDefinition) -> NamedNode:
    return NamedNode(f"urn:kg:shape:{kind}:{definition.iri}")


def _term(name: str) -> NamedNode:
    return NamedNode(SHACL + name)
