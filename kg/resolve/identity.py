"""Identity across documents: which documents' things are one, and why; whatever the order the documents came in.

Names that may meet fall into clusters, and each is settled by itself. It is done twice: what surrounds a thing counts by
what it turned out to be the first time. What becomes of a cluster depends on its things and on what their surroundings stand
for and nothing else, so a result that was kept under a digest of those holds.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kg.gazetteer import Gazetteer
from kg.resolve.clusters import Cluster, clusters_of
from kg.resolve.evidence import meanings_of, placed
from kg.resolve.known import KNOWN
from kg.resolve.settling import Matcher, Same, Settled
from kg.resolve.things import LocalThing, digest_of

_DIGEST_SIZE = 16


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


def identify(things: Iterable[LocalThing], matcher: Matcher, known: Mapping[str, Settled] | None = None) -> Identities:
    """Puts the things of all documents together; `known` are results that were kept, by digest.

    Without it nothing is said of what is worth keeping either.
    """
    ordered = sorted(things, key=lambda thing: (thing.key, thing.document))
    clusters = clusters_of(ordered, matcher.gazetteer)
    memory = None if known is None else _Memory(known, {})
    by_name = _round(clusters, ordered, {thing.document: {} for thing in ordered}, matcher, memory)
    meant = _meant(clusters, by_name)
    last = _round(clusters, ordered, meant, matcher, memory)
    found = tuple(
        identity_of(cluster, same, matcher.gazetteer)
        for cluster, settled in zip(clusters, last, strict=True)
        for same in settled.sets
    )
    return Identities(found, memory.used if memory else {})


def _meant(clusters: Sequence[Cluster], settled: Sequence[Settled]) -> dict[str, dict[str, str]]:
    """What the things of each document, by key, stand for."""
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for cluster, found in zip(clusters, settled, strict=True):
        for same in found.sets:
            things = [cluster.things[place] for place in same.things]
            for thing in things:
                meant[thing.document][thing.key] = meant_by(things)
    return meant


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
        if is_plain(cluster):
            found.append(undivided(cluster))
        elif memory:
            found.append(memory.settled(cluster_digest(cluster, meant, spelled), partial(afresh, cluster)))
        else:
            found.append(afresh(cluster))
    return found


def is_plain(cluster: Cluster) -> bool:
    """Whether there is nothing to settle: one thing, or one that the gazetteer knows and nothing else could be."""
    return len(cluster.things) == 1 or (not cluster.pairs and cluster.things[0].key.startswith(KNOWN))


def undivided(cluster: Cluster) -> Settled:
    """All things of a cluster as one."""
    return Settled((Same(tuple(range(len(cluster.things)))),))


def meant_by(things: Sequence[LocalThing]) -> str:
    """What things that are one stand for: what the gazetteer knows, or the first of them. Two that it knows are never one."""
    return things[0].key if things[0].key.startswith(KNOWN) else things[0].id


def cluster_digest(cluster: Cluster, meant: Mapping[str, Mapping[str, str]], spelled: Mapping[str, str]) -> str:
    """A digest of all that a cluster's result depends on; `spelled` says in a word what is known of a meaning."""
    hashed = hashlib.blake2b(repr(cluster.pairs).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE)
    for thing in cluster.things:
        inside = meant[thing.document]
        around = [inside.get(each, each) for each in (thing.key, *thing.near, *thing.related, *thing.ties)]
        text = "\0".join([digest_of(thing), *[spelled.get(each, each) for each in around]])
        hashed.update(text.encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def identity_of(cluster: Cluster, same: Same, gazetteer: Gazetteer) -> Identity:
    """Things of a cluster that turned out to be one."""
    things = tuple(cluster.things[place] for place in same.things)
    if len(things) == 1 and not same.reasons:
        return Identity(things[0].id, things, things[0].reasons)
    names: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        names[thing.key].add(thing.name)
    reasons = {*same.reasons, *(reason for thing in things for reason in thing.reasons), *spellings(names, gazetteer)}
    return Identity(things[0].id, things, tuple(sorted(reasons)))


def spellings(names: Mapping[str, Collection[str]], gazetteer: Gazetteer) -> Iterator[str]:
    """Why names that look different share a key: the gazetteer has them, or they are one but for form and spelling."""
    for key, spelled in sorted(names.items()):
        if len(spelled) == 1:
            continue
        different = sorted({name.casefold(): name for name in sorted(spelled, reverse=True)}.values())
        if len(different) > 1:
            listed = " and ".join(f"“{name}”" for name in different[:3])
            entry = gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
            what = f"names of “{entry.name}” in the gazetteer" if entry else "one name but for legal form and spelling"
            yield f"{listed} are {what}"
