"""Keys: spellings of one name share a key, and different names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.keys import fold, is_acronym_of, is_short_form, name_key, slug

SUFFIXES = frozenset({"ag", "ltd", "inc", "gmbh"})
HEADS = frozenset({"ministry", "university", "bureau"})

ALIKE = [
    ("case and accents", "Škofja Cables", "SKOFJA CABLES"),
    ("possessive", "Nordwind's", "Nordwind"),
    ("curly possessive", "Nordwind’s", "Nordwind"),
    ("apostrophe inside", "Ji'nan", "Ji’nan"),
    ("legal form", "Nordwind AG", "Nordwind"),
    ("two legal forms", "Nordwind Ltd. Inc.", "Nordwind"),
    ("article", "The Amber Fund", "Amber Fund"),
    ("ampersand", "Marrow & Finch", "Marrow and Finch"),
    ("spelling of centre", "Solvik Research Centre", "Solvik Research Center"),
    ("hyphen", "Ostrava Hi-tech Zone", "Ostrava Hi tech Zone"),
    ("high and hi", "Ostrava High-tech Zone", "Ostrava Hi-tech Zone"),
    ("one word", "Ostrava Hightech Zone", "Ostrava High-Tech Zone"),
    ("national zone and district", "Ostrava National Hi-tech Zone", "Ostrava High-tech district"),
    ("ministry of", "Ministry of Trade", "Trade Ministry"),
    ("line break", "Amber\nFund", "Amber  Fund"),
    ("Chinese", "北风 集团", "北风集团"),
    ("wide letters", "Ｎordwind集团", "Nordwind集团"),
]  # fmt: skip
APART = [
    ("other words", "Nordwind Cables", "Nordwind Solar"),
    ("a longer name", "Nordwind", "Nordwind Solar"),
    ("ministries", "Ministry of Trade", "Ministry of Energy"),
    ("district and zone of other kinds", "Ostrava District", "Ostrava Zone"),
    ("high-tech zone and high-tech park", "Ostrava High-tech Zone", "Ostrava High-tech Park"),
    ("word order", "Solvik Trade", "Trade Solvik"),
]


def key(name: str) -> str:
    return name_key(name, SUFFIXES, HEADS)


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in ALIKE], ids=[each[0] for each in ALIKE])
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in APART], ids=[each[0] for each in APART])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert key("AG") == "ag"


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("NKE", "Nordwind Kabel Energy", True), ("MOT", "Ministry of Trade", True), ("MT", "Ministry of Trade", True), ("NK", "Nordwind Kabel Energy", False),
        ("nke", "Nordwind Kabel Energy", False), ("N", "Nordwind", False), ("NKE AG", "Nordwind Kabel Energy", False), ("N.K.E.", "Nordwind Kabel Energy", True),
    ],
)  # fmt: skip
def test_an_acronym_is_the_initials_of_a_name(short: str, long: str, expected: bool) -> None:
    assert is_acronym_of(short, long) is expected


@pytest.mark.parametrize(
    ("short", "long", "end", "expected"),
    [
        ("nordwind", "nordwind energy", "first", True), ("energy", "nordwind energy", "first", False), ("solheim", "ingrid solheim", "last", True),
        ("ingrid", "ingrid solheim", "last", False), ("nord", "nordwind energy", "first", False), ("nordwind energy", "nordwind energy", "first", False),
        ("", "nordwind", "first", False),
    ],
)  # fmt: skip
def test_a_short_form_is_whole_words_of_a_longer_name(short: str, long: str, end: str, expected: bool) -> None:
    assert is_short_form(short, long, end) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordwind Energy", "nordwind-energy"),
        ("Škofja & Söhne", "skofja-sohne"),
        ("北风集团", "北风集团"),
        ("...", "x"),
        ("a_b", "a-b"),
        ("<script>", "script"),
    ],
)
def test_a_slug_is_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(min_size=1))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_safe_in_an_iri(text: str) -> None:
    made = slug(text)
    assert made
    assert all(character.isalnum() or character == "-" for character in made)


@given(st.text())
def test_any_mention_has_a_key(text: str) -> None:
    if text.strip():
        assert isinstance(key(text), str)
