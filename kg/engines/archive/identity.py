"""Identity across documents on the scratch database: `kg.resolve.identity` with tables for dictionaries.

Clusters are settled one at a time, twice as there. What surrounds a thing is looked up by document, and what is known of that
by what it stands for. A plain key, however many documents speak of it, is never in memory as a whole.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter

from kg.engines.archive.clusters import THING, drop_clusters, store_clusters
from kg.gazetteer import Gazetteer
from kg.project.codec import Codec
from kg.resolve.clusters import Cluster
from kg.resolve.evidence import Meaning, meaning, placed
from kg.resolve.identity import Identity, identity_of, meant_by, spellings
from kg.resolve.settling import Matcher, Settled
from kg.resolve.things import DocumentThings
from kg.resolve.whole import whole_of

IDENTITY = Codec(Identity)
# So many meanings are kept at hand.
_KEPT = 1 << 12
_SCHEMA = """
CREATE TABLE thing_root (document TEXT, key TEXT, root TEXT, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TABLE identity (root TEXT PRIMARY KEY, identity BLOB) WITHOUT ROWID;
CREATE TEMP TABLE found (document TEXT, key TEXT, root TEXT);
CREATE TEMP TABLE stands_for (document TEXT, key TEXT, meaning TEXT, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TEMP TABLE meaning (id TEXT PRIMARY KEY, name TEXT, documents INTEGER) WITHOUT ROWID;
CREATE TEMP VIEW plain_key AS
    SELECT *, key || char(9) || first AS root FROM used_key WHERE key NOT IN (SELECT key FROM open_key);
"""
_DROPPED = """
DROP VIEW plain_key;
DROP TABLE found;
DROP TABLE stands_for;
DROP TABLE meaning;
"""
# What is used by documents: the first of its names in order, and how many of them there are.
_OF_KEY = "SELECT name, documents FROM used_key WHERE key = ?"
_OF_MEANING = "SELECT name, documents FROM meaning WHERE id = ?"


def identify_stored(database: sqlite3.Connection, documents: Iterable[DocumentThings], matcher: Matcher) -> None:
    """Puts the things of all documents together, which may come in any order: as `kg.resolve.identity.identify` does.

    Fills the table `thing_root` with the root of each document's things by key, and `identity` with packed identities by root,
    each of which has one thing that stands for all that it is made of (`kg.resolve.whole`).
    """
    database.executescript(_SCHEMA)
    store_clusters(database, documents, matcher.gazetteer)
    _first_round(database, matcher)
    _last_round(database, matcher)
    database.execute("INSERT INTO thing_root SELECT document, key, root FROM found ORDER BY document, key")
    database.executescript(_DROPPED)
    drop_clusters(database)
    database.commit()


def _first_round(database: sqlite3.Connection, matcher: Matcher) -> None:
    """Finds out what things stand for; what is not in `stands_for` stands for itself."""
    meanings = _Meanings(database, _OF_KEY, matcher)
    for cluster, settled in _settled(database, matcher, lambda document: {}, meanings):
        for same in settled.sets:
            things = [cluster.things[place] for place in same.things]
            meant = meant_by(things)
            name, documents = min(thing.name for thing in things), len({thing.document for thing in things})
            database.execute("INSERT INTO meaning VALUES (?, ?, ?)", (meant, name, documents))
            others = ((thing.document, thing.key, meant) for thing in things if thing.key != meant)
            database.executemany("INSERT INTO found VALUES (?, ?, ?)", others)
    database.execute("INSERT INTO meaning SELECT iif(known, key, root), name, documents FROM plain_key")
    database.execute("INSERT INTO found SELECT first, key, root FROM plain_key WHERE NOT known")
    database.execute("INSERT INTO stands_for SELECT document, key, root FROM found ORDER BY document, key")
    database.execute("DELETE FROM found")


def _last_round(database: sqlite3.Connection, matcher: Matcher) -> None:
    def meant(document: str) -> Mapping[str, str]:
        return dict(database.execute("SELECT key, meaning FROM stands_for WHERE document = ?", (document,)))

    meanings = _Meanings(database, _OF_MEANING, matcher)
    for cluster, settled in _settled(database, matcher, meant, meanings):
        for same in settled.sets:
            identity = identity_of(cluster, same, matcher.gazetteer)
            _store(database, replace(identity, things=(whole_of(identity.things),)))
            roots = ((thing.document, thing.key, identity.root) for thing in identity.things)
            database.executemany("INSERT INTO found VALUES (?, ?, ?)", roots)
    for identity in _plain_identities(database, matcher.gazetteer):
        _store(database, identity)
    things = "plain_key CROSS JOIN local_thing ON local_thing.key = plain_key.key"
    database.execute(f"INSERT INTO found SELECT document, plain_key.key, root FROM {things}")


def _settled(
    database: sqlite3.Connection,
    matcher: Matcher,
    meant: Callable[[str], Mapping[str, str]],
    meanings: Mapping[str, Meaning],
) -> Iterator[tuple[Cluster, Settled]]:
    """What becomes of each cluster that is not plain; `meant` gives what the things of a document stand for."""
    rows = database.execute(
        "SELECT cluster, thing FROM open_key CROSS JOIN local_thing ON local_thing.key = open_key.key"
        " ORDER BY cluster, open_key.key, document"
    )
    for name, found in itertools.groupby(rows, itemgetter(0)):
        things = tuple(THING.of_plain(packed) for _, packed in found)
        pairs = database.execute("SELECT one, other FROM pair WHERE cluster = ? ORDER BY one, other", (name,))
        cluster = Cluster(things, tuple(pairs))
        around = [placed(thing, meant(thing.document)) for thing in things]
        yield cluster, matcher.identify_cluster(cluster, around, meanings)


def _plain_identities(database: sqlite3.Connection, gazetteer: Gazetteer) -> Iterator[Identity]:
    rows = database.execute(
        "SELECT plain_key.key, root, documents, thing"
        " FROM plain_key CROSS JOIN local_thing ON local_thing.key = plain_key.key ORDER BY plain_key.key, document"
    )
    for (key, root, documents), found in itertools.groupby(rows, itemgetter(0, 1, 2)):
        thing = whole_of(THING.of_plain(packed) for *_, packed in found)
        reasons = thing.reasons
        if documents > 1:
            used = {name for (name,) in database.execute("SELECT name FROM used_name WHERE key = ?", (key,))}
            reasons = tuple(sorted({*reasons, *spellings({key: used}, gazetteer)}))
        yield Identity(root, (thing,), reasons)


def _store(database: sqlite3.Connection, identity: Identity) -> None:
    database.execute("INSERT INTO identity VALUES (?, ?)", (identity.root, IDENTITY.pack(identity)))


class _Meanings(dict[str, Meaning]):
    """What is known of what things stand for, looked up when it is asked for."""

    def __init__(self, database: sqlite3.Connection, query: str, matcher: Matcher) -> None:
        super().__init__()
        self.database, self.query, self.matcher = database, query, matcher

    def __missing__(self, identifier: str) -> Meaning:
        if len(self) >= _KEPT:
            self.clear()
        name, documents = self.database.execute(self.query, (identifier,)).fetchone()
        found = meaning(identifier, name, documents, self.matcher.gazetteer, self.matcher.places)
        self[identifier] = found
        return found
