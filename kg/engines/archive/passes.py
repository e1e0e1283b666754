"""The passes over all documents, a batch at a time, in any process: what each adds to the tables of the scratch database.

Every pass is a function of a batch, and gives rows by table; who called it puts them down.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.assemble import DocumentPart
from kg.assemble.conflicts import allows_one
from kg.assemble.graph import object_term
from kg.engines.archive.documents import Text, described, settled, spans_of, stated, told
from kg.engines.archive.evidence import EvidenceBlocks, document_blocks
from kg.engines.archive.reports import report_row
from kg.engines.archive.workplace import Workplace, workplace
from kg.engines.partition import Partition
from kg.engines.tools import ToolFiles
from kg.graph import rejected_line
from kg.project.codec import Codec
from kg.records import Claim, Mention, Polarity
from kg.resolve.descriptions import UnnamedThing
from kg.resolve.told import ToldOccurrence

Rows = Mapping[str, list[tuple[object, ...]]]

TEXTS, MENTIONS, UNNAMED, TOLD = Codec(Text), Codec(Mention), Codec(UnnamedThing), Codec(ToldOccurrence)
CLAIMS, PARTS = Codec(Claim), Codec(DocumentPart)

TABLES = """
CREATE TABLE text (text BLOB);
CREATE TABLE given (root TEXT, mention BLOB);
CREATE TABLE unnamed (root TEXT, thing BLOB);
CREATE TABLE stated_status (occurrence TEXT, status TEXT);
CREATE TABLE told (root TEXT, told BLOB);
CREATE TABLE used (root TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE claim (document TEXT, subject TEXT, predicate TEXT, object TEXT, affirmed INTEGER, single INTEGER, claim BLOB);
CREATE TABLE part (document TEXT, part BLOB);
CREATE TABLE merged (entity TEXT, reason TEXT);
CREATE TABLE spoken (entity TEXT, document TEXT, start INTEGER, end INTEGER);
CREATE TABLE rejected (line TEXT);
"""


@dataclass(frozen=True, slots=True)
class Work:
    """Some documents as one task: a partition, or a stretch of rows of the table that the pass goes over.

    `prefixes` are those that Turtle is written with, by name.
    """

    scratch: Path
    tools: ToolFiles
    base: str
    partition: Partition | None = None
    first: int = 0
    last: int = 0
    prefixes: tuple[tuple[str, str], ...] = ()

    def at(self, step: str) -> Workplace:
        """Where this process does it."""
        return workplace(self.scratch, step, self.tools, self.base)


def describe_documents(work: Work) -> Rows:
    """The first pass: what documents say, by what their names stand for."""
    place, rows = work.at("described"), _rows()
    assert work.partition is not None
    for read in work.partition.read():
        named = place.pairs(
            "SELECT key, root FROM thing_root WHERE document = ?", read.extraction.annotated.document.id
        )
        found = described(read, named, place.nodes, place.ontology)
        rows["text"].append((TEXTS.pack(found.text),))
        rows["given"] += ((root, MENTIONS.plain(mention)) for root, mention in found.given)
        rows["unnamed"] += ((each.root, UNNAMED.plain(each)) for each in found.unnamed)
        rows["report"] += (report_row(each, place.ontology) for each in found.reports)
        rows["stated_status"] += found.statuses
    return rows


def tell_occurrences(work: Work) -> Rows:
    """The second pass: what documents tell of occurrences, by which of these are one."""
    place, rows = work.at("told"), _rows()
    used: set[str] = set()
    for text in _texts(work, place):
        rows["told"] += ((each.root, TOLD.plain(each)) for each in told(text, place.nodes, place.ontology))
        used |= text.used
    rows["used"] += ((root,) for root in sorted(used))
    return rows


def _occurrences(text: Text, place: Workplace) -> tuple[dict[str, str], dict[str, str]]:
    """The occurrences that stand for those of a document, and the statuses of these."""
    first: dict[str, str] = {}
    best: dict[str, str] = {}
    for occurrence in dict.fromkeys(text.same.values()):
        first |= place.pairs("SELECT occurrence, first FROM first_report WHERE occurrence = ?", occurrence)
        root = first.get(occurrence, occurrence)
        best |= place.pairs("SELECT root, status FROM best_status WHERE root = ?", root)
    return first, best


def state_claims(work: Work) -> Rows:
    """The third pass: claims about entities, held against the ontology."""
    place, rows = work.at("stated"), _rows()
    for text in _texts(work, place):
        found = stated(text, place.entities, place.gate)
        document = text.document.id
        rows["part"].append((document, PARTS.pack(DocumentPart(text.document, mentions=spans_of(found.spoken)))))
        rows["claim"] += (_claim_row(each, place) for each in found.claims)
        rows["spoken"] += ((iri, document, span.start, span.end) for iri, span in found.spoken)
        rows["rejected"] += ((rejected_line(each),) for each in found.refused)
    return rows


def _texts(work: Work, place: Workplace) -> Iterator[Text]:
    """Settled documents."""
    query = "SELECT text FROM text WHERE rowid BETWEEN ? AND ?"
    for (packed,) in place.database.execute(query, (work.first, work.last)).fetchall():
        text = TEXTS.unpack(packed)
        yield settled(text, *_occurrences(text, place), place.ontology)


def _claim_row(claim: Claim, place: Workplace) -> tuple[object, ...]:
    affirmed = claim.polarity is Polarity.AFFIRMED
    said = claim.subject, claim.predicate, str(object_term(claim))
    return (claim.evidence.document, *said, affirmed, allows_one(claim, place.ontology), CLAIMS.plain(claim))


def block_documents(work: Work) -> EvidenceBlocks:
    """The last pass: the evidence that rests on documents, as blocks of Turtle."""
    return document_blocks(_parts(work), dict(work.prefixes), work.base)


def pack_parts(work: Work) -> list[bytes]:
    """The same, packed for other machines to make quads of."""
    return [PARTS.pack(part) for part in _parts(work)]


def _parts(work: Work) -> Iterator[DocumentPart]:
    place = work.at("parts")
    query = "SELECT part FROM part WHERE rowid BETWEEN ? AND ?"
    rows = place.database.execute(query, (work.first, work.last)).fetchall()
    return (_with_claims(PARTS.unpack(packed), place.database) for (packed,) in rows)


def _with_claims(part: DocumentPart, database: sqlite3.Connection) -> DocumentPart:
    document = (part.document.id,)
    claims = database.execute("SELECT claim FROM claim WHERE document = ? ORDER BY rowid", document)
    derived = database.execute("SELECT claim FROM derived WHERE document = ? ORDER BY number", document)
    return replace(
        part,
        claims=tuple(CLAIMS.of_plain(packed) for (packed,) in claims),
        derived=tuple(CLAIMS.unpack(packed) for (packed,) in derived),
    )


def _rows() -> Rows:
    return defaultdict(list)
