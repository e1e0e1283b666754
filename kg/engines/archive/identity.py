"""Identity across documents on the scratch database: `kg.resolve.identity` with tables for dictionaries.

Clusters are settled twice as there. What surrounds a thing is looked up by document, and what is known of that by what it stands
for. A plain key, however many documents speak of it, is never in memory as a whole.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from kg.engines.archive.clusters import drop_clusters, store_clusters
from kg.engines.archive.packing import unpack_thing
from kg.engines.archive.settling import SCHEMA, TABLES, Round
from kg.project.codec import Codec
from kg.resolve.evidence import Meaning, meaning
from kg.resolve.identity import Identity, spellings
from kg.resolve.settling import Matcher
from kg.resolve.things import DocumentThings, LocalThing
from kg.resolve.whole import whole_of

IDENTITY = Codec(Identity)
# So many meanings are kept at hand.
_KEPT = 1 << 12
# What is found out: the root of each thing of a document, and for each root all that are one, as one thing.
THING_ROOTS = """
CREATE TABLE thing_root (document TEXT, key TEXT, root TEXT, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TABLE identity (root TEXT PRIMARY KEY, identity BLOB) WITHOUT ROWID;
"""
_SCHEMA = """
CREATE TEMP TABLE stands_for (document TEXT, key TEXT, meaning TEXT, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TEMP TABLE meaning (id TEXT PRIMARY KEY, name TEXT, documents INTEGER) WITHOUT ROWID;
CREATE TEMP VIEW plain_key AS
    SELECT *, key || char(9) || first AS root FROM used_key WHERE key NOT IN (SELECT key FROM open_key);
"""
_DROPPED = """
DROP VIEW plain_key;
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
    database.executescript(THING_ROOTS + _SCHEMA)
    store_clusters(database, documents, matcher.gazetteer)
    database.executescript(SCHEMA)
    _first_round(database, matcher)
    database.executescript("".join(f"DROP TABLE {table};" for table in TABLES) + SCHEMA)
    _last_round(database, matcher)
    database.executescript(_DROPPED + "".join(f"DROP TABLE {table};" for table in TABLES))
    drop_clusters(database)
    database.commit()


def _first_round(database: sqlite3.Connection, matcher: Matcher) -> None:
    """Finds out what things stand for; what is not in `stands_for` stands for itself."""
    Round(database, matcher, lambda document: {}, _Meanings(database, _OF_KEY, matcher), wholes=False).settle()
    database.execute(
        "INSERT INTO meaning SELECT meaning, min(name), count(DISTINCT document)"
        " FROM group_root CROSS JOIN in_group USING (group_id) GROUP BY meaning"
        " UNION ALL SELECT iif(known, key, root), name, documents FROM plain_key"
    )
    database.execute(
        "INSERT INTO stands_for SELECT document, key, meaning FROM in_group JOIN group_root USING (group_id)"
        " WHERE key != meaning UNION ALL SELECT first, key, root FROM plain_key WHERE NOT known ORDER BY 1, 2"
    )


def _last_round(database: sqlite3.Connection, matcher: Matcher) -> None:
    def meant(document: str) -> Mapping[str, str]:
        return dict(database.execute("SELECT key, meaning FROM stands_for WHERE document = ?", (document,)))

    Round(database, matcher, meant, _Meanings(database, _OF_MEANING, matcher), wholes=True).settle()
    database.execute("CREATE INDEX temp.group_of_root ON group_root (root)")
    database.execute("CREATE INDEX temp.reason_of_root ON root_reason (root)")
    database.execute(
        "INSERT INTO thing_root SELECT document, key, root FROM in_group JOIN group_root USING (group_id)"
        " UNION ALL SELECT document, key, root FROM plain_key CROSS JOIN local_thing USING (key) ORDER BY 1, 2"
    )
    identities = itertools.chain(_joined_identities(database, matcher), _plain_identities(database, matcher))
    rows = ((each.root, IDENTITY.pack(each)) for each in identities)
    database.executemany("INSERT INTO identity VALUES (?, ?)", rows)


def _joined_identities(database: sqlite3.Connection, matcher: Matcher) -> Iterator[Identity]:
    wholes = database.execute(
        "SELECT root, thing FROM group_root JOIN group_whole USING (group_id) ORDER BY root, group_id"
    )
    names = "SELECT DISTINCT key, name FROM group_root JOIN in_group USING (group_id) WHERE root = ?"
    reasons = "SELECT DISTINCT reason FROM root_reason WHERE root = ?"
    for root, found in itertools.groupby(wholes, itemgetter(0)):
        thing = whole_of(unpack_thing(packed) for _, packed in found)
        because = {reason for (reason,) in database.execute(reasons, (root,))}
        yield _identity(root, thing, because, database.execute(names, (root,)), matcher)


def _plain_identities(database: sqlite3.Connection, matcher: Matcher) -> Iterator[Identity]:
    rows = database.execute(
        "SELECT key, root, thing FROM plain_key CROSS JOIN local_thing USING (key) ORDER BY key, document"
    )
    for (key, root), found in itertools.groupby(rows, itemgetter(0, 1)):
        thing = whole_of(unpack_thing(packed) for *_, packed in found)
        used = database.execute("SELECT DISTINCT key, name FROM used_name WHERE key = ?", (key,))
        yield _identity(root, thing, (), used, matcher)


def _identity(
    root: str, thing: LocalThing, because: Iterable[str], used: Iterable[tuple[str, str]], matcher: Matcher
) -> Identity:
    """An identity as `kg.resolve.identity.identity_of` gives it; `used` are its keys with their names."""
    names: dict[str, set[str]] = defaultdict(set)
    for key, name in used:
        names[key].add(name)
    return Identity(root, (thing,), tuple(sorted({*because, *thing.reasons, *spellings(names, matcher.gazetteer)})))


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
