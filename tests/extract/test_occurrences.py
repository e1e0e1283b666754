"""Occurrences: the sum, date, place, purpose and topic of an investment or agreement, and who stands behind it."""

from __future__ import annotations

import pytest

A, B = "Kestrel Motors", "Calder Semiconductor"

CASES = [
    ("a sum is amount and currency", f"{A} invested €3.5 billion in {B}.", "Investment > amount > 3500000000; Investment > currency > EUR"),
    ("how exact a sum is", f"{A} invested more than $40 million in {B}.", "Investment > amount > 40000000; Investment > amountQualifier > more than"),
    ("a date as precise as the text: year", f"{A} invested in {B} in 2021.", "Investment > date > 2021"),
    ("month", f"{A} invested in {B} in May 2021.", "Investment > date > 2021-05"),
    ("day", f"{A} invested in {B} on 4 May 2021.", "Investment > date > 2021-05-04"),
    ("counted from when the text was published", f"{A} invested in {B} last year.", "Investment > date > 2023"),
    ("month of this year", f"{A} invested in {B} in March this year.", "Investment > date > 2024-03"),
    ("the date of its own clause", f"Founded in 1990, {A} invested in {B} in 2021.", "Investment > date > 2021"),
    ("place", f"{A} invested $40 million in Leipzig to build a cable plant.", "Investment > amount > 40000000; Investment > target > cable plant"),
    ("purpose", f"{A} invested $40 million in {B} to expand its capacity.", "Investment > purpose > to expand its capacity"),
    ("topic", f"{A} signed an agreement with {B} on rare earth metals.", "Agreement > topic > rare earth metals"),
    ("purpose after to", f"{A} signed an agreement with {B} to build a cable plant.", "Agreement > purpose > to build a cable plant"),
    ("status", f"{A} signed an agreement with {B}.", "Agreement > status > signed"),
    ("what the money builds", f"{A} invested $40 million to build a cable plant in Leipzig.", "Investment > target > cable plant; Investment > investor > Kestrel Motors"),
    ("established with an investment of", "A cable plant was established in Leipzig with an investment of $40 million.", "Investment > target > cable plant; Investment > amount > 40000000"),
    ("whose it is, is who invests", f"{A}'s cable plant was established in Leipzig with an investment of $40 million.", f"Investment > investor > {A}; Investment > amount > 40000000"),
    ("who acts, from the sentence before", f"{A} opened a cable plant in Leipzig. The investment totals $40 million.", f"Investment > investor > {A}; Investment > amount > 40000000"),
    ("what it went into, from the sentence before", f"{A} opened a cable plant in Leipzig. The investment totals $40 million.", "Investment > target > cable plant"),
    ("a round's leader", f"{B} raised $40 million in a round led by {A}.", f"Investment > leadInvestor > {A}"),
]  # fmt: skip

NOT_STATED = [
    ("a date of another clause", f"{A}, founded in 1990, signed an agreement with {B}.", "Agreement > date > 1990"),
    ("a sum that is no investment", f"{A} had a turnover of $40 million and invested in {B}.", "Investment > amount > 40000000"),
    ("a date is no sum", f"{A} invested in {B} in 2021.", "Investment > amount > 2021"),
    ("a date is no topic", f"{A} signed an agreement with {B} for 2021.", "Agreement > topic > 2021"),
]  # fmt: skip

NOT_YET: dict[str, str] = {}


def rows(table: list[tuple[str, str, str]]):
    for name, text, wanted in table:
        marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
        yield pytest.param(text, wanted, id=name, marks=marks)


@pytest.mark.parametrize(("text", "wanted"), list(rows(CASES)))
def test_an_occurrence_has_what_the_text_says_of_it(text: str, wanted: str, road) -> None:
    assert set(wanted.split("; ")) <= road.facts(text)


@pytest.mark.parametrize(("text", "unwanted"), list(rows(NOT_STATED)))
def test_an_occurrence_has_nothing_of_what_stands_beside_it(text: str, unwanted: str, road) -> None:
    assert not set(unwanted.split("; ")) & road.facts(text)


def test_the_words_of_a_sum_are_inside_the_quote_of_its_claim(road) -> None:
    extraction = road.extract(f"On Monday, {A} invested about €3.5 billion in {B}, the mayor said.")
    quotes = {road.fact(claim, extraction): claim.evidence.quote for claim in extraction.claims}
    assert "€3.5 billion" in quotes["Investment > amount > 3500000000"]
    assert "about" in quotes["Investment > amountQualifier > about"]
    assert "the mayor said" not in quotes["Investment > amount > 3500000000"]


def test_two_investments_of_one_sentence_keep_their_own_sums(road) -> None:
    extraction = road.extract(
        f"{A} invested $40 million in {B}, while Polder Energy invested $7 million in Voltgarden Foods."
    )
    by_investment: dict[str, set[str]] = {}
    for claim in extraction.claims:
        by_investment.setdefault(claim.subject, set()).add(road.fact(claim, extraction).split(" > ", 1)[1])
    assert {f"investor > {A}", f"target > {B}", "amount > 40000000"} in [
        {each for each in facts if each.split(" > ")[0] in ("investor", "target", "amount")}
        for facts in by_investment.values()
    ]
    assert {"investor > Polder Energy", "target > Voltgarden Foods", "amount > 7000000"} in [
        {each for each in facts if each.split(" > ")[0] in ("investor", "target", "amount")}
        for facts in by_investment.values()
    ]
