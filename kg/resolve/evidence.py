"""What stands around two things in their documents, weighed: company that they share speaks for their being one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.resolve.known import KNOWN
from kg.resolve.things import LocalThing

# What one shared neighbour is worth, and how much is enough. A place says less than a thing, a country less than a city;
# a neighbour by a claim says twice as much as one that only stands near.
COUNTRY, PLACE, THING = 1, 2, 4
BY_CLAIM = 2
ENOUGH = 3
# What half of all documents speak of tells nobody apart.
COMMON = 25


@dataclass(frozen=True)
class Company:
    """The neighbours of documents' things, by what they stand for over all documents."""

    gazetteer: Gazetteer
    places: frozenset[str]
    meant: Callable[[str], str]
    documents: Mapping[str, int]
    names: Mapping[str, str]

    def shared(self, first: Sequence[LocalThing], second: Sequence[LocalThing]) -> str:
        """The names of the neighbours that two groups of things share, where they are enough; else ""."""
        mine, theirs = self._around(first), self._around(second)
        common = {each: min(mine[each], theirs[each]) for each in mine.keys() & theirs.keys()}
        own = {self.meant(each.id) for each in (*first, *second)}
        points = {each: self._worth(each) * times for each, times in common.items() if each not in own}
        if sum(points.values()) < ENOUGH:
            return ""
        best = sorted(points, key=lambda each: (-points[each], self.names[each], each))
        return ", ".join(self.names[each] for each in best[:3])

    def _around(self, things: Iterable[LocalThing]) -> dict[str, int]:
        found: dict[str, int] = {}
        for thing in things:
            found |= {self.meant(each): found.get(self.meant(each), 1) for each in thing.near}
            found |= {self.meant(each): BY_CLAIM for each in thing.related}
        return found

    def _worth(self, neighbour: str) -> int:
        entry = self.gazetteer.get(neighbour.removeprefix(KNOWN)) if neighbour.startswith(KNOWN) else None
        if entry is not None and not entry.parent and entry.cls in self.places:
            return COUNTRY
        if entry is not None and entry.cls in self.places:
            return PLACE
        return THING if self.documents.get(neighbour, 0) <= COMMON else COUNTRY
