"""All rules of an ontology, as inference runs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import filterfalse

from pyoxigraph import NamedNode

from kg.infer.construct import construct_rule
from kg.infer.rules import InferenceRule, Pattern, TransitiveRule, axiom_rules, is_variable, term, transitive_rules
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Program:
    """The rules in their order, which decides between two that say the same.

    `irreflexive` are the predicates that relate nothing to itself, `hidden` those that are not written out, and
    `named` all that anything is said of; with `names_any` a rule leaves open what it speaks of.
    """

    rules: tuple[InferenceRule, ...]
    guarded: tuple[InferenceRule, ...]
    transitive: tuple[TransitiveRule, ...]
    irreflexive: frozenset[str]
    hidden: frozenset[str]
    named: frozenset[NamedNode]
    names_any: bool

    @property
    def asks(self) -> bool:
        """Whether any of the rules is a query."""
        return any(rule.query for rule in (*self.rules, *self.guarded))


def program_of(ontology: Ontology) -> Program:
    """The rules of an ontology. Raises `OntologyError` for one that is no valid query."""
    rules = (*axiom_rules(ontology), *(construct_rule(rule) for rule in ontology.rules))
    transitive = transitive_rules(ontology)
    hidden = frozenset(term(iri) for iri, each in ontology.properties.items() if not each.materialize)
    predicates = {pattern.predicate for rule in rules for pattern in _patterns(rule)}
    named = {*filterfalse(is_variable, predicates), *hidden, *(rule.property for rule in transitive)}
    return Program(
        rules=tuple(rule for rule in rules if not rule.guarded),
        guarded=tuple(rule for rule in rules if rule.guarded),
        transitive=transitive,
        irreflexive=frozenset(term(iri) for iri, each in ontology.properties.items() if each.irreflexive),
        hidden=hidden,
        named=frozenset(NamedNode(each[1:-1]) for each in named),
        names_any=any(map(is_variable, predicates)),
    )


def _patterns(rule: InferenceRule) -> Iterator[Pattern]:
    yield from (*rule.heads, *rule.premises)
    for patterns in rule.absent:
        yield from patterns
