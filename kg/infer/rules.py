"""The rules that an ontology's axioms amount to, as patterns with the SPARQL query that finds them.

    rdfs:subClassOf, owl:equivalentClass        types of the classes above
    rdfs:subPropertyOf, owl:equivalentProperty  edges of the properties above
    owl:inverseOf, owl:SymmetricProperty        edges the other way round
    owl:propertyChainAxiom                      edges along a path
    owl:TransitiveProperty                      edges along a path of one property
    sh:SPARQLRule                               what its sh:construct says (see kg.infer.construct)

Domains, ranges and disjointness are constraints here (see kg.check), so they add no types. Axioms with an end outside
the ontology, which are alignments, add nothing either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Variable

from kg.assemble.vocabulary import OWL, TYPE
from kg.ontology import Ontology, PropertyDefinition

Term = NamedNode | Literal | Variable

_X, _Y = Variable("x"), Variable("y")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables."""

    subject: Term
    predicate: NamedNode | Variable
    object: Term

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """Where `select` has a solution the `heads` follow, from as many of the `premises` as the solution binds.

    `reads` are the signatures (see `signature`) that can make new solutions; empty stands for any. A `guarded` rule
    asks for what is absent, so it runs once, when everything else has been inferred. A `branching` rule has parts that
    a solution need not match, so its premises are looked up.
    """

    label: str
    heads: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    select: str
    reads: frozenset[str]
    guarded: bool = False
    branching: bool = False


@dataclass(frozen=True, slots=True)
class TransitiveRule:
    """The edges of one property join end to end."""

    label: str
    property: NamedNode


def signature(predicate: str, target: str) -> str:
    """What a rule can depend on: a predicate, or for `rdf:type` the class."""
    return f"a {target}" if predicate == TYPE.value else predicate


def axiom_rules(ontology: Ontology) -> tuple[InferenceRule, ...]:
    """The rules of all axioms but transitivity, in a fixed order."""
    return (*_class_rules(ontology), *_property_rules(ontology))


def transitive_rules(ontology: Ontology) -> tuple[TransitiveRule, ...]:
    """The transitive properties."""
    return tuple(
        TransitiveRule(f"axiom: transitive {ontology.name(iri)}", NamedNode(iri))
        for iri, definition in sorted(ontology.properties.items())
        if definition.transitive
    )


def irreflexive_properties(ontology: Ontology) -> frozenset[str]:
    """The properties that relate nothing to itself."""
    return frozenset(iri for iri, definition in ontology.properties.items() if definition.irreflexive)


def _class_rules(ontology: Ontology) -> Iterator[InferenceRule]:
    equivalent = _equivalents(ontology, OWL + "equivalentClass")
    for iri in sorted(ontology.classes):
        above = (*ontology.ancestors(iri), *(other for other in equivalent[iri] if other in ontology.classes))
        for other in dict.fromkeys(above):
            if not ontology.classes[other].union:
                yield _rule(
                    f"axiom: {ontology.name(iri)} is {ontology.name(other)}",
                    Pattern(_X, TYPE, NamedNode(other)),
                    (Pattern(_X, TYPE, NamedNode(iri)),),
                )


def _property_rules(ontology: Ontology) -> Iterator[InferenceRule]:
    equivalent = _equivalents(ontology, OWL + "equivalentProperty")
    for iri, definition in sorted(ontology.properties.items()):
        for other in dict.fromkeys((*definition.parents, *equivalent[iri])):
            if other in ontology.properties and other != iri:
                label = f"axiom: {ontology.name(iri)} is {ontology.name(other)}"
                yield _rule(label, _edge(other), (_edge(iri),))
        for other in definition.inverses:
            if other in ontology.properties:
                label = f"axiom: {ontology.name(iri)} is inverse of {ontology.name(other)}"
                yield _rule(label, Pattern(_Y, NamedNode(other), _X), (_edge(iri),))
        if definition.symmetric:
            yield _rule(f"axiom: symmetric {ontology.name(iri)}", Pattern(_Y, NamedNode(iri), _X), (_edge(iri),))
        yield from _chain_rules(definition, ontology)


def _chain_rules(definition: PropertyDefinition, ontology: Ontology) -> Iterator[InferenceRule]:
    for chain in definition.chains:
        if not chain or any(step not in ontology.properties for step in chain):
            continue
        nodes = (_X, *(Variable(f"via{number}") for number in range(1, len(chain))), _Y)
        premises = tuple(
            Pattern(nodes[number], NamedNode(step), nodes[number + 1]) for number, step in enumerate(chain)
        )
        label = f"axiom: chain {'∘'.join(ontology.name(step) for step in chain)}"
        yield _rule(label, _edge(definition.iri), premises)


def _edge(iri: str) -> Pattern:
    return Pattern(_X, NamedNode(iri), _Y)


def _rule(label: str, head: Pattern, premises: tuple[Pattern, ...]) -> InferenceRule:
    body = " ".join(str(premise) for premise in premises)
    # What is known already need not be found again: this keeps each round as small as what is new.
    select = f"SELECT * WHERE {{ {body} FILTER NOT EXISTS {{ {head} }} }}"
    return InferenceRule(label, (head,), premises, select, reads_of(premises))


def reads_of(premises: tuple[Pattern, ...]) -> frozenset[str]:
    """The signatures of some premises; empty, which stands for any, where one of them leaves its predicate open."""
    found: set[str] = set()
    for premise in premises:
        is_open = isinstance(premise.predicate, Variable)
        if is_open or (premise.predicate == TYPE and isinstance(premise.object, Variable)):
            return frozenset()
        found.add(signature(premise.predicate.value, str(premise.object.value)))
    return frozenset(found)


def _equivalents(ontology: Ontology, predicate: str) -> Mapping[str, tuple[str, ...]]:
    """What an equivalence axiom says of each term, in both directions, sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for triple in ontology.triples:
        if triple.predicate.value == predicate:
            first, second = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "value", ""))
            found[first].add(second)
            found[second].add(first)
    return defaultdict(tuple, {iri: tuple(sorted(others)) for iri, others in found.items()})
