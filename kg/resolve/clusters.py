"""Which keys may meet: those whose names share something rare, and could be names of one thing.

What is not connected by such pairs has nothing to do with one another, so each connected part is settled by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.resolve.blocking import candidate_pairs
from kg.resolve.components import Components
from kg.resolve.keys import HAN, acronym_letters, fold, initials, is_short_form
from kg.resolve.known import KNOWN, NAME
from kg.resolve.matching import spelled_alike, spelled_together
from kg.resolve.things import LocalThing


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name, folded, with its letters where it may be an acronym, and the initials of its words."""

    folded: str
    han: bool
    letters: str
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyNames:
    """All names that go with one key: `text` is its own, `aliases` the keys that documents give its things besides.

    `blocked` are those by which it is looked up in blocks.
    """

    key: str
    text: str
    spellings: tuple[Spelling, ...]
    aliases: frozenset[str]
    blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Things whose keys may meet, in the order of their ids, and the pairs of keys that are to be compared."""

    things: tuple[LocalThing, ...]
    pairs: tuple[tuple[str, str], ...]


def key_names(key: str, things: Sequence[LocalThing], gazetteer: Gazetteer) -> KeyNames:
    """The names that the things of one key go by; what is known goes by the gazetteer's name."""
    aliases = (alias for thing in things for alias in (*thing.defined, *thing.shortened))
    return names_of_key(key, {thing.name for thing in things}, frozenset(aliases), gazetteer)


def names_of_key(key: str, used: Collection[str], aliases: frozenset[str], gazetteer: Gazetteer) -> KeyNames:
    """The same from the names that the things are used with, and the keys that documents give them besides."""
    entry = gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
    names = {entry.name} if entry else set(used)
    spelled = {each.removeprefix(NAME) for each in (key, *aliases) if not each.startswith(KNOWN)}
    # A legal form is no part of the key, and yet of the acronym: "International Trade Corporation (ITC)".
    spelled.add(fold(min(names, key=lambda name: (len(name), name))))
    text = fold(entry.name) if entry else key.removeprefix(NAME)
    return KeyNames(key, text, tuple(map(_spelling, sorted(names))), aliases, tuple(sorted(spelled)))


def may_be_one(one: KeyNames, other: KeyNames) -> bool:
    """Whether names of two keys could be names of one thing, whatever the texts say of them."""
    if one.key.startswith(KNOWN) and other.key.startswith(KNOWN):
        return False
    return (
        _may_be_short(one, other)
        or _may_be_short(other, one)
        or spelled_together(one.text, other.text)
        or bool(spelled_alike(one.text, other.text))
    )


def clusters_of(things: Iterable[LocalThing], gazetteer: Gazetteer) -> list[Cluster]:
    """The clusters that things fall into, in the order of their first keys; each thing is in one."""
    by_key: dict[str, list[LocalThing]] = defaultdict(list)
    for thing in things:
        by_key[thing.key].append(thing)
    names = {key: key_names(key, found, gazetteer) for key, found in by_key.items()}
    candidates = candidate_pairs({key: each.blocked for key, each in names.items()})
    components = Components()
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    meeting = [(one, other) for one, other in candidates if may_be_one(names[one], names[other])]
    for one, other in meeting:
        components.join(one, other, "")
    for one, other in meeting:
        pairs[components.find(one)].append((one, other))
    keys: dict[str, list[str]] = defaultdict(list)
    for key in sorted(by_key):
        keys[components.find(key)].append(key)
    return [
        Cluster(
            tuple(thing for key in inside for thing in sorted(by_key[key], key=lambda each: each.document)),
            tuple(pairs[root]),
        )
        for root, inside in keys.items()
    ]


def _spelling(name: str) -> Spelling:
    found = initials(name)
    return Spelling(fold(name), bool(HAN.search(name)), acronym_letters(name), found if len(found[0]) > 1 else ())


def _may_be_short(short: KeyNames, long: KeyNames) -> bool:
    if short.key.startswith(KNOWN):
        return False
    if f"{NAME}{short.text}" in long.aliases:
        return True
    if len(short.text) >= len(long.text):
        return False
    return any(_shortens(few, many) for few in short.spellings for many in long.spellings)


def _shortens(few: Spelling, many: Spelling) -> bool:
    if few.letters and few.letters in many.initials:
        return True
    if few.han and many.han:
        return is_short_form(few.folded, many.folded, "first")
    return many.folded.startswith(f"{few.folded} ") or many.folded.endswith(f" {few.folded}")
