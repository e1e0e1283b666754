"""What stands around two things in their documents, weighed: company that they share speaks for their being one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.resolve.known import KNOWN
from kg.resolve.things import LocalThing

# What one shared neighbour is worth, and how much is enough. A place says less than a thing, a country less than a city;
# a neighbour by a claim says twice as much as one that only stands near.
COUNTRY, PLACE, THING = 1, 2, 4
NEARBY, BY_CLAIM = 1, 2
ENOUGH = 3
# What half of all documents speak of tells nobody apart.
COMMON = 25


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a thing stands for over all documents, as far as that is known: its name, and what it is worth as company."""

    id: str
    name: str
    worth: int


@dataclass(frozen=True, slots=True)
class PlacedThing:
    """A thing with what it, those around it and its ties stand for; `around` says how near they are."""

    thing: LocalThing
    meaning: str
    around: Mapping[str, int]
    ties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a group of things and how near, what they themselves stand for, and the documents they are in."""

    around: Mapping[str, int]
    own: frozenset[str]
    documents: frozenset[str]


def meanings_of(
    things: Iterable[LocalThing], meant: Mapping[str, Mapping[str, str]], gazetteer: Gazetteer, places: frozenset[str]
) -> dict[str, Meaning]:
    """What is known of everything that things stand for; `meant` gives that by document and key, where it is not the key."""
    documents: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for thing in things:
        each = meant[thing.document].get(thing.key, thing.key)
        documents[each].add(thing.document)
        names[each] = min(names.get(each, thing.name), thing.name)
    return {each: meaning(each, name, len(documents[each]), gazetteer, places) for each, name in names.items()}


def meaning(identifier: str, name: str, documents: int, gazetteer: Gazetteer, places: frozenset[str]) -> Meaning:
    """What is known of something by its first name and by how many documents speak of it."""
    key = identifier.removeprefix(KNOWN)
    entry = gazetteer.get(key) if key != identifier else None
    if entry is not None and entry.cls in places:
        return Meaning(identifier, name, PLACE if entry.parent else COUNTRY)
    return Meaning(identifier, name, THING if documents <= COMMON else COUNTRY)


def placed(thing: LocalThing, meant: Mapping[str, str]) -> PlacedThing:
    """A thing with what its document's things stand for, by key; what is not among them stands for itself."""
    around = {meant.get(each, each): NEARBY for each in thing.near}
    around |= {meant.get(each, each): BY_CLAIM for each in thing.related}
    ties = frozenset(meant.get(each, each) for each in thing.ties)
    return PlacedThing(thing, meant.get(thing.key, thing.key), around, ties)


def surroundings(things: Iterable[PlacedThing]) -> Surroundings:
    """What stands around several things, each as near as it is to any of them; they are gone through once."""
    around: dict[str, int] = {}
    own: set[str] = set()
    documents: set[str] = set()
    for each in things:
        own.add(each.meaning)
        documents.add(each.thing.document)
        for other, weight in each.around.items():
            if around.get(other, 0) < weight:
                around[other] = weight
    return Surroundings(around, frozenset(own), frozenset(documents))


def shared_company(first: Surroundings, second: Surroundings, meanings: Mapping[str, Meaning]) -> str:
    """The names of the neighbours that two groups of things share, where they are enough; else ""."""
    common = (first.around.keys() & second.around.keys()) - first.own - second.own
    points = {each: meanings[each].worth * min(first.around[each], second.around[each]) for each in common}
    if sum(points.values()) < ENOUGH:
        return ""
    best = sorted(points, key=lambda each: (-points[each], meanings[each].name, each))
    return ", ".join(meanings[each].name for each in best[:3])


@dataclass(frozen=True, slots=True)
class Circles:
    """The surroundings of several groups by name, turned round: in whose company each meaning is, and how near."""

    groups: Mapping[str, Surroundings]
    near: Mapping[str, Sequence[tuple[str, int]]]

    def shared_with(self, one: Surroundings, meanings: Mapping[str, Meaning]) -> list[str]:
        """The groups that share company with another, enough of it as in `shared_company`, in their order."""
        points = dict.fromkeys(self.groups, 0)
        for each, weight in one.around.items():
            if each not in one.own:
                worth = meanings[each].worth
                for group, theirs in self.near.get(each, ()):
                    points[group] += worth * min(weight, theirs)
        return [group for group, sum_of_points in points.items() if sum_of_points >= ENOUGH]


def circles(groups: Mapping[str, Surroundings]) -> Circles:
    """The circles of groups."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for group, found in groups.items():
        for each, weight in found.around.items():
            if each not in found.own:
                near[each].append((group, weight))
    return Circles(groups, near)
