"""Which groups of things may be one, how sure that is, and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.resolve.evidence import Meaning, Surroundings, shared_company
from kg.resolve.keys import is_short_form
from kg.resolve.known import NAME
from kg.resolve.matching import spelled_alike, spelled_together
from kg.resolve.short_forms import ShortForms

# In this order proposals are taken: what a text defines, what has the same letters, short forms, other spellings.
DEFINED, LETTERS, SHORTENED, SPELLED = range(4)


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Things of one name, from all documents; `text` is the name folded, `several` says that there is more than one document.

    `defined` has the first document that defines each other name, `shortened` the names that documents use for short.
    `part_of` is the id of a group that was divided by document, since its name is short for several.
    """

    id: str
    name: str
    text: str
    known: bool
    cls: str
    certain: bool
    several: bool
    defined: Mapping[str, str]
    shortened: frozenset[str]
    part_of: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Two groups that may be one, by the ids of both, and why."""

    strength: int
    first: str
    second: str
    reason: str


@dataclass(frozen=True)
class Proposals:
    """Compares groups of things by their names and by the company that they keep; both are by id."""

    ontology: Ontology
    short_forms: ShortForms
    meanings: Mapping[str, Meaning]
    groups: Mapping[str, NameGroup]
    surroundings: Mapping[str, Surroundings]

    def of(self, pairs: Iterable[tuple[str, str]]) -> list[Proposal]:
        """The pairs that are to be joined, in the order in which to try them."""
        found: list[Proposal] = []
        shorter: dict[str, list[Proposal]] = defaultdict(list)
        for first, second in pairs:
            if self.apart(first, second):
                continue
            one, other = self.groups[first], self.groups[second]
            for short, long in ((one, other), (other, one)):
                if self._is_defined(short, long):
                    shorter[short.id].append(_defined(short, long))
                elif self._is_shortened(short, long):
                    shorter[short.id] += self._supported(SHORTENED, short, long, "may be short for")
            found += self._spelled(one, other)
        for proposals in shorter.values():
            found += _only_one(proposals)
        return sorted(found)

    def short_for_several(self, pairs: Iterable[tuple[str, str]]) -> set[str]:
        """The ids of groups that several documents speak of by a name that is short for more than one other."""
        longer: dict[str, set[str]] = defaultdict(set)
        for first, second in pairs:
            for short, long in ((first, second), (second, first)):
                one, other = self.groups[short], self.groups[long]
                if one.several and not self.apart(short, long) and self._is_shortened(one, other):
                    longer[short].add(long)
        return {short for short, long in longer.items() if len(long) > 1}

    def apart(self, first: str, second: str) -> bool:
        """Whether two groups cannot be one: by gazetteer, class, number, what tells them apart, or a text that names both."""
        one, other = self.groups[first], self.groups[second]
        if one.known and other.known:
            return True
        if not (self._fits(one, other) or self._fits(other, one)) and one.certain and other.certain:
            return True
        if one.text == other.text:
            # The same name in two groups: grouping has told them apart, unless it was divided since.
            return not one.part_of or one.part_of != other.part_of
        short, long = sorted((one, other), key=lambda group: (len(group.text), group.text))
        inside = is_short_form(short.text, long.text, "first") or is_short_form(short.text, long.text, "last")
        return inside and self.short_forms.names_another(short.name, long.name)

    def _fits(self, one: NameGroup, other: NameGroup) -> bool:
        return self.ontology.is_a(one.cls, other.cls)

    def _is_defined(self, short: NameGroup, long: NameGroup) -> bool:
        """Whether a document defines a name without a context of its own as another name of the longer."""
        return f"{NAME}{short.text}" in long.defined and not short.known

    def _is_shortened(self, short: NameGroup, long: NameGroup) -> bool:
        if short.known or (len(short.text) >= len(long.text) and f"{NAME}{short.text}" not in long.shortened):
            return False
        used = f"{NAME}{short.text}" in long.shortened
        return used or self.short_forms.is_short_for(short.name, long.name, long.cls)

    def _spelled(self, one: NameGroup, other: NameGroup) -> list[Proposal]:
        if spelled_together(one.text, other.text):
            return [Proposal(LETTERS, one.id, other.id, f"“{one.name}” and “{other.name}” have the same letters")]
        how = spelled_alike(one.text, other.text)
        # Two names that stand in one text are meant to be two.
        if not how or self.surroundings[one.id].documents & self.surroundings[other.id].documents:
            return []
        return self._supported(SPELLED, one, other, how)

    def _supported(self, strength: int, one: NameGroup, other: NameGroup, how: str) -> list[Proposal]:
        """A proposal that rests on the company both keep; none where they keep none."""
        shared = shared_company(self.surroundings[one.id], self.surroundings[other.id], self.meanings)
        reason = f"“{one.name}” {how} “{other.name}”, and both stand with {shared}"
        return [Proposal(strength, one.id, other.id, reason)] if shared else []


def _defined(short: NameGroup, long: NameGroup) -> Proposal:
    where = long.defined[f"{NAME}{short.text}"]
    reason = f"“{short.name}” is another name of “{long.name}”, as {where} defines it"
    return Proposal(DEFINED, short.id, long.id, reason)


def _only_one(proposals: Iterable[Proposal]) -> list[Proposal]:
    """A short name goes with the one name that it is defined for, else with the one that there is evidence for."""
    ordered = sorted(proposals)
    best = [each for each in ordered if each.strength == ordered[0].strength]
    return best if len({each.second for each in best}) == 1 else []
