"""The rules that an ontology's axioms amount to, as patterns of facts.

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

from kg.assemble.vocabulary import OWL, TYPE
from kg.ontology import Ontology, PropertyDefinition, Rule

TERM_OPERATORS = frozenset({"=", "!="})
TEXT_OPERATORS = frozenset({"=", "!=", "<", ">"})
_X, _Y = "?x", "?y"
RDF_TYPE = str(TYPE)


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """A fact with variables, which begin with a question mark."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms, or with `texts` what they are written with, that must compare so."""

    left: str
    operator: str
    right: str
    texts: bool = False


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """Where facts match the `premises`, and neither a comparison nor what is `absent` forbids it, the `heads` follow.

    A `query` stands for a rule that this cannot say: its solutions then count, and the premises are only told, as many
    as a solution binds, or if it is `branching`, has parts that need not match, as many as there are. A query that
    `reads_any` can have new solutions by other facts than these. A `guarded` rule asks for what is absent, so it runs
    once, when everything else has been inferred.
    """

    label: str
    heads: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    comparisons: tuple[Comparison, ...] = ()
    absent: tuple[tuple[Pattern, ...], ...] = ()
    query: str = ""
    reads_any: bool = False
    guarded: bool = False
    branching: bool = False


@dataclass(frozen=True, slots=True)
class TransitiveRule:
    """The edges of one property join end to end."""

    label: str
    property: str


def is_variable(term: str) -> bool:
    """Whether a term of a pattern stands for any."""
    return term.startswith("?")


def axiom_rules(ontology: Ontology) -> tuple[InferenceRule, ...]:
    """The rules of all axioms but transitivity, in a fixed order."""
    return (*_class_rules(ontology), *_property_rules(ontology))


def transitive_rules(ontology: Ontology) -> tuple[TransitiveRule, ...]:
    """The transitive properties."""
    return tuple(
        TransitiveRule(f"axiom: transitive {ontology.name(iri)}", term(iri))
        for iri, definition in sorted(ontology.properties.items())
        if definition.transitive
    )


def term(iri: str) -> str:
    """An IRI as it stands in facts."""
    return f"<{iri}>"


def _class_rules(ontology: Ontology) -> Iterator[InferenceRule]:
    equivalent = _equivalents(ontology, OWL + "equivalentClass")
    for iri in sorted(ontology.classes):
        above = (*ontology.ancestors(iri), *(other for other in equivalent[iri] if other in ontology.classes))
        for other in dict.fromkeys(above):
            if not ontology.classes[other].union:
                yield InferenceRule(
                    f"axiom: {ontology.name(iri)} is {ontology.name(other)}",
                    (Pattern(_X, RDF_TYPE, term(other)),),
                    (Pattern(_X, RDF_TYPE, term(iri)),),
                )


def _property_rules(ontology: Ontology) -> Iterator[InferenceRule]:
    equivalent = _equivalents(ontology, OWL + "equivalentProperty")
    for iri, definition in sorted(ontology.properties.items()):
        for other in dict.fromkeys((*definition.parents, *equivalent[iri])):
            if other in ontology.properties and other != iri:
                label = f"axiom: {ontology.name(iri)} is {ontology.name(other)}"
                yield InferenceRule(label, (_edge(other),), (_edge(iri),))
        for other in definition.inverses:
            if other in ontology.properties:
                label = f"axiom: {ontology.name(iri)} is inverse of {ontology.name(other)}"
                yield InferenceRule(label, (Pattern(_Y, term(other), _X),), (_edge(iri),))
        if definition.symmetric:
            label = f"axiom: symmetric {ontology.name(iri)}"
            yield InferenceRule(label, (Pattern(_Y, term(iri), _X),), (_edge(iri),))
        yield from _chain_rules(definition, ontology)


def _chain_rules(definition: PropertyDefinition, ontology: Ontology) -> Iterator[InferenceRule]:
    for chain in definition.chains:
        if not chain or any(step not in ontology.properties for step in chain):
            continue
        nodes = (_X, *(f"?via{number}" for number in range(1, len(chain))), _Y)
        premises = tuple(Pattern(nodes[number], term(step), nodes[number + 1]) for number, step in enumerate(chain))
        label = f"axiom: chain {'∘'.join(ontology.name(step) for step in chain)}"
        yield InferenceRule(label, (_edge(definition.iri),), premises)


def _edge(iri: str) -> Pattern:
    return Pattern(_X, term(iri), _Y)


def _equivalents(ontology: Ontology, predicate: str) -> Mapping[str, tuple[str, ...]]:
    """What an equivalence axiom says of each term, in both directions, sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for triple in ontology.triples:
        if triple.predicate.value == predicate:
            first, second = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "value", ""))
            found[first].add(second)
            found[second].add(first)
    return defaultdict(tuple, {iri: tuple(sorted(others)) for iri, others in found.items()})


def rule_label(rule: Rule) -> str:
    """What the triples that a `sh:SPARQLRule` adds are said to follow by."""
    return f"rule: {rule.label or rule.iri}"
