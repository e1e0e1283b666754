"""Claims for inferred edges, as `kg.infer.claims` gives them, from facts and claims in the scratch database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg.engines.archive.facts import NumberedFact, told_premises
from kg.infer.claims import claimed, claims_for, leaves_of, unclaimed_predicates
from kg.infer.facts import Fact
from kg.infer.grounds import Ground, Telling, gives_status, ground_of, speaking, telling_of
from kg.infer.program import program_of
from kg.infer.rules import term
from kg.ontology import Ontology
from kg.project.codec import Codec
from kg.records import Claim, Evidence, Polarity, Span

# How much of what lies beneath is kept in memory: edges are gone through in order, and those of one thing share it.
_FACTS_KEPT = 16_384
_GROUNDS_KEPT = 1024

_CLAIM = Codec(Claim)
_TELLING = """leaf INTEGER, confidence REAL, document TEXT, start INTEGER, end INTEGER, quote TEXT,
    first INTEGER, last INTEGER, status TEXT"""
_RANK = "leaf, confidence DESC, document, start, end, quote, first, last, status"
_TABLES = f"""
CREATE TABLE inferred_edge (number INTEGER PRIMARY KEY, subject INTEGER, predicate INTEGER, object INTEGER, label TEXT);
CREATE TABLE beneath_edge (edge INTEGER, subject INTEGER, predicate INTEGER, object INTEGER);
CREATE TABLE leaf_fact (number INTEGER PRIMARY KEY, subject TEXT, predicate TEXT, object TEXT);
CREATE TABLE edge_leaf (edge INTEGER, leaf INTEGER, PRIMARY KEY (edge, leaf)) WITHOUT ROWID;
CREATE TABLE leaf_telling ({_TELLING});
CREATE TABLE leaf_spoken ({_TELLING});
CREATE TABLE thing_status (
    thing TEXT, document TEXT, status TEXT, PRIMARY KEY (thing, document, status)
) WITHOUT ROWID;
CREATE TABLE derived (document TEXT, number INTEGER PRIMARY KEY, claim BLOB);
"""


def derive_stated(database: sqlite3.Connection, claims: Iterable[Claim], ontology: Ontology) -> None:
    """Fills the table `derived` with the claims of `kg.infer.derive_claims`, numbered in their order.

    The facts are those that `infer_stated` left in the database; `claims` are gone through once, in any order.
    """
    database.executescript(_TABLES)
    _find_leaves(database, ontology)
    _take_in(database, claims)
    _choose_spoken(database)
    database.executemany(
        "INSERT INTO derived VALUES (?, ?, ?)",
        (
            (claim.evidence.document, number, _CLAIM.pack(claim))
            for number, claim in enumerate(_derived(database, ontology))
        ),
    )
    database.execute("CREATE INDEX derived_by_document ON derived (document)")
    for table in ("inferred_edge", "edge_leaf", "leaf_fact", "leaf_spoken", "thing_status"):
        database.execute(f"DROP TABLE {table}")
    database.commit()


def _find_leaves(database: sqlite3.Connection, ontology: Ontology) -> None:
    """Fills the tables of the edges to be claimed, in their order, and of the stated facts that they rest on."""
    unclaimed = sorted(unclaimed_predicates(program_of(ontology).hidden))
    database.execute(
        f"""INSERT INTO inferred_edge (subject, predicate, object, label)
        SELECT subject, predicate, object, label FROM fact
        WHERE label IS NOT NULL AND (SELECT text FROM term WHERE number = object) GLOB '<*'
        AND predicate NOT IN (SELECT number FROM term WHERE text IN ({", ".join("?" * len(unclaimed))}))
        ORDER BY subject, predicate, object""",
        unclaimed,
    )
    edges = database.execute("SELECT number, subject, predicate, object FROM inferred_edge ORDER BY number")
    database.executemany("INSERT INTO beneath_edge VALUES (?, ?, ?, ?)", _beneath(database, edges))
    database.execute(
        """INSERT INTO leaf_fact (subject, predicate, object) SELECT one.text, two.text, three.text
        FROM (SELECT subject, predicate, object FROM beneath_edge GROUP BY subject, predicate, object) AS leaf
        CROSS JOIN term AS one ON one.number = leaf.subject CROSS JOIN term AS two ON two.number = leaf.predicate
        CROSS JOIN term AS three ON three.number = leaf.object"""
    )
    database.execute("CREATE UNIQUE INDEX leaf_fact_by_terms ON leaf_fact (subject, predicate, object)")
    database.execute(
        """INSERT INTO edge_leaf SELECT edge, leaf_fact.number FROM beneath_edge
        CROSS JOIN term AS one ON one.number = beneath_edge.subject
        CROSS JOIN term AS two ON two.number = beneath_edge.predicate
        CROSS JOIN term AS three ON three.number = beneath_edge.object
        CROSS JOIN leaf_fact ON leaf_fact.subject = one.text AND leaf_fact.predicate = two.text
            AND leaf_fact.object = three.text
        GROUP BY edge, leaf_fact.number"""
    )
    database.execute("DROP TABLE beneath_edge")


def _beneath(
    database: sqlite3.Connection, edges: Iterable[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """Each edge's number with each stated fact that it rests on."""

    @lru_cache(maxsize=_FACTS_KEPT)
    def premises_of(fact: NumberedFact) -> tuple[NumberedFact, ...] | None:
        (row,) = database.execute(
            "SELECT label, premises FROM fact WHERE subject = ? AND predicate = ? AND object = ?", fact
        )
        return told_premises(row[1]) if row[0] is not None else None

    known: dict[NumberedFact, tuple[NumberedFact, ...]] = {}
    for number, *edge in edges:
        subject, predicate, target = edge
        for leaf in leaves_of((subject, predicate, target), premises_of, known):
            yield number, *leaf
        if len(known) > _FACTS_KEPT:
            known.clear()


