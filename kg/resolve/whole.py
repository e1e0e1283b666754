"""Things of many documents that are one, as a single thing: what a node is made from, and none of what surrounds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.resolve.things import LocalThing


@dataclass(slots=True)
class Whole:
    """Gathers things that are one, each of which may then be forgotten; wholes of parts gather to the whole of all."""

    first: LocalThing
    written: dict[str, int] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)
    overruled: dict[str, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    shortened: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)
    stands_alone: bool = False
    mixed_case: bool = False
    proper: bool = False

    def add(self, thing: LocalThing) -> None:
        """Gathers one more."""
        if thing.order < self.first.order:
            self.first = thing
        _count(self.written, thing.written)
        _count(self.votes, thing.votes)
        _count(self.overruled, thing.overruled)
        self.keys.add(thing.key)
        self.keys.update(thing.defined)
        self.shortened.update(thing.shortened)
        self.sure.update(thing.sure)
        self.reasons.update(thing.reasons)
        self.stands_alone |= thing.stands_alone
        self.mixed_case |= thing.mixed_case
        self.proper |= thing.proper

    def thing(self) -> LocalThing:
        """The earliest of them, with the names, votes and reasons of all."""
        return replace(
            self.first,
            written=dict(sorted(self.written.items())),
            votes=dict(sorted(self.votes.items())),
            sure=tuple(sorted(self.sure)),
            overruled=dict(sorted(self.overruled.items())),
            stands_alone=self.stands_alone,
            mixed_case=self.mixed_case,
            proper=self.proper,
            # What the gazetteer knows of any of them it knows of the whole.
            defined=tuple(sorted(self.keys - {self.first.key})),
            shortened=tuple(sorted(self.shortened)),
            reasons=tuple(sorted(self.reasons)),
            related=(),
            near=(),
            digest="",
        )


def whole_of(things: Iterable[LocalThing]) -> LocalThing:
    """One thing that gives the same node as all of these, which are gone through once. Raises `ValueError` without any."""
    gathered: Whole | None = None
    for each in things:
        gathered = gathered or Whole(each)
        gathered.add(each)
    if gathered is None:
        raise ValueError("there is no whole of no things")
    return gathered.thing()


def _count(into: dict[str, int], more: Mapping[str, int]) -> None:
    for word, times in more.items():
        into[word] = into.get(word, 0) + times
