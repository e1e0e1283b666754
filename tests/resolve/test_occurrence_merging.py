"""Occurrences put together: two reports of one investment are one node, two investments are two."""

from __future__ import annotations

import pytest

from kg.check import check_graph

A, B, C = "Kestrel Motors", "Calder Semiconductor", "Polder Energy"

COUNTS = [
    ("one report", f"{A} invested $40 million in {B}.", 1),
    ("said again with less", f"{A} invested $40 million in {B}. The investment in {B} totals $40 million.", 1),
    ("another sum", f"{A} invested $40 million in {B}. In August, {A} invested $7 million in {B}.", 2),
    ("another target", f"{A} invested $40 million in {B}. {A} invested $40 million in {C}.", 2),
    ("another investor", f"{A} invested $40 million in {B}. {C} invested $40 million in {B}.", 2),
    ("another date", f"{A} invested in {B} in 2020. {A} invested in {B} in 2021.", 2),
    ("too little is known", f"{A} invests.", 0),
]  # fmt: skip

NOT_YET: dict[str, str] = {}


def rows():
    for name, text, expected in COUNTS:
        marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
        yield pytest.param(text, expected, id=name, marks=marks)


@pytest.mark.parametrize(("text", "expected"), list(rows()))
def test_reports_of_one_investment_are_one_node(text: str, expected: int, road) -> None:
    found = road.build(text).query("SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a kg:Investment }").rows
    assert int(found[0][0].value) == expected


def test_what_is_too_poor_to_be_a_node_is_refused_with_a_reason(road) -> None:
    graph = road.build(f"{A} signed an agreement.")
    assert graph.query("ASK { ?a a kg:Agreement }").answer is False
    assert {each.reason for each in graph.rejected} == {
        "the text names fewer than 2 of the parties and sums that make up an agreement"
    }


def test_an_occurrence_has_a_readable_name(road) -> None:
    (row,) = (
        road.build(f"{A} invested $40 million in {B} in May 2021.")
        .query("SELECT ?l { ?i a kg:Investment ; rdfs:label ?l }")
        .rows
    )
    assert row[0].value == f"{A} – {B}, 40 million USD, 2021-05"


@pytest.mark.parametrize("first", ["the total", "a part"])
def test_a_total_is_not_named_after_its_parts_whichever_comes_first(first: str, road) -> None:
    total = f"{A} invested a total of $10 million in {B}."
    parts = f"{A} invested $4 million in {C}. {A} invested $6 million in Nordwind Foods."
    graph = road.build(f"{total} {parts}" if first == "the total" else f"{parts} {total}")
    found = graph.query("SELECT DISTINCT ?l { ?i kg:includes ?part ; rdfs:label ?l }").rows
    assert [row[0].value for row in found] == [f"{A} – {B}, 10 million USD"]


def test_of_two_statuses_the_higher_rank_is_kept(road) -> None:
    graph = road.build(f"{A} announced an agreement with {B}. {A} signed an agreement with {B}.")
    statuses = graph.query("SELECT ?s { ?a a kg:Agreement ; kg:status ?s }").rows
    assert [row[0].value.rpartition("#")[2] for row in statuses] == ["signed"]
    assert check_graph(graph.graph, road.ontology) == ()
