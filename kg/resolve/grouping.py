"""Things of one name in several documents: one thing, unless what tells such things apart differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.components import Components
from kg.resolve.evidence import Meaning, PlacedThing, circles, surroundings
from kg.resolve.keys import HAN, fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.naming import vote

# A shorter first word says nothing: people of two banks called "New ..." are two.
SHORTEST_FAMILY = 5

Group = list[PlacedThing]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Puts the things of all documents together by name; `meanings` says what is known of what they stand for."""

    ontology: Ontology
    gazetteer: Gazetteer
    places: frozenset[str]
    meanings: Mapping[str, Meaning]

    def groups(self, key: str, things: Sequence[PlacedThing]) -> list[Group]:
        """The things of a key that are one by their name, each group in the order of ids."""
        if len(things) == 1 or key.startswith(KNOWN):
            found = [list(things)]
        else:
            found = [group for same in self._by_class(things) for group in self._by_ties(same)]
        return [sorted(group, key=lambda each: each.thing.document) for group in found]

    def _by_class(self, things: Sequence[PlacedThing]) -> list[Group]:
        """Things whose classes nothing can have both of are two, where the texts are certain."""
        majority = vote([(each.thing.cls, each.thing.certain) for each in things], self.ontology)
        classes = {each.thing.cls for each in things if each.thing.certain}
        others = {cls for cls in classes if self.ontology.disjoint(cls, majority)}
        found: dict[str, Group] = defaultdict(list)
        for each in things:
            found[each.thing.cls if each.thing.certain and each.thing.cls in others else ""].append(each)
        return [found[cls] for cls in sorted(found)]

    def _by_ties(self, things: Sequence[PlacedThing]) -> list[Group]:
        vague = self._vague({tie for each in things for tie in each.ties})
        components = Components()
        settled: dict[str, Group] = defaultdict(list)
        loose = []
        for each in things:
            for tie in sorted(each.ties - vague):
                components.join(each.thing.document, f"\0{tie}", tie)
                if word := self._family(tie):
                    components.join(each.thing.document, f"\0{word}", tie)
        for each in things:
            if each.ties - vague:
                settled[components.find(each.thing.document)].append(each)
            else:
                loose.append(each)
        return self._with_loose(settled, loose)

    def _vague(self, ties: Iterable[str]) -> set[str]:
        """The known places among ties that contain others of them: these say it better."""
        entries = (self.gazetteer.get(tie.removeprefix(KNOWN)) for tie in ties if tie.startswith(KNOWN))
        above = (each for entry in entries if entry is not None for each in self.gazetteer.ancestors(entry))
        return {f"{KNOWN}{entry.id}" for entry in above}

    def _with_loose(self, settled: Mapping[str, Group], loose: Sequence[PlacedThing]) -> list[Group]:
        """Things that nothing tells apart go with the only group there is, or the only one whose company they keep."""
        groups = {root: list(found) for root, found in settled.items()}
        around = circles({root: surroundings(found) for root, found in sorted(settled.items())})
        rest: dict[str, Group] = defaultdict(list)
        for each in loose:
            alone = each.thing.document if self._is_part_of_name(each) else ""
            fitting = list(around.groups)
            if fitting and (alone or len(fitting) > 1):
                fitting = around.shared_with(surroundings([each]), self.meanings)
            if len(fitting) == 1:
                groups[fitting[0]].append(each)
            else:
                rest[alone].append(each)
        return [groups[root] for root in sorted(groups)] + [rest[key] for key in sorted(rest)]

    def _is_part_of_name(self, each: PlacedThing) -> bool:
        """Whether the name has fewer words than a full name of the class: a surname says little by itself."""
        name = each.thing.key.removeprefix(NAME)
        needed = self.ontology.classes[each.thing.cls].minimum_words if each.thing.certain else 0
        return not HAN.search(name) and len(name.split()) < needed

    def _family(self, tie: str) -> str:
        """The first word of an organization's name, which the companies of one group share; "" for a place."""
        key = tie.partition("\t")[0]
        entry = self.gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
        if entry is not None and entry.cls in self.places:
            return ""
        words = fold(entry.name if entry else key.removeprefix(NAME)).split()
        return words[0] if words and len(words[0]) >= SHORTEST_FAMILY else ""
