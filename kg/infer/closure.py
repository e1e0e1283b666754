"""The fixpoint: rules applied to facts in rounds, each new fact with how it was first found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.infer.facts import Fact, Facts
from kg.infer.join import Premises, solutions
from kg.infer.program import Program
from kg.infer.queries import QueryRules
from kg.infer.rules import InferenceRule, Pattern, TransitiveRule, is_variable
from kg.infer.transitive import joined_edges


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact was first found: by which axiom or rule, from which premises."""

    label: str
    premises: Premises


def close(facts: Facts, program: Program, graph: Iterable[Triple] = ()) -> Mapping[Fact, Derivation]:
    """Adds to facts all that follows from them by a program, and tells how; `graph` are the same facts, for queries.

    A fact is found in the first round that gives it, by the first rule that does, from the premises that come first in
    order. That does not depend on the order of the facts.
    """
    closing = _Closing(facts, program, QueryRules(graph) if program.asks else None)
    closing.saturate(facts)
    found = closing.apply(program.guarded, (), facts)
    if found:
        closing.saturate(Facts(found))
    return closing.derivations


class _Closing:
    """The facts known so far, and the record of why."""

    def __init__(self, facts: Facts, program: Program, queries: QueryRules | None) -> None:
        self.facts, self.program, self.queries = facts, program, queries
        self.derivations: dict[Fact, Derivation] = {}

    def saturate(self, recent: Facts) -> None:
        """Applies rules to what is recent, then to what that gave, until nothing new follows."""
        while found := self.apply(self.program.rules, self.program.transitive, recent):
            recent = Facts(found)

    def apply(
        self, rules: Sequence[InferenceRule], transitive: Sequence[TransitiveRule], recent: Facts
    ) -> Sequence[Fact]:
        """Applies every rule to the same facts, then adds the findings."""
        found: dict[Fact, tuple[str, Premises]] = {}
        for rule in rules:
            self.collect(found, rule.label, self.solutions(rule, recent))
        for joining in transitive:
            self.collect(found, joining.label, self.joined(joining, recent))
        for fact, (label, premises) in found.items():
            self.derivations[fact] = Derivation(label, premises)
        self.facts.update(found)
        if self.queries:
            self.queries.extend(found)
        return tuple(found)

    def solutions(self, rule: InferenceRule, recent: Facts) -> Iterator[tuple[Fact, Premises]]:
        """What follows from what is recent, each time it does; a query gives all or, where nothing bears on it, nothing."""
        if not rule.query or not self.queries:
            yield from solutions(rule, self.facts, recent)
        elif recent is self.facts or rule.reads_any or any(_is_met(premise, recent) for premise in rule.premises):
            for head, premises in self.queries.solutions(rule):
                yield head, tuple(filter(self.facts.__contains__, premises)) if rule.branching else premises

    def joined(self, rule: TransitiveRule, recent: Facts) -> Iterable[tuple[Fact, Premises]]:
        """The edges of a transitive property; those that it added itself join to nothing new."""
        if not any(self.is_step(edge, rule) for edge in recent.edges(rule.property)):
            return ()
        return joined_edges(edge for edge in self.facts.edges(rule.property) if self.is_step(edge, rule))

    def is_step(self, edge: Fact, rule: TransitiveRule) -> bool:
        return edge not in self.derivations or self.derivations[edge].label != rule.label

    def collect(
        self, found: dict[Fact, tuple[str, Premises]], label: str, derived: Iterable[tuple[Fact, Premises]]
    ) -> None:
        """Keeps one derivation of each new fact: that of the first rule, and of one rule the first premises in order."""
        known, irreflexive = self.facts.all, self.program.irreflexive
        for head, premises in derived:
            if head in known or (head[0] == head[2] and head[1] in irreflexive):
                continue
            if head not in found or (found[head][0] == label and premises < found[head][1]):
                found[head] = label, premises


def _is_met(pattern: Pattern, facts: Facts) -> bool:
    edges = facts.edges(pattern.predicate)
    return any(is_variable(pattern.object) or edge[2] == pattern.object for edge in edges)
