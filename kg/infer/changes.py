"""What follows after a change, made from what followed before, by looking only at what the change bears on.

The rounds of inference are gone through again. In each only those facts are derived anew that follow, or followed, from a
difference: a fact that the round sees and did not see before, or the other way round. All others stay as they were, so
the result is that of inference from scratch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.infer.closure import AFTER, BEFORE, GUARDED, Derivation, Round
from kg.infer.facts import Fact, Facts
from kg.infer.join import Premises, concluded, fixed_terms, joined, solutions, where_head_is, widened
from kg.infer.program import Program
from kg.infer.rules import InferenceRule, TransitiveRule, variables
from kg.infer.transitive import joined_from

_STATED: Round = (-1, 0)


def close_changed(
    facts: Facts, derivations: Mapping[Fact, Derivation], added: Set[Fact], removed: Set[Fact], program: Program
) -> Mapping[Fact, Derivation | None]:
    """The derivations that differ after a change of what is stated: None for what is not derived any more.

    `facts` are those known before, stated and inferred, and take in what comes; `derivations` tell of the inferred ones.
    `added` were not stated, `removed` were. No rule of the program may be a query.
    """
    changing = _Changing(facts, derivations, added, removed, program)
    changing.saturate(BEFORE)
    changing.apply(program.guarded, (), (GUARDED, 0))
    changing.saturate(AFTER)
    return {fact: now for fact, now in changing.now.items() if now != derivations.get(fact)}


class _Changing:
    """What is known of each fact: how it was derived, and, where that may differ, how it is `now`."""

    def __init__(
        self, facts: Facts, before: Mapping[Fact, Derivation], added: Set[Fact], removed: Set[Fact], program: Program
    ) -> None:
        self.facts, self.before, self.program = facts, before, program
        self.added, self.removed = added, removed
        # What is stated is not derived.
        self.now: dict[Fact, Derivation | None] = dict.fromkeys(added & before.keys())
        rounds = {each.round for each in before.values()}
        self.last = {part: max((number for at, number in rounds if at == part), default=-1) for part in (BEFORE, AFTER)}
        facts.update(added)

    def round_before(self, fact: Fact) -> Round | None:
        """When a fact was found before; None if it was not."""
        if fact in self.before:
            return self.before[fact].round
        was_there = fact in self.removed or (fact in self.facts and fact not in self.added and fact not in self.now)
        return _STATED if was_there else None

    def round_now(self, fact: Fact) -> Round | None:
        """When it is found now, as far as is known."""
        if fact in self.added:
            return _STATED
        if fact in self.now:
            derivation = self.now[fact]
            return derivation.round if derivation else None
        return None if fact in self.removed else self.round_before(fact)

    def saturate(self, part: int) -> None:
        """Goes through the rounds of a part until nothing is found, and nothing was found before."""
        number = 0
        while self.apply(self.program.rules, self.program.transitive, (part, number)) or number <= self.last[part]:
            number += 1

    def apply(self, rules: Sequence[InferenceRule], transitive: Sequence[TransitiveRule], at: Round) -> bool:
        """Derives anew what may differ in a round; whether anything was found in it that was not before."""
        differing = self.differing(at)
        if not differing:
            return False
        seen = _Seen(self, at)
        paths = {joining.property: _Paths(self, joining, at) for joining in transitive}
        candidates = {fact for fact in differing if fact not in seen}
        for rule in rules:
            candidates.update(_touched(rule, Facts(differing), self.facts))
        for each in paths.values():
            candidates.update(each.touched(differing))
        found = []
        for fact in candidates:
            if fact in seen:
                continue
            derivation = self.derived(fact, rules, paths, seen)
            if derivation:
                found.append(fact)
                self.now[fact] = derivation
            elif self.round_now(fact) == at:
                self.now[fact] = None
        self.facts.update(found)
        return bool(found)

    def differing(self, at: Round) -> Collection[Fact]:
        """The facts that a round does not see as it did before: at all, or as found by something else."""
        touched = {*self.added, *self.removed, *self.now}
        return [fact for fact in touched if self.look_before(fact, at) != self.look_now(fact, at)]

    def look_before(self, fact: Fact, at: Round) -> str | None:
        """By what a fact that a round saw was found, "" where it was stated; None where the round did not see it."""
        found = self.round_before(fact)
        return None if found is None or found >= at else self.before[fact].label if fact in self.before else ""

    def look_now(self, fact: Fact, at: Round) -> str | None:
        """The same of what a round sees now."""
        found = self.round_now(fact)
        if found is None or found >= at:
            return None
        derivation = None if fact in self.added else self.now.get(fact, self.before.get(fact))
        return derivation.label if derivation else ""

    def derived(
        self, fact: Fact, rules: Sequence[InferenceRule], paths: Mapping[str, _Paths], seen: _Seen
    ) -> Derivation | None:
        """How a round derives a fact, if it does."""
        if fact[0] == fact[2] and fact[1] in self.program.irreflexive:
            return None
        for rule in rules:
            premises = _premises(fact, rule, seen)
            if premises:
                return Derivation(seen.at, rule.label, premises)
        if fact[1] in paths:
            premises = paths[fact[1]].to(fact)
            if premises:
                return Derivation(seen.at, paths[fact[1]].rule.label, premises)
        return None


class _Seen:
    """The facts that a round sees."""

    def __init__(self, changing: _Changing, at: Round) -> None:
        self.changing, self.at = changing, at

    def __contains__(self, fact: Fact) -> bool:
        found = self.changing.round_now(fact)
        return found is not None and found < self.at

    def objects(self, subject: str, predicate: str) -> Collection[str]:
        """What a subject is related to."""
        there = self.changing.facts.objects(subject, predicate)
        return [each for each in there if (subject, predicate, each) in self]

    def subjects(self, predicate: str, target: str) -> Collection[str]:
        """What is related to an object."""
        there = self.changing.facts.subjects(predicate, target)
        return [each for each in there if (each, predicate, target) in self]

    def edges(self, predicate: str) -> Collection[Fact]:
        """All facts of a predicate."""
        return [edge for edge in self.changing.facts.edges(predicate) if edge in self]


class _Paths:
    """The edges that one transitive property adds in a round, made for each start when they are asked for."""

    def __init__(self, changing: _Changing, rule: TransitiveRule, at: Round) -> None:
        self.changing, self.rule, self.at = changing, rule, at
        self.known: dict[str, Mapping[Fact, Premises]] = {}

    def touched(self, differing: Collection[Fact]) -> Iterator[Fact]:
        """The edges that a change of the steps may add or take away."""
        changing, predicate = self.changing, self.rule.property
        waiting = [
            edge[0]
            for edge in differing
            if edge[1] == predicate
            and self.is_step(changing.look_before(edge, self.at)) != self.is_step(changing.look_now(edge, self.at))
        ]
        starts: set[str] = set()
        while waiting:
            start = waiting.pop()
            if start not in starts:
                starts.add(start)
                waiting.extend(changing.facts.subjects(predicate, start))
        for start in starts:
            yield from self.from_start(start)
            yield from ((start, predicate, target) for target in changing.facts.objects(start, predicate))

    def to(self, edge: Fact) -> Premises:
        """The two edges that an edge joins; none where no path leads to its end."""
        return self.from_start(edge[0]).get(edge, ())

    def from_start(self, start: str) -> Mapping[Fact, Premises]:
        if start not in self.known:
            self.known[start] = dict(joined_from(start, self.steps))
        return self.known[start]

    def steps(self, start: str) -> Mapping[str, Fact]:
        edges = ((start, self.rule.property, each) for each in self.changing.facts.objects(start, self.rule.property))
        return {edge[2]: edge for edge in sorted(edges) if self.is_step(self.changing.look_now(edge, self.at))}

    def is_step(self, look: str | None) -> bool:
        return look is not None and look != self.rule.label


def _touched(rule: InferenceRule, differing: Facts, facts: Facts) -> Iterator[Fact]:
    """The facts that may follow, or no longer follow, from a rule by a difference."""
    bare = replace(rule, absent=())
    for head, _ in solutions(bare, facts, differing):
        yield head
    needed = {variable for premise in rule.premises for variable in variables(premise)}
    for pattern in (each for patterns in rule.absent for each in patterns):
        table = widened(fixed_terms(rule), pattern, differing)
        columns = [column for column in table.columns if column in needed or column[0] != "?"]
        if table.rows:
            for head, _ in concluded(bare, joined(table.only(columns), rule.premises, facts), facts):
                yield head


def _premises(fact: Fact, rule: InferenceRule, seen: _Seen) -> Premises:
    """The first premises in order from which a rule gives a fact; none where it does not."""
    starts = [where_head_is(fact, head, rule) for head in rule.heads]
    return min(
        (
            premises
            for start in starts
            if start
            for head, premises in concluded(rule, joined(start, rule.premises, seen), seen)
            if head == fact
        ),
        default=(),
    )
