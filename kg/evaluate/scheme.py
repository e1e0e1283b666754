"""How graphs are compared with gold annotations, as the ontology's annotations say (`ontology/evaluation.ttl`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology import NAMESPACE, Ontology

# The lists of a gold file that hold occurrences, and the fields of those that a graph is asked for.
INVESTMENTS, AGREEMENTS = "investments", "agreements"
INVESTOR, TARGET, AMOUNT, CURRENCY, PARTIES = "investor", "target", "amount", "currency", "parties"
FIELDS = frozenset({INVESTOR, TARGET, AMOUNT, CURRENCY, PARTIES})

EVALUATED_AS = NAMESPACE + "evaluatedAs"
EVALUATED_EQUAL_TO = NAMESPACE + "evaluatedEqualTo"
EVALUATED_WITH = NAMESPACE + "evaluatedWith"
PASSED_OVER = "passedOverInNames"

Pairs = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the gold calls things, by the IRI of class or property, and which of its names stand for one another.

    `classes` name what each class is scored as (its own annotation or the nearest above), `edges` what each edge is,
    `fields` the properties behind a field of an occurrence. `equal` pairs are right for one another, `related` pairs
    where edges are scored relaxed. `passed_over` are words that do not tell names apart.
    """

    classes: Mapping[str, str]
    edges: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]
    symmetric: frozenset[str]
    equal: Pairs
    related: Pairs
    passed_over: frozenset[str]

    @property
    def types(self) -> frozenset[str]:
        """The types that gold entities can have."""
        return frozenset(self.classes.values()) - {INVESTMENTS, AGREEMENTS}

    @property
    def predicates(self) -> frozenset[str]:
        """The predicates that gold edges can have."""
        return frozenset(self.edges.values())

    def are_equal(self, first: str, second: str) -> bool:
        """Whether two types or predicates count as the same."""
        return first == second or frozenset((first, second)) in self.equal

    def are_related(self, first: str, second: str) -> bool:
        """Whether two predicates count as the same where edges are scored relaxed."""
        return self.are_equal(first, second) or frozenset((first, second)) in self.related


def read_scheme(ontology: Ontology) -> Scheme:
    """The scheme that an ontology's annotations state."""
    names = _names(ontology)
    edges = {
        iri: name
        for iri, name in names.items()
        if name not in FIELDS and iri in ontology.properties and ontology.properties[iri].is_object
    }
    fields: dict[str, list[str]] = defaultdict(list)
    for iri in ontology.properties:
        if names.get(iri) in FIELDS:
            fields[names[iri]].append(iri)
    return Scheme(
        classes=_classes(ontology, names),
        edges=edges,
        fields={field: tuple(found) for field, found in sorted(fields.items())},
        symmetric=frozenset(name for iri, name in edges.items() if ontology.properties[iri].symmetric),
        equal=_pairs(ontology.triples, EVALUATED_EQUAL_TO, names),
        related=_pairs(ontology.triples, EVALUATED_WITH, names),
        passed_over=frozenset(word for words in ontology.words.get(PASSED_OVER, {}).values() for word in words),
    )


def _names(ontology: Ontology) -> dict[str, str]:
    """What the gold calls each annotated class and property; of several names the last counts: a user's own."""
    return {
        each.subject.value: each.object.value
        for each in ontology.triples
        if each.predicate.value == EVALUATED_AS
        and isinstance(each.subject, ox.NamedNode)
        and isinstance(each.object, ox.Literal)
    }


def _classes(ontology: Ontology, names: Mapping[str, str]) -> dict[str, str]:
    nearest = {
        cls: next((names[each] for each in (cls, *ontology.ancestors(cls)) if each in names), "")
        for cls in ontology.classes
    }
    return {cls: name for cls, name in nearest.items() if name}


def _pairs(triples: Iterable[ox.Triple], annotation: str, names: Mapping[str, str]) -> Pairs:
    found: set[frozenset[str]] = set()
    for each in triples:
        if each.predicate.value == annotation:
            ends = [names.get(str(getattr(end, "value", "")), "") for end in (each.subject, each.object)]
            if all(ends):
                found.add(frozenset(ends))
    return frozenset(found)
