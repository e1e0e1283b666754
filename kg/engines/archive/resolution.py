"""Resolution on the scratch database: what stands in the graph for roots, which occurrences are one, and the IRIs.

These are the steps between the passes over documents, each a walk over rows in the order of a key. A group of rows under one key
is in memory, all of them never are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.engines.archive.passes import MENTIONS, TOLD, UNNAMED
from kg.engines.archive.workplace import ENTITIES, NODES
from kg.ontology import Ontology
from kg.pipeline import Knowledge
from kg.project.codec import Codec
from kg.records import Entity, Mention
from kg.resolve.descriptions import unnamed_node
from kg.resolve.identity import Identity
from kg.resolve.iris import free_iri
from kg.resolve.nodes import Node, named_node, with_unnamed_mentions
from kg.resolve.status import furthest
from kg.resolve.told import occurrence_node

IDENTITIES = Codec(Identity)

TABLES = """
CREATE TABLE node (root TEXT PRIMARY KEY, node BLOB, occurrence INTEGER);
CREATE TABLE best_status (root TEXT PRIMARY KEY, status TEXT) WITHOUT ROWID;
CREATE TABLE entity (root TEXT PRIMARY KEY, iri TEXT, entity BLOB, occurrence INTEGER);
CREATE TABLE iri (iri TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def name_roots(database: sqlite3.Connection, knowledge: Knowledge) -> None:
    """The nodes of things that have a name, from `identity`."""
    rows = database.execute("SELECT root, identity FROM identity")
    made = (
        (root, NODES.pack(named_node(IDENTITIES.unpack(packed), knowledge.ontology, knowledge.gazetteer)), False)
        for root, packed in rows
    )
    database.executemany("INSERT INTO node VALUES (?, ?, ?)", made)


def describe_roots(database: sqlite3.Connection, knowledge: Knowledge) -> None:
    """The nodes of things without a name, and those of things that texts give a name to what they describe."""
    ontology, gazetteer = knowledge.ontology, knowledge.gazetteer
    database.execute("CREATE TEMP TABLE voted (root TEXT, node BLOB)")
    given = database.execute(
        "SELECT given.root, mention, node, identity FROM given JOIN node USING (root) JOIN identity USING (root) "
        "ORDER BY given.root"
    )
    voted = (
        (root, NODES.pack(with_unnamed_mentions(node, identity, mentions, ontology, gazetteer)))
        for root, node, identity, mentions in _given(given)
    )
    database.executemany("INSERT INTO voted VALUES (?, ?)", voted)
    database.execute("UPDATE node SET node = voted.node FROM voted WHERE node.root = voted.root")
    database.execute("DROP TABLE voted")
    rows = database.execute("SELECT root, thing FROM unnamed ORDER BY root")
    made = (
        (root, NODES.pack(unnamed_node([UNNAMED.of_plain(packed) for _, packed in found], ontology)), False)
        for root, found in groupby(rows, key=itemgetter(0))
    )
    database.executemany("INSERT INTO node VALUES (?, ?, ?)", made)


def _given(rows: Iterable[tuple[str, bytes, bytes, bytes]]) -> Iterator[tuple[str, Node, Identity, list[Mention]]]:
    for (root, node, identity), found in groupby(rows, key=itemgetter(0, 2, 3)):
        mentions = [MENTIONS.of_plain(packed) for _, packed, *_ in found]
        yield root, NODES.unpack(node), IDENTITIES.unpack(identity), mentions


def settle_statuses(database: sqlite3.Connection, ontology: Ontology) -> None:
    """The status of each occurrence that is furthest along, from what documents say of those that are one."""
    rows = database.execute(
        "SELECT DISTINCT coalesce(first, occurrence) AS root, status FROM stated_status "
        "LEFT JOIN first_report USING (occurrence) ORDER BY root"
    )
    best = (pair for _, found in groupby(rows, key=itemgetter(0)) for pair in furthest(found, ontology).items())
    database.executemany("INSERT INTO best_status VALUES (?, ?)", best)


def name_occurrences(database: sqlite3.Connection, ontology: Ontology) -> None:
    """The nodes of occurrences, from what documents tell of them."""
    rows = database.execute("SELECT root, told FROM told ORDER BY root")

    def made() -> Iterator[tuple[str, bytes, bool]]:
        for root, found in groupby(rows, key=itemgetter(0)):
            reasons = database.execute("SELECT reason FROM report_reason WHERE first = ? ORDER BY reason", (root,))
            told = [TOLD.of_plain(packed) for _, packed in found]
            yield root, NODES.pack(occurrence_node(told, tuple(reason for (reason,) in reasons), ontology)), True

    database.executemany("INSERT INTO node VALUES (?, ?, ?)", made())


def name_entities(database: sqlite3.Connection, base: str) -> None:
    """The entities: nodes that claims speak of or that stay without, each with its IRI."""
    database.execute("CREATE TEMP TABLE stem (place BLOB, root TEXT, node BLOB, occurrence INTEGER)")
    rows = database.execute(
        "SELECT root, node, occurrence, EXISTS (SELECT 1 FROM used WHERE used.root = node.root) FROM node"
    )
    kept = (
        (_place(node), root, packed, occurrence)
        for root, packed, occurrence, used in rows
        if (node := NODES.unpack(packed)) and (used or node.stays)
    )
    database.executemany("INSERT INTO stem VALUES (?, ?, ?, ?)", kept)
    ordered = database.execute("SELECT root, node, occurrence FROM stem ORDER BY place, root")
    taken = _Taken(database)

    def made() -> Iterator[tuple[str, str, bytes, bool]]:
        for root, packed, occurrence in ordered:
            node = NODES.unpack(packed)
            iri = free_iri(f"{base}{node.segment}/", root, node.stem, taken)
            taken.add(iri)
            entity = _entity(node, node.iri or iri)
            because = ((entity.iri, reason) for reason in entity.merged_because)
            database.executemany("INSERT INTO merged VALUES (?, ?)", because)
            yield root, entity.iri, ENTITIES.pack(entity), occurrence

    database.executemany("INSERT INTO entity VALUES (?, ?, ?, ?)", made())
    database.execute("DROP TABLE stem")
    database.execute("CREATE INDEX entity_by_iri ON entity (iri)")


class _Taken:
    """The IRIs that were given so far."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __contains__(self, iri: object) -> bool:
        return self._database.execute("SELECT 1 FROM iri WHERE iri = ?", (iri,)).fetchone() is not None

    def add(self, iri: str) -> None:
        """Takes one."""
        self._database.execute("INSERT OR IGNORE INTO iri VALUES (?)", (iri,))


def _place(node: Node) -> bytes:
    """Bytes that sort as stems do: a text before those that it begins, and the order before all else."""
    stem = node.stem
    parts = (*(f"{each}\x00" for each in stem.order), "\x00", f"{stem.text}\x00", f"{stem.told_apart}\x00")
    return "".join(parts).encode("utf-8", "surrogatepass")


def _entity(node: Node, iri: str) -> Entity:
    return Entity(iri, node.cls, node.label, node.alternatives, (), node.reasons, node.same_as)
