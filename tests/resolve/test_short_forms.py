"""Short forms: which shorter name a longer one allows, and what a longer name is another thing by."""

from __future__ import annotations

import pytest

from kg.annotate.nouns import noun_index
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.short_forms import ShortForms, in_two_scripts, numerals

CASES = [
    ("first words of a company", "Nordwind", "Nordwind Energy AG", "Company", True),
    ("an acronym", "NEA", "Nordwind Energy Alliance", "Organization", True),
    ("the last word of a person", "Solheim", "Ingrid Solheim", "Person", True),
    ("a first name that is a place too", "Solheim", "Paris Solheim", "Person", True),
    ("the first word of a person", "Ingrid", "Ingrid Solheim", "Person", False),
    ("the last word of a company", "Energy", "Nordwind Energy", "Company", False),
    ("a hyphen", "Nordwind", "Nordwind-Polder Energy", "Company", False),
    ("half a word", "Nord", "Nordwind Energy", "Company", False),
    ("a branch by country", "Nordwind Energy", "Nordwind Energy Poland", "Company", False),
    ("a branch in brackets", "Nordwind", "Nordwind (China)", "Company", False),
    ("a branch with its legal form", "Nordwind", "Nordwind India Ltd", "Company", False),
    ("a branch in Chinese", "北风", "北风（中国）", "Company", False),
    ("Chinese cut short", "北风", "北风能源", "Company", True),
    ("Chinese abbreviated", "青城研究院", "青城科学研究院", "ResearchOrganization", True),
    ("a Chinese venture with a word of its own", "北风能源", "北风湄南能源", "Company", False),
    ("a fund of that name", "Nordwind iCampus", "Nordwind iCampus Fund", "Fund", False),
    ("a park of that name", "Nordwind", "Nordwind Science Park", "InnovationPark", False),
    ("another number", "Nordwind Growth", "Nordwind Growth 3", "Company", False),
    ("a body named for its place", "Solvik", "Solvik Port Authority", "GovernmentBody", False),
    ("a name that is whole", "Nordwind Bank", "Nordwind Bank Securities", "Company", False),
]  # fmt: skip


@pytest.fixture(scope="module")
def short_forms(ontology: Ontology, gazetteer: Gazetteer) -> ShortForms:
    return ShortForms(ontology, noun_index(ontology, "en"), gazetteer)


@pytest.mark.parametrize(
    ("short", "long", "cls", "expected"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_a_short_form_is_one_by_its_class_and_by_what_is_left_out(
    short: str, long: str, cls: str, expected: bool, short_forms: ShortForms, ontology: Ontology
) -> None:
    assert short_forms.is_short_for(short, long, ontology.iri(cls)) is expected


def test_numbers_are_read_in_digits_and_roman() -> None:
    assert numerals("Nordwind Fund III") == ("iii",)
    assert numerals("Line 4 of 7") == ("4", "7")
    assert numerals("Nordwind Civil") == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("北风", "Nordwind", True), ("Nordwind", "北风集团", True), ("北风", "以下简称", False), ("北风", "the", False), ("北风", "AI", False)],
)  # fmt: skip
def test_names_in_two_scripts_may_be_one(one: str, other: str, expected: bool) -> None:
    assert in_two_scripts(one, other) is expected
