"""Reports of one occurrence in several documents, put together on the scratch database a block at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from kg.ontology import Ontology
from kg.project.codec import Codec
from kg.resolve.occurrences import Facts
from kg.resolve.reports import LARGEST_BLOCK, Report, SameReports, block_of, merge_block

TABLES = """
CREATE TABLE report (block TEXT, report BLOB);
CREATE TABLE first_report (occurrence TEXT PRIMARY KEY, first TEXT) WITHOUT ROWID;
CREATE TABLE report_reason (first TEXT, reason TEXT);
"""
# The reports of blocks that have several, but not too many; found by the index, or it would take the square of their number.
IN_BLOCKS = """
SELECT block, report FROM report
WHERE block IN (SELECT block FROM report GROUP BY block HAVING count(*) BETWEEN 2 AND ?) ORDER BY block
"""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A report with the things of its roles in order."""

    occurrence: str
    document: str
    published: str
    cls: str
    sentence: int
    things: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str]
    date: str


_REPORTS = Codec(_Packed)


def report_row(report: Report, ontology: Ontology) -> tuple[str, bytes]:
    """The row of a report in the table `report`."""
    facts = report.facts
    packed = _Packed(
        occurrence=report.occurrence,
        document=report.document,
        published=report.published,
        cls=facts.cls,
        sentence=facts.sentence,
        things={role: tuple(sorted(things)) for role, things in sorted(facts.things.items())},
        values=facts.values,
        date=facts.date,
    )
    return "\x1f".join(block_of(report, ontology)), _REPORTS.plain(packed)


def merge_stored(database: sqlite3.Connection, ontology: Ontology) -> None:
    """Which of the reports in `report` are of one occurrence, as `kg.resolve.reports.merge_reports` has it."""
    database.execute("CREATE INDEX report_by_block ON report (block)")
    rows = database.execute(IN_BLOCKS, (LARGEST_BLOCK,))
    for _, found in groupby(rows, key=itemgetter(0)):
        merged = merge_block((_report(packed) for _, packed in found), ontology)
        database.executemany("INSERT INTO first_report VALUES (?, ?)", merged.first.items())
        database.executemany("INSERT INTO report_reason VALUES (?, ?)", _reasons(merged))
    database.execute("CREATE INDEX reason_of_report ON report_reason (first)")


def _reasons(merged: SameReports) -> Iterator[tuple[str, str]]:
    return ((first, reason) for first, reasons in merged.reasons.items() for reason in reasons)


def _report(packed: bytes) -> Report:
    each = _REPORTS.of_plain(packed)
    facts = Facts(each.cls, each.sentence, values=dict(each.values), date=each.date)
    for role, things in each.things.items():
        facts.things[role] |= set(things)
    return Report(each.occurrence, each.document, each.published, facts)