def _take_in(database: sqlite3.Connection, claims: Iterable[Claim]) -> None:
    """Keeps of affirmed claims what those of leaves give, and what status they give a thing."""
    predicates = {predicate for (predicate,) in database.execute("SELECT DISTINCT predicate FROM leaf_fact")}

    def tellings() -> Iterator[tuple[object, ...]]:
        for claim in claims:
            if claim.polarity is not Polarity.AFFIRMED:
                continue
            if term(claim.predicate) in predicates:
                leaf = database.execute(
                    "SELECT number FROM leaf_fact WHERE subject = ? AND predicate = ? AND object = ?", claimed(claim)
                ).fetchone()
                if leaf:
                    yield (*leaf, *_row(telling_of(claim)))
            if gives_status(claim):
                database.execute(
                    "INSERT OR IGNORE INTO thing_status VALUES (?, ?, ?)",
                    (term(claim.subject), claim.evidence.document, str(claim.object)),
                )

    database.executemany("INSERT INTO leaf_telling VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tellings())


def _choose_spoken(database: sqlite3.Connection) -> None:
    """Keeps of each leaf what speaks for that which follows from it."""
    ranked = database.execute(f"SELECT * FROM leaf_telling ORDER BY {_RANK}")
    database.executemany(
        "INSERT INTO leaf_spoken VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (leaf, *_row(telling))
            for leaf, rows in groupby(ranked, itemgetter(0))
            for telling in speaking(map(_telling, rows))
        ),
    )
    database.execute("DROP TABLE leaf_telling")
    database.execute("CREATE INDEX leaf_spoken_by_leaf ON leaf_spoken (leaf)")


def _derived(database: sqlite3.Connection, ontology: Ontology) -> Iterator[Claim]:
    @lru_cache(maxsize=_GROUNDS_KEPT)
    def ground(leaf: int) -> tuple[Fact, Ground | None]:
        return _ground(database, leaf)

    edges = database.execute(
        """SELECT edge.number, one.text, two.text, three.text, edge.label, edge_leaf.leaf FROM inferred_edge AS edge
        CROSS JOIN edge_leaf ON edge_leaf.edge = edge.number CROSS JOIN term AS one ON one.number = edge.subject
        CROSS JOIN term AS two ON two.number = edge.predicate CROSS JOIN term AS three ON three.number = edge.object
        ORDER BY edge.number"""
    )
    for (_, subject, predicate, target, label), rows in groupby(edges, itemgetter(0, 1, 2, 3, 4)):
        grounds = {fact: each for fact, each in (ground(row[5]) for row in rows) if each}
        yield from claims_for((subject, predicate, target), label, grounds, ontology)


def _ground(database: sqlite3.Connection, leaf: int) -> tuple[Fact, Ground | None]:
    """A leaf, and what it gives; None where nobody claimed it."""

    def statuses(thing: str, document: str) -> list[str]:
        given = database.execute("SELECT status FROM thing_status WHERE thing = ? AND document = ?", (thing, document))
        return [status for (status,) in given]

    (fact,) = database.execute("SELECT subject, predicate, object FROM leaf_fact WHERE number = ?", (leaf,))
    rows = database.execute("SELECT * FROM leaf_spoken WHERE leaf = ? ORDER BY rowid", (leaf,))
    spoken = list(map(_telling, rows))
    return fact, ground_of(fact, spoken, statuses) if spoken else None


def _row(telling: Telling) -> tuple[object, ...]:
    evidence = telling.evidence
    span, sentence = evidence.span, evidence.sentence
    return (
        telling.confidence,
        evidence.document,
        span.start,
        span.end,
        evidence.quote,
        sentence.start,
        sentence.end,
        telling.status,
    )


def _telling(row: tuple[int, float, str, int, int, str, int, int, str]) -> Telling:
    _, confidence, document, start, end, quote, first, last, status = row
    return Telling(confidence, Evidence(document, Span(start, end), quote, Span(first, last)), status)
