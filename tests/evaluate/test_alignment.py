"""Names of a graph meet the gold's entities in spite of legal forms, accents of typography and word order."""

from __future__ import annotations

import pytest

from kg.evaluate import Scheme
from kg.evaluate.alignment import Alignment, likeness, normal
from kg.evaluate.gold import GoldEntity

ENTITIES = (
    GoldEntity("Aldermoor Cables", "Company", aliases=("Aldermoor", "ALD")),
    GoldEntity("Port of Vellin", "Facility"),
    GoldEntity("Aldermoor deep sea cable plant", "Facility", descriptive=True),
    GoldEntity("Vellin Harbour Rail Link", "Facility"),
    GoldEntity("海川高新区", "Zone", aliases=("海川高新技术产业开发区",)),
)
CABLES, PORT, PLANT, LINK, ZONE = range(5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aldermoor Cables", CABLES),
        ("aldermoor  cables.", CABLES),
        ("“Aldermoor-Cables”", CABLES),
        ("ＡＬＤ", CABLES),
        ("The Aldermoor Cables Group Co., Ltd", CABLES),
        ("Vellin port", PORT),
        ("Vellin Harbour Rail Link Phase", LINK),  # 4 of 5 words are shared
        ("Vellin Harbour Rail", LINK),  # 3 of 4
        ("Vellin Harbour", None),  # 2 of 4
        ("Aldermoor cable plant Vellin", PLANT),  # 3 of 6, enough for a made-up name
        ("Aldermoor plant", None),  # 2 of 5
        ("海川高新区", ZONE),
        ("海川高新区管委会", None),  # 4 of 7 pairs of characters
        ("海川高新技术开发区", None),  # 7 of 11
        ("海川高新技术产业开发区管委会", ZONE),  # 10 of 13
        ("Brackwater", None),
        ("the", None),
        ("", None),
    ],
)
def test_a_name_finds_its_entity(name: str, expected: int | None, scheme: Scheme) -> None:
    assert Alignment(ENTITIES, scheme.passed_over).index(name) == expected


def test_aliases_help_a_name_that_says_nothing(scheme: Scheme) -> None:
    alignment = Alignment(ENTITIES, scheme.passed_over)
    assert alignment.index("Norsk kabel", ("unheard of", "ALD", "Vellin port")) == CABLES
    assert alignment.index("Norsk kabel") == CABLES, "a name that is settled stays settled"
    assert alignment.indexes(("Norsk kabel", "Brackwater", "ALD", "Port of Vellin")) == {CABLES, PORT}


def test_of_two_entities_with_one_alias_the_first_has_it(scheme: Scheme) -> None:
    twins = (
        GoldEntity("Orrin", "Company", aliases=("the group",)),
        GoldEntity("Pell", "Company", aliases=("the group",)),
    )
    assert Alignment(twins, scheme.passed_over).index("The Group") == 0


def test_nothing_is_found_among_nothing(scheme: Scheme) -> None:
    assert Alignment((), scheme.passed_over).index("Aldermoor") is None


def test_names_are_compared_without_case_width_and_punctuation() -> None:
    assert normal(" “Ａldermoor”–Cables’ (Vellin) & Co. ") == "aldermoor cables vellin co"


def test_likeness_is_the_share_of_what_is_shared() -> None:
    assert likeness(frozenset("abc"), frozenset("bcd")) == 0.5
    assert likeness(frozenset(), frozenset()) == 0
