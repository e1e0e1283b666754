"""Identity across documents: which documents' things are one, and why; whatever the order the documents came in.

Things of one name are grouped, then groups whose names may be one are compared and joined where there is evidence. It is
done twice: what surrounds a thing counts by what it turned out to be the first time. Each cluster is settled by itself: its
result depends on its things and what their surroundings stand for, so one that was kept under a digest of those holds.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.blocking import LARGEST_BLOCK
from kg.resolve.clusters import Cluster, clusters_of
from kg.resolve.components import Components
from kg.resolve.evidence import Meaning, PlacedThing, meanings_of, placed, surroundings
from kg.resolve.grouping import Group, Grouping
from kg.resolve.keys import fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.proposals import NameGroup, Proposals
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import LocalThing, class_of_things, digest_of

_DIGEST_SIZE = 16


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
class Identity:
    """Things of documents that are one, in the order of their ids; the first stands for them all."""

    root: str
    things: tuple[LocalThing, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identities:
    """All things of all documents, and what is worth keeping of how they were found, by digest."""

    all: tuple[Identity, ...]
    settled: Mapping[str, Settled]


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


def identify(things: Iterable[LocalThing], matcher: Matcher, known: Mapping[str, Settled] | None = None) -> Identities:
    """Puts the things of all documents together; `known` are results that were kept, by digest.

    Without it nothing is said of what is worth keeping either.
    """
    ordered = sorted(things, key=lambda thing: (thing.key, thing.document))
    clusters = clusters_of(ordered, matcher.gazetteer)
    memory = None if known is None else _Memory(known, {})
    meant: dict[str, dict[str, str]] = {thing.document: {} for thing in ordered}
    first = _round(clusters, ordered, meant, matcher, memory)
    for cluster, settled in zip(clusters, first, strict=True):
        for same in settled.sets:
            root = cluster.things[same.things[0]].id
            for place in same.things:
                thing = cluster.things[place]
                if not thing.key.startswith(KNOWN):
                    meant[thing.document][thing.key] = root
    last = _round(clusters, ordered, meant, matcher, memory)
    found = tuple(
        _identity(cluster, same, matcher.gazetteer)
        for cluster, settled in zip(clusters, last, strict=True)
        for same in settled.sets
    )
    return Identities(found, memory.used if memory else {})


@dataclass(frozen=True, slots=True)
class _Memory:
    """Results of an earlier build by digest, and those that this one uses."""

    known: Mapping[str, Settled]
    used: dict[str, Settled]

    def settled(self, digest: str, afresh: Callable[[], Settled]) -> Settled:
        """The result of a digest."""
        if digest not in self.used:
            self.used[digest] = self.known.get(digest) or afresh()
        return self.used[digest]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Groups with the pairs of them that are worth comparing."""

    proposals: Proposals
    pairs: Sequence[tuple[str, str]]


def _round(
    clusters: Sequence[Cluster],
    things: Sequence[LocalThing],
    meant: Mapping[str, Mapping[str, str]],
    matcher: Matcher,
    memory: _Memory | None,
) -> list[Settled]:
    """What becomes of each cluster, given what is known so far of what things stand for."""
    meanings = meanings_of(things, meant, matcher.gazetteer, matcher.places)
    spelled = {each.id: f"{each.id}\v{each.name}\v{each.worth}" for each in meanings.values()} if memory else {}

    def afresh(cluster: Cluster) -> Settled:
        around = [placed(thing, meant[thing.document]) for thing in cluster.things]
        return matcher.identify_cluster(cluster, around, meanings)

    found = []
    for cluster in clusters:
        if _is_plain(cluster):
            found.append(Settled((Same(tuple(range(len(cluster.things)))),)))
        elif memory:
            found.append(memory.settled(cluster_digest(cluster, meant, spelled), partial(afresh, cluster)))
        else:
            found.append(afresh(cluster))
    return found


def _is_plain(cluster: Cluster) -> bool:
    """Whether there is nothing to settle: one thing, or one that the gazetteer knows and nothing else could be."""
    return len(cluster.things) == 1 or (not cluster.pairs and cluster.things[0].key.startswith(KNOWN))


def cluster_digest(cluster: Cluster, meant: Mapping[str, Mapping[str, str]], spelled: Mapping[str, str]) -> str:
    """A digest of all that a cluster's result depends on; `spelled` says in a word what is known of a meaning."""
    hashed = hashlib.blake2b(repr(cluster.pairs).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE)
    for thing in cluster.things:
        inside = meant[thing.document]
        around = [inside.get(each, each) for each in (thing.key, *thing.near, *thing.related, *thing.ties)]
        text = "\0".join([digest_of(thing), *[spelled.get(each, each) for each in around]])
        hashed.update(text.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


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


def _identity(cluster: Cluster, same: Same, gazetteer: Gazetteer) -> Identity:
    things = tuple(cluster.things[place] for place in same.things)
    if len(things) == 1 and not same.reasons:
        return Identity(things[0].id, things, things[0].reasons)
    reasons = {*same.reasons, *(reason for thing in things for reason in thing.reasons), *_spellings(things, gazetteer)}
    return Identity(things[0].id, things, tuple(sorted(reasons)))


def _spellings(things: Sequence[LocalThing], gazetteer: Gazetteer) -> Iterator[str]:
    """Why names that look different share a key: the gazetteer has them, or they are one but for form and spelling."""
    names: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        names[thing.key].add(thing.name)
    for key, spelled in sorted(names.items()):
        if len(spelled) == 1:
            continue
        different = sorted({name.casefold(): name for name in sorted(spelled, reverse=True)}.values())
        if len(different) > 1:
            listed = " and ".join(f"“{name}”" for name in different[:3])
            entry = gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
            what = f"names of “{entry.name}” in the gazetteer" if entry else "one name but for legal form and spelling"
            yield f"{listed} are {what}"


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
