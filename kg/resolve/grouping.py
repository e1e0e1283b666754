"""Things of one name in several documents: one thing, unless what tells such things apart differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.components import Components
from kg.resolve.evidence import Company
from kg.resolve.keys import HAN, fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.naming import vote
from kg.resolve.things import LocalThing

# A shorter first word says nothing: people of two banks called "New ..." are two.
SHORTEST_FAMILY = 5


@dataclass(frozen=True)
class Grouping:
    """Puts the things of all documents together by name; `meant` gives what a document's thing or a key stands for."""

    ontology: Ontology
    gazetteer: Gazetteer
    company: Company
    meant: Callable[[str], str]

    def groups(self, things: Sequence[LocalThing]) -> list[list[LocalThing]]:
        """The things that are one by their name, each group in the order of ids."""
        by_key: dict[str, list[LocalThing]] = defaultdict(list)
        for thing in things:
            by_key[thing.key].append(thing)
        groups: list[list[LocalThing]] = []
        for key, found in sorted(by_key.items()):
            if len(found) == 1 or key.startswith(KNOWN):
                groups.append(found)
            else:
                groups += [group for same in self._by_class(found) for group in self._by_ties(same)]
        return [sorted(group, key=lambda thing: thing.id) for group in groups]

    def _by_class(self, things: Sequence[LocalThing]) -> list[list[LocalThing]]:
        """Things whose classes nothing can have both of are two, where the texts are certain."""
        majority = vote([(each.cls, each.certain) for each in things], self.ontology)
        found: dict[str, list[LocalThing]] = defaultdict(list)
        for each in things:
            other = each.certain and self.ontology.disjoint(each.cls, majority)
            found[each.cls if other else ""].append(each)
        return [found[cls] for cls in sorted(found)]

    def _by_ties(self, things: Sequence[LocalThing]) -> list[list[LocalThing]]:
        ties = {each.id: {self.meant(tie) for tie in each.ties} for each in things}
        stated = sorted(set().union(*ties.values()))
        vague = {tie: [other for other in stated if self._holds(tie, other)] for tie in stated}
        components = Components()
        for each in things:
            exact = sorted(tie for tie in ties[each.id] if not vague[tie])
            for tie in exact:
                components.join(each.id, f"\0{tie}", tie)
                if word := self._family(tie):
                    components.join(each.id, f"\0{word}", tie)
        settled: dict[str, list[LocalThing]] = defaultdict(list)
        loose = []
        for each in things:
            if any(not vague[tie] for tie in ties[each.id]):
                settled[components.find(each.id)].append(each)
            else:
                loose.append(each)
        return self._with_loose(settled, loose)

    def _with_loose(
        self, settled: Mapping[str, list[LocalThing]], loose: Sequence[LocalThing]
    ) -> list[list[LocalThing]]:
        """Things that nothing tells apart go with the only group there is, or the only one whose company they keep."""
        groups = {root: list(found) for root, found in settled.items()}
        rest: dict[str, list[LocalThing]] = defaultdict(list)
        for each in loose:
            if self._is_part_of_name(each):
                fitting = [root for root, found in sorted(settled.items()) if self.company.shared([each], found)]
                alone = each.id
            else:
                fitting = sorted(settled)
                if len(fitting) > 1:
                    fitting = [root for root in fitting if self.company.shared([each], settled[root])]
                alone = ""
            if len(fitting) == 1:
                groups[fitting[0]].append(each)
            else:
                rest[alone].append(each)
        return [groups[root] for root in sorted(groups)] + [rest[key] for key in sorted(rest)]

    def _is_part_of_name(self, thing: LocalThing) -> bool:
        """Whether the name has fewer words than a full name of the class: a surname says little by itself."""
        name = thing.key.removeprefix(NAME)
        needed = self.ontology.classes[thing.cls].minimum_words if thing.certain else 0
        return not HAN.search(name) and len(name.split()) < needed

    def _family(self, tie: str) -> str:
        """The first word of an organization's name, which the companies of one group share; "" for a place."""
        key = tie.partition("\t")[0]
        entry = self.gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
        if entry is not None and entry.cls in self.company.places:
            return ""
        words = fold(entry.name if entry else key.removeprefix(NAME)).split()
        return words[0] if words and len(words[0]) >= SHORTEST_FAMILY else ""

    def _holds(self, outer: str, inner: str) -> bool:
        """Whether a known place contains another."""
        entry = self.gazetteer.get(inner.removeprefix(KNOWN)) if inner.startswith(KNOWN) else None
        return entry is not None and any(f"{KNOWN}{above.id}" == outer for above in self.gazetteer.ancestors(entry))
