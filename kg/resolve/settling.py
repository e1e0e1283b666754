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
from kg.resolve.clusters import Cluster
from kg.resolve.evidence import Meaning, PlacedThing, Surroundings
from kg.resolve.grouping import Group, Grouping
from kg.resolve.joining import Groups, Joiner, name_group
from kg.resolve.proposals import NameGroup
from kg.resolve.short_forms import ShortForms


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
        groups = [group for key, found in by_key.items() for group in grouping.groups(key, found)]
        if not cluster.pairs:
            return _settled(cluster, {group[0].thing.id: [group] for group in groups}, {})
        by_id = {group[0].thing.id: group for group in groups}
        parts: dict[str, str] = {}

        def divide(doubtful: set[str]) -> Groups:
            for identifier in doubtful:
                for each in by_id[identifier]:
                    by_id[each.thing.id], parts[each.thing.id] = [each], identifier
            return self._named(by_id, parts)

        joined = Joiner(self.ontology, self.short_forms, meanings).joined(
            cluster.pairs, self._named(by_id, parts), divide
        )
        roots: dict[str, list[Group]] = defaultdict(list)
        for identifier, group in by_id.items():
            roots[joined.roots[identifier]].append(group)
        return _settled(cluster, roots, joined.reasons)

    def _named(self, groups: Mapping[str, Group], parts: Mapping[str, str]) -> Groups:
        """What is known of groups by the ids of their first things."""
        ids: dict[str, list[str]] = defaultdict(list)
        named: dict[str, NameGroup] = {}
        around: dict[str, Surroundings] = {}
        for identifier, group in groups.items():
            ids[group[0].thing.key].append(identifier)
            named[identifier], around[identifier] = name_group(
                group, self.ontology, self.gazetteer, parts.get(identifier, "")
            )
        return Groups(ids, named, around)


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
