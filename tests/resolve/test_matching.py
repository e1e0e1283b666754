"""Names compared: what may be another spelling, and what looks alike and is not."""

from __future__ import annotations

import pytest

from kg.resolve.matching import spelled_alike, spelled_together

SPELLINGS = [
    ("a letter left out", "solvik desalination", "solvik desalinaton", "is spelled almost like"),
    ("two letters turned", "solvik brewery", "solvik breweyr", "is spelled almost like"),
    ("an abbreviated word", "solvik pharma", "solvik pharmaceuticals", "has a word shorter than"),
    ("the other way round", "university of solvik", "solvik university", "has the same words as"),
    ("another number", "solvik fund ii", "solvik fund iii", ""),
    ("another digit", "solvik line 4", "solvik line 5", ""),
    ("another word", "solvik foods", "solvik power", ""),
    ("another first letter", "easter steel", "wester steel", ""),
    ("opposites", "eastern steel", "western steel", ""),
    ("one word more", "solvik foods", "solvik foods asia", ""),
    ("one word alone", "desalination", "desalinaton", ""),
    ("the same", "solvik foods", "solvik foods", ""),
    ("Chinese", "北风能源", "北风能原", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"), [each[1:] for each in SPELLINGS], ids=[each[0] for each in SPELLINGS]
)
def test_spellings_are_proposed_both_ways_with_what_they_are(one: str, other: str, expected: str) -> None:
    assert spelled_alike(one, other) == expected
    assert spelled_alike(other, one) == expected


def test_letters_divided_into_other_words_are_the_same_letters() -> None:
    assert spelled_together("nord wind", "nordwind")
    assert not spelled_together("nordwind", "nordwind")
    assert not spelled_together("a b", "ab")
