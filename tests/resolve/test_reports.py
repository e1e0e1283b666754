"""Reports of one investment or agreement in several documents: one node where they agree in all that matters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.pipeline import build_from_documents

A, B, C = "Kestrel Motors", "Calder Semiconductor", "Polder Energy"
COUNTS = [
    ("the same investment", "Investment", [f"{A} invested $40 million in {B}.", f"{A} Ltd has invested $40 million in {B}."], 1),
    ("with a date in one", "Investment", [f"{A} invested $40 million in {B}.", f"{A} invested $40 million in {B} in May 2024."], 1),
    ("another date", "Investment", [f"{A} invested $40 million in {B} in May 2023.", f"{A} invested $40 million in {B} in May 2024."], 2),
    ("another sum", "Investment", [f"{A} invested $40 million in {B}.", f"{A} invested $41 million in {B}."], 2),
    ("another currency", "Investment", [f"{A} invested $40 million in {B}.", f"{A} invested €40 million in {B}."], 2),
    ("another target", "Investment", [f"{A} invested $40 million in {B}.", f"{A} invested $40 million in {C}."], 2),
    ("another investor", "Investment", [f"{A} invested $40 million in {B}.", f"{C} invested $40 million in {B}."], 2),
    ("no target in one", "Investment", [f"{A} invested $40 million in {B}.", f"{A} invested $40 million."], 2),
    ("no sum", "Investment", [f"{A} invested in {B}.", f"{A} invested $40 million in {B}."], 2),
    ("denied in one", "Investment", [f"{A} invested $40 million in {B}.", f"{A} did not invest $40 million in {B}."], 1),
    ("the same agreement", "Agreement", [f"{A} signed an agreement with {B}.", f"{A} Ltd signed an agreement with {B}."], 1),
    ("a third party", "Agreement", [f"{A} signed an agreement with {B}.", f"{A} signed an agreement with {B} and {C}."], 2),
]  # fmt: skip


def count(graph, cls: str) -> int:
    return int(graph.query(f"SELECT (COUNT(DISTINCT ?i) AS ?n) {{ ?i a kg:{cls} }}").rows[0][0].value)


@pytest.mark.parametrize(("cls", "texts", "expected"), [each[1:] for each in COUNTS], ids=[each[0] for each in COUNTS])
def test_reports_become_one_only_in_strong_agreement(cls: str, texts: list[str], expected: int, road) -> None:
    assert count(road.build(*texts), cls) == expected


@pytest.mark.parametrize(("published", "expected"), [("2024-06-18", 1), ("2024-09-15", 2), ("2024-06", 1), (None, 2)])
def test_agreements_without_dates_are_one_where_reported_within_a_week(
    published: str | None, expected: int, road
) -> None:
    one, other = (road.document(f"{A} signed an agreement with {B}.", name=name) for name in ("one", "other"))
    graph = build_from_documents([one, replace(other, published=published)], tools=road.tools)
    assert count(graph, "Agreement") == expected


def test_reports_that_are_one_say_in_what_they_agree_and_keep_the_first_iri(road) -> None:
    texts = [f"{A} invested $40 million in {B}.", f"{A} invested $40 million in {B} in May 2024."]
    graph = road.build(*texts)
    ((iri, why),) = graph.query("SELECT ?i ?why { ?i a kg:Investment ; kg:mergedBecause ?why }").rows
    assert why.value == "reports in news0-0123abcd and news1-0123abcd agree in sum, investor, target"
    assert why.value in graph.explain(iri.value).merged_because
    assert road.build(texts[0]).query("SELECT ?i { ?i a kg:Investment }").rows[0][0] == iri
    assert graph.query(f"SELECT ?d {{ <{iri.value}> kg:date ?d }}").rows[0][0].value == "2024-05"
