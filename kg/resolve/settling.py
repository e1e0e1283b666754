"""One cluster settled: which of its things are one, and why.

Things of one name are grouped, then groups whose names may be one are compared and joined where there is evidence. What a
short name means that several documents use for different things is for each of them to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.blocking import LARGEST_BLOCK
from kg.resolve.clusters import Cluster
from kg.resolve.components import Components
from kg.resolve.evidence import Meaning, PlacedThing, surroundings
from kg.resolve.grouping import Group, Grouping
from kg.resolve.keys import fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.proposals import NameGroup, Proposals
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import class_of_things


@dataclass(frozen=True, slots=True)
class Same:
    """Things of a cluster that are one, by their places in it, and why those of different names are."""

    things: tuple[int, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a cluster: each of its things is in one of the sets."""

    sets: tuple[Same, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Settles clusters."""

    ontology: Ontology
    gazetteer: Gazetteer
    short_forms: ShortForms

    @property
    def places(self) -> frozenset[str]:
        """The classes of places."""
        return self.short_forms.nouns.places

    def identify_cluster(
        self, cluster: Cluster, things: Sequence[PlacedThing], meanings: Mapping[str, Meaning]
    ) -> Settled:
        """Which things of a cluster are one; `things` are its own in their order, `meanings` what they speak of."""
        by_key: dict[str, list[PlacedThing]] = defaultdict(list)
        for each in things:
            by_key[each.thing.key].append(each)
        grouping = Grouping(self.ontology, self.gazetteer, self.places, meanings)
        groups = {key: grouping.groups(key, found) for key, found in by_key.items()}
        if not cluster.pairs:
            return _settled(cluster, {group[0].thing.id: [group] for found in groups.values() for group in found}, {})
        compared = self._compared(cluster, groups, {}, meanings)
        doubtful = compared.proposals.short_for_several(compared.pairs)
        if doubtful:
            # What each document means by such a name is for its own surroundings to say.
            parts = {
                each.thing.id: group[0].thing.id
                for found in groups.values()
                for group in found
                if group[0].thing.id in doubtful
                for each in group
            }
            groups = {
                key: [part for each in found for part in _divided(each, doubtful)] for key, found in groups.items()
            }
            compared = self._compared(cluster, groups, parts, meanings)
        components = Components(compared.proposals.apart)
        for proposal in compared.proposals.of(compared.pairs):
            components.join(proposal.first, proposal.second, proposal.reason)
        together = _with_what_went_nowhere(components, compared.proposals.groups.values())
        # The first of a group stands for it, and the first group of a component for that.
        roots: dict[str, list[Group]] = defaultdict(list)
        for found in groups.values():
            for group in found:
                identifier = group[0].thing.id
                roots[together.get(identifier, components.find(identifier))].append(group)
        return _settled(cluster, roots, components.reasons)

    def _compared(
        self,
        cluster: Cluster,
        groups: Mapping[str, Sequence[Group]],
        parts: Mapping[str, str],
        meanings: Mapping[str, Meaning],
    ) -> _Compared:
        ids = {key: [group[0].thing.id for group in found] for key, found in groups.items()}
        by_id = {
            group[0].thing.id: self._name_group(group, parts.get(group[0].thing.id, ""))
            for found in groups.values()
            for group in found
        }
        pairs = [
            (first, second)
            for one, other in cluster.pairs
            # A name that means many things, and another: telling which of them are which is more than can be done.
            if min(len(ids[one]), len(ids[other])) <= LARGEST_BLOCK
            for first in ids[one]
            for second in ids[other]
        ]
        return _Compared(Proposals(self.ontology, self.short_forms, meanings, by_id), pairs)

    def _name_group(self, group: Group, part_of: str) -> NameGroup:
        things = tuple(each.thing for each in group)
        cls, certain = class_of_things(things, self.ontology)
        key = things[0].key
        entry = self.gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
        return NameGroup(
            id=things[0].id,
            name=entry.name if entry else min((thing.name for thing in things), key=lambda name: (len(name), name)),
            text=fold(entry.name) if entry else key.removeprefix(NAME),
            known=entry is not None,
            cls=entry.cls if entry else cls,
            certain=entry is not None or certain,
            things=things,
            documents=frozenset(thing.document for thing in things),
            defined=frozenset(alias for thing in things for alias in thing.defined),
            shortened=frozenset(alias for thing in things for alias in thing.shortened),
            surroundings=surroundings(group),
            part_of=part_of,
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """Groups with the pairs of them that are worth comparing."""

    proposals: Proposals
    pairs: Sequence[tuple[str, str]]


def _settled(cluster: Cluster, roots: Mapping[str, Sequence[Group]], reasons: Mapping[str, Iterable[str]]) -> Settled:
    places = {thing.id: place for place, thing in enumerate(cluster.things)}
    return Settled(
        tuple(
            Same(
                tuple(sorted(places[each.thing.id] for group in found for each in group)),
                tuple(sorted(reasons.get(root, ()))),
            )
            for root, found in sorted(roots.items())
        )
    )


def _with_what_went_nowhere(components: Components, groups: Iterable[NameGroup]) -> dict[str, str]:
    """For the parts of a divided group that joined nothing the first of them: they are one again."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for each in sorted(groups, key=lambda group: group.id):
        if each.part_of and components.of(each.id) == {each.id}:
            found[each.id] = first.setdefault(each.part_of, each.id)
    return found


def _divided(group: Group, doubtful: set[str]) -> list[Group]:
    return [[each] for each in group] if group[0].thing.id in doubtful else [group]
