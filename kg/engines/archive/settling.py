"""The clusters of open keys settled on the scratch database: `kg.resolve.settling` with one key's things at a time in memory.

Of a cluster, however many documents speak of it, there is only a record for each group of things in memory, and one for each
document of a name that is short for several others; what surrounds groups is looked up for those that are compared.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kg.engines.archive.packing import pack_thing, unpack_thing
from kg.project.codec import Codec
from kg.resolve.evidence import Meaning, PlacedThing, Surroundings, placed, surroundings
from kg.resolve.grouping import Grouping
from kg.resolve.joining import Groups, Joined, Joiner, name_group
from kg.resolve.known import KNOWN
from kg.resolve.proposals import NameGroup
from kg.resolve.settling import Matcher
from kg.resolve.whole import Whole

_SURROUNDINGS = Codec(Surroundings)
# So much of what surrounds groups is kept at hand: the number of neighbours and documents.
_KEPT = 1 << 14
SCHEMA = """
CREATE TEMP TABLE in_group (
    group_id TEXT, document TEXT, key TEXT, name TEXT, PRIMARY KEY (group_id, document)
) WITHOUT ROWID;
CREATE TEMP TABLE group_whole (group_id TEXT PRIMARY KEY, thing BLOB) WITHOUT ROWID;
CREATE TEMP TABLE group_root (group_id TEXT PRIMARY KEY, root TEXT, meaning TEXT) WITHOUT ROWID;
CREATE TEMP TABLE root_reason (root TEXT, reason TEXT);
CREATE TEMP TABLE group_surroundings (group_id TEXT PRIMARY KEY, surroundings BLOB) WITHOUT ROWID;
"""
TABLES = "in_group", "group_whole", "group_root", "root_reason", "group_surroundings"


@dataclass(frozen=True)
class Round:
    """A round of settling; `meant` gives what the things of a document stand for, `meanings` what is known of that.

    It fills `in_group` with the groups that things are in, `group_root` with the roots of these and what they stand for,
    `root_reason` with the reasons why those of several groups are one, and, where `wholes` are asked for, `group_whole`.
    """

    database: sqlite3.Connection
    matcher: Matcher
    meant: Callable[[str], Mapping[str, str]]
    meanings: Mapping[str, Meaning]
    wholes: bool

    def settle(self) -> None:
        """Settles all clusters."""
        rows = self.database.execute("SELECT cluster, key FROM open_key ORDER BY cluster, key")
        compared = "SELECT one, other FROM pair WHERE cluster = ? ORDER BY one, other"
        for cluster, found in itertools.groupby(rows, itemgetter(0)):
            keys = [key for _, key in found]
            pairs = self.database.execute(compared, (cluster,)).fetchall()
            joined = self._joined(keys, pairs) if pairs else self._apart(keys)
            roots = ((each, root, _meant_by(root)) for each, root in joined.roots.items())
            self.database.executemany("INSERT INTO group_root VALUES (?, ?, ?)", roots)
            reasons = ((root, why) for root, all_why in joined.reasons.items() for why in all_why)
            self.database.executemany("INSERT INTO root_reason VALUES (?, ?)", reasons)

    def _apart(self, keys: Iterable[str]) -> Joined:
        """Groups that are compared with none."""
        groups = (group for key in keys for group in self.groups(key))
        firsts = [min(each.thing.id for each in self.recorded(group)) for group in groups]
        return Joined({each: each for each in firsts}, {})

    def _joined(self, keys: Iterable[str], pairs: Sequence[tuple[str, str]]) -> Joined:
        groups = _StoredGroups(self)
        for key in keys:
            for group in self.groups(key):
                groups.add(group)
        joiner = Joiner(self.matcher.ontology, self.matcher.short_forms, self.meanings)
        joined = joiner.joined(pairs, groups.all(), groups.divide)
        self.database.execute("DELETE FROM group_surroundings")
        return joined

    def groups(self, key: str) -> Iterable[Iterable[PlacedThing]]:
        """The things of a key by group, in the order of their ids; a group is gone through once, and before the next."""
        rows = self.database.execute("SELECT thing FROM local_thing WHERE key = ? ORDER BY document", (key,))
        things = (self._placed(packed) for (packed,) in rows)
        # All that is said of what the gazetteer knows is of one thing, be it in every document.
        if key.startswith(KNOWN):
            return [things]
        grouping = Grouping(self.matcher.ontology, self.matcher.gazetteer, self.matcher.places, self.meanings)
        return grouping.groups(key, list(things))

    def thing(self, identifier: str) -> PlacedThing:
        """The thing of an id."""
        key, _, document = identifier.partition("\t")
        query = "SELECT thing FROM local_thing WHERE key = ? AND document = ?"
        (packed,) = self.database.execute(query, (key, document)).fetchone()
        return self._placed(packed)

    def _placed(self, packed: bytes) -> PlacedThing:
        thing = unpack_thing(packed)
        return placed(thing, self.meant(thing.document))

    def recorded(self, group: Iterable[PlacedThing]) -> Iterator[PlacedThing]:
        """The things of a group, which are written down as they pass."""
        whole: Whole | None = None
        first = ""
        for each in group:
            thing = each.thing
            first = first or thing.id
            row = (first, thing.document, thing.key, thing.name)
            self.database.execute("INSERT INTO in_group VALUES (?, ?, ?, ?)", row)
            if self.wholes:
                whole = whole or Whole(thing)
                whole.add(thing)
            yield each
        if whole is not None:
            row_of_whole = (first, pack_thing(whole.thing()))
            self.database.execute("INSERT INTO group_whole VALUES (?, ?)", row_of_whole)


class _StoredGroups:
    """The groups of a cluster: in memory what is known of each by name, on disk what surrounds it."""

    def __init__(self, settling: Round) -> None:
        self.settling = settling
        self.ids: dict[str, list[str]] = defaultdict(list)
        self.named: dict[str, NameGroup] = {}
        self.parts: set[str] = set()

    def all(self) -> Groups:
        """All of them."""
        return Groups(self.ids, self.named, _StoredSurroundings(self.settling, self.parts))

    def add(self, things: Iterable[PlacedThing]) -> None:
        """One more, of these things."""
        around = _SURROUNDINGS.pack(self._add(things, ""))
        row = next(reversed(self.named)), around
        self.settling.database.execute("INSERT INTO group_surroundings VALUES (?, ?)", row)

    def divide(self, doubtful: set[str]) -> Groups:
        """All of them, with a group for each thing of the doubtful ones."""
        database = self.settling.database
        for group in sorted(doubtful):
            key = group.partition("\t")[0]
            query = "SELECT document FROM in_group WHERE group_id = ? ORDER BY document"
            documents = [document for (document,) in database.execute(query, (group,))]
            database.execute("DELETE FROM in_group WHERE group_id = ?", (group,))
            database.execute("DELETE FROM group_whole WHERE group_id = ?", (group,))
            self.ids[key].remove(group)
            for document in documents:
                identifier = f"{key}\t{document}"
                self._add([self.settling.thing(identifier)], part_of=group)
                self.parts.add(identifier)
        return self.all()

    def _add(self, things: Iterable[PlacedThing], part_of: str) -> Surroundings:
        matcher = self.settling.matcher
        group, around = name_group(self.settling.recorded(things), matcher.ontology, matcher.gazetteer, part_of)
        self.named[group.id] = group
        self.ids[group.id.partition("\t")[0]].append(group.id)
        return around


class _StoredSurroundings(dict[str, Surroundings]):
    """What surrounds groups, looked up when it is asked for; `parts` are single things."""

    def __init__(self, settling: Round, parts: Collection[str]) -> None:
        super().__init__()
        self.settling, self.parts, self.kept = settling, parts, 0

    def __missing__(self, group: str) -> Surroundings:
        if group in self.parts:
            found = surroundings([self.settling.thing(group)])
        else:
            query = "SELECT surroundings FROM group_surroundings WHERE group_id = ?"
            (packed,) = self.settling.database.execute(query, (group,)).fetchone()
            found = _SURROUNDINGS.unpack(packed)
        self.kept += _size(found)
        while self and self.kept > _KEPT:
            self.kept -= _size(self.pop(next(iter(self))))
        self[group] = found
        return found


def _size(around: Surroundings) -> int:
    return len(around.around) + len(around.documents)


def _meant_by(root: str) -> str:
    """What things with this root stand for: see `kg.resolve.identity.meant_by`."""
    return root.partition("\t")[0] if root.startswith(KNOWN) else root
