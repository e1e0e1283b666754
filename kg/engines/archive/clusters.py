"""The things of all documents on disk, by key, and which keys may meet: `kg.resolve.clusters` on the scratch database.

The tables are temporary ones, which no other process sees. What is in memory is one document, one key or one block at a time,
and of all that there is only the names that may be short for others or spelled like them.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from kg.engines.archive.packing import pack_thing
from kg.engines.forest import forest
from kg.gazetteer import Gazetteer
from kg.project.codec import Codec
from kg.resolve.blocking import ACRONYM, ANY, LARGEST_BLOCK, WRITTEN_OUT, blocks_of, pairs_in_block
from kg.resolve.clusters import KeyNames, may_be_one, names_of_key
from kg.resolve.known import KNOWN
from kg.resolve.things import DocumentThings, LocalThing

_NAMES = Codec(KeyNames)
# So many names are kept at hand while pairs of them are compared.
_KEPT = 1 << 9
_SCHEMA = """
CREATE TEMP TABLE unsorted_thing (key TEXT, document TEXT, name TEXT, aliases TEXT, thing BLOB);
CREATE TEMP TABLE local_thing (key TEXT, document TEXT, thing BLOB, PRIMARY KEY (key, document)) WITHOUT ROWID;
CREATE TEMP TABLE used_name (
    key TEXT, name TEXT, aliases TEXT, documents INTEGER, first TEXT, PRIMARY KEY (key, name, aliases)
) WITHOUT ROWID;
CREATE TEMP TABLE used_key (
    key TEXT PRIMARY KEY, known INTEGER, names BLOB, name TEXT, documents INTEGER, first TEXT
) WITHOUT ROWID;
CREATE TEMP TABLE in_block (block TEXT, side TEXT, key TEXT);
CREATE TEMP TABLE candidate (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TEMP TABLE pair (one TEXT, other TEXT, cluster TEXT);
CREATE TEMP TABLE open_key (key TEXT PRIMARY KEY, cluster TEXT) WITHOUT ROWID;
"""
_TABLES = "local_thing", "used_name", "used_key", "pair", "open_key"


def store_clusters(database: sqlite3.Connection, documents: Iterable[DocumentThings], gazetteer: Gazetteer) -> None:
    """Fills temporary tables, which `drop_clusters` drops:

    - `local_thing` with all things,
    - `used_name` with the names that each key is used with, and `used_key` with the first of them in order, with how many
      documents use the key and the first of these by id,
    - `open_key` with the keys that there is something to settle about and the cluster of each, and `pair` with those of them
      that are to be compared. All other keys are plain (`kg.resolve.identity.is_plain`), each a cluster by itself.
    """
    database.executescript(_SCHEMA)
    _store_things(database, documents)
    _store_keys(database, gazetteer)
    _store_pairs(database)
    _store_open_keys(database)


def drop_clusters(database: sqlite3.Connection) -> None:
    """Gives back the room that the tables take."""
    for table in _TABLES:
        database.execute(f"DROP TABLE {table}")


def _store_things(database: sqlite3.Connection, documents: Iterable[DocumentThings]) -> None:
    rows = (
        (each.key, each.document, each.name, _aliases(each), pack_thing(each))
        for document in documents
        for each in document.things
    )
    database.executemany("INSERT INTO unsorted_thing VALUES (?, ?, ?, ?, ?)", rows)
    database.execute("INSERT INTO local_thing SELECT key, document, thing FROM unsorted_thing ORDER BY key, document")
    database.execute(
        "INSERT INTO used_name SELECT key, name, aliases, count(*), min(document) FROM unsorted_thing GROUP BY 1, 2, 3"
    )
    database.execute("DROP TABLE unsorted_thing")


def _aliases(thing: LocalThing) -> str:
    return "\t".join((*thing.defined, *thing.shortened))


def _store_keys(database: sqlite3.Connection, gazetteer: Gazetteer) -> None:
    def rows() -> Iterator[tuple[str, bool, bytes, str, int, str]]:
        for key, found in itertools.groupby(database.execute(names_in_order), itemgetter(0)):
            _, names, aliases, documents, first = zip(*found, strict=True)
            others = frozenset(alias for each in aliases if each for alias in each.split("\t"))
            packed = _NAMES.plain(names_of_key(key, set(names), others, gazetteer))
            yield key, key.startswith(KNOWN), packed, min(names), sum(documents), min(first)

    names_in_order = "SELECT key, name, aliases, documents, first FROM used_name ORDER BY key, name, aliases"
    database.executemany("INSERT INTO used_key VALUES (?, ?, ?, ?, ?, ?)", rows())


def _store_pairs(database: sqlite3.Connection) -> None:
    names = (_NAMES.of_plain(packed) for (packed,) in database.execute("SELECT names FROM used_key ORDER BY key"))
    blocks = ((block, side, each.key) for each in names for block, side in blocks_of(each.blocked))
    database.executemany("INSERT INTO in_block VALUES (?, ?, ?)", blocks)
    database.executemany("INSERT OR IGNORE INTO candidate VALUES (?, ?)", _candidates(database))
    database.execute("DROP TABLE in_block")

    @lru_cache(maxsize=_KEPT)
    def names_of(key: str) -> KeyNames:
        (packed,) = database.execute("SELECT names FROM used_key WHERE key = ?", (key,)).fetchone()
        return _NAMES.of_plain(packed)

    candidates = database.execute("SELECT one, other FROM candidate ORDER BY one, other")
    meeting = ((one, other) for one, other in candidates if may_be_one(names_of(one), names_of(other)))
    database.executemany("INSERT INTO pair VALUES (?, ?, '')", meeting)
    database.execute("DROP TABLE candidate")


def _candidates(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    members = database.execute("SELECT block, side, key FROM in_block ORDER BY block")
    for _, found in itertools.groupby(members, itemgetter(0)):
        sides: dict[str, list[str]] = {ACRONYM: [], WRITTEN_OUT: [], ANY: []}
        for _, side, key in found:
            # One more than there may be is enough to see that a block is too large.
            if len(sides[side]) <= LARGEST_BLOCK:
                sides[side].append(key)
        yield from pairs_in_block(sides[ACRONYM], sides[WRITTEN_OUT], sides[ANY])


def _store_open_keys(database: sqlite3.Connection) -> None:
    members = forest(database.execute("SELECT one, other FROM pair"))
    database.executemany("INSERT INTO open_key VALUES (?, ?)", members.items())
    database.execute("UPDATE pair SET cluster = (SELECT cluster FROM open_key WHERE key = one)")
    database.execute("CREATE INDEX temp.pair_cluster ON pair (cluster, one, other)")
    database.execute("INSERT OR IGNORE INTO open_key SELECT key, key FROM used_key WHERE documents > 1 AND NOT known")
    database.execute("CREATE INDEX temp.open_cluster ON open_key (cluster, key)")
