"""Reports on the scratch database: the same ones are of one occurrence as in memory, for the same reasons."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kg.engines.archive.reports import IN_BLOCKS, TABLES, merge_stored, report_row
from kg.ontology import NAMESPACE, Ontology
from kg.resolve.occurrences import Facts
from kg.resolve.reports import LARGEST_BLOCK, Report, SameReports, merge_reports

INVESTMENT, AGREEMENT = f"{NAMESPACE}Investment", f"{NAMESPACE}Agreement"
INVESTOR, TARGET, AMOUNT = (f"{NAMESPACE}{name}" for name in ("investor", "target", "amount"))
THINGS = st.sets(st.sampled_from("ABC"), min_size=1, max_size=2)


@st.composite
def reports(draw: st.DrawFn, number: int) -> Report:
    facts = Facts(draw(st.sampled_from([INVESTMENT, AGREEMENT])), draw(st.integers(0, 3)))
    for role in draw(st.lists(st.sampled_from([INVESTOR, TARGET]), min_size=1, unique=True)):
        facts.things[role] |= draw(THINGS)
    facts.values = draw(st.sampled_from([{}, {AMOUNT: "40000000"}]))
    facts.date = draw(st.sampled_from(["", "2024", "2024-05"]))
    document = draw(st.sampled_from("abcd"))
    return Report(f"{document}#{number}", document, draw(st.sampled_from(["", "2024-05-01", "2024-06"])), facts)


CORPORA = st.integers(0, 8).flatmap(lambda size: st.tuples(*map(reports, range(size))))


def on_disk(found: Iterable[Report], ontology: Ontology) -> SameReports:
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    database.executemany("INSERT INTO report VALUES (?, ?)", (report_row(each, ontology) for each in found))
    merge_stored(database, ontology)
    reasons = defaultdict(list)
    for first, reason in database.execute("SELECT first, reason FROM report_reason ORDER BY first, reason"):
        reasons[first].append(reason)
    first = dict(database.execute("SELECT occurrence, first FROM first_report"))
    return SameReports(first, {each: tuple(why) for each, why in reasons.items()})


@given(data=st.data(), found=CORPORA)
def test_reports_are_put_together_as_in_memory(data, found: tuple[Report, ...], ontology: Ontology) -> None:
    assert on_disk(data.draw(st.permutations(found)), ontology) == merge_reports(found, ontology)


def test_reports_of_one_sum_are_put_together(ontology: Ontology) -> None:
    found = [report(number) for number in range(3)]
    assert on_disk(found, ontology).first == dict.fromkeys(("news-0#1", "news-1#1", "news-2#1"), "news-0#1")


def test_what_too_many_reports_share_tells_none_apart(ontology: Ontology) -> None:
    found = [report(number) for number in range(LARGEST_BLOCK + 1)]
    assert on_disk(found, ontology) == merge_reports(found, ontology) == SameReports({}, {})


def report(number: int) -> Report:
    """One of several reports of one investment."""
    facts = Facts(INVESTMENT, 0, values={AMOUNT: "40000000"})
    facts.things[INVESTOR] |= {"A"}
    facts.things[TARGET] |= {"B"}
    return Report(f"news-{number}#1", f"news-{number}", "2024-05-01", facts)


def test_blocks_are_found_by_an_index_and_not_by_looking_at_all_reports_for_each(ontology: Ontology) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    merge_stored(database, ontology)
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {IN_BLOCKS}", (LARGEST_BLOCK,))]
    assert plan[0] == "SEARCH report USING INDEX report_by_block (block=?)"
    assert not any("TEMP B-TREE" in step for step in plan)
