"""Names: what the three sources give together, and what the parser is shown in their place."""

from __future__ import annotations

import pytest

from kg.annotate.annotate import Annotator
from kg.annotate.english import find_in_block
from kg.annotate.names import find_names
from kg.annotate.parser import Slot
from kg.annotate.slots import slots_of

SHOWN = [
    ("a name is shown as one word", "Halvorsen Kabel AG builds tractors.", "Microsoft builds tractors .", "Halvorsen Kabel AG"),
    ("a place as a place", "Tractors are built in Leipzig.", "Tractors are built in London .", "Leipzig"),
    ("a person as a person", "She met Ingrid Solheim.", "She met Smith .", "Ingrid Solheim"),
    ("a sum", "Nordwind AG paid €3.5 billion.", "Microsoft paid $ 5 million .", "€3.5 billion"),
    ("a date after a preposition", "Tractors were built in May 2021.", "Tractors were built in 2020 .", "May 2021"),
    ("a day", "Tractors were built on 4 May 2021.", "Tractors were built on Monday .", "4 May 2021"),
    ("a date alone", "Tractors were built last year.", "Tractors were built yesterday .", "last year"),
    ("a semicolon in a list", "They met Nordwind AG; Halvorsen AG.", "They met Microsoft , Microsoft .", "Nordwind AG"),
    ("a product stays as it is", "They cure diabetes.", "They cure diabetes .", "diabetes"),
]  # fmt: skip


def rows(table):
    for name, text, *expected in table:
        yield pytest.param(text, *expected, id=name)


def slots(text: str, annotator: Annotator, road) -> list[Slot]:
    (words,) = annotator.parser.recognise([text])
    finds = find_in_block(text, road.document(text), annotator.gazetteer, "en")
    nouns = annotator.nouns["en"]
    return slots_of(words, find_names(words, finds, text, nouns), finds, text, nouns)


@pytest.mark.parametrize(("text", "shown", "behind"), list(rows(SHOWN)))
def test_the_parser_is_shown_a_stand_in(text: str, shown: str, behind: str, annotator: Annotator, road) -> None:
    made = slots(text, annotator, road)
    assert " ".join(slot.shown for slot in made) == shown
    assert behind in {slot.text for slot in made}


@pytest.mark.parametrize("text", [each[1] for each in SHOWN])
def test_every_slot_stands_for_the_words_at_its_span(text: str, annotator: Annotator, road) -> None:
    for slot in slots(text, annotator, road):
        assert text[slot.span.start : slot.span.end] == slot.text


NAMES = [
    ("a legal form", "Halvorsen Kabel AG grew.", [("Halvorsen Kabel AG", "Company")]),
    ("an ending types what the recogniser only guesses", "They grew with Solvik University.", [("Solvik University", "ResearchOrganization")]),
    ("a ministry of two things", "The Ministry of Ports and Shipping opened a plant.", [("Ministry of Ports and Shipping", "GovernmentBody")]),
    ("a bureau of a place is the bureau", "The Anhui Bureau of Trade met.", [("Anhui Bureau of Trade", "GovernmentBody")]),
    ("names joined by and", "Kestrel Motors and Calder Semiconductor met.", [("Kestrel Motors", "Company"), ("Calder Semiconductor", "Company")]),
    ("an ampersand is inside", "They met Marrow & Finch Capital.", [("Marrow & Finch Capital", "Company")]),
    ("a nationality is no part", "German drugmaker Quinta Pharma grew.", [("Quinta Pharma", "Company")]),
    ("a title is no part", "They met drugmaker Quinta Pharma.", [("Quinta Pharma", "Company")]),
    ("a title that begins the sentence is no part", "Drugmaker Quinta rose.", [("Quinta", "Company")]),
    ("where it is based is no part", "Leipzig-based Quinta Pharma grew.", [("Leipzig", "City"), ("Quinta Pharma", "Company")]),
    ("a verb is no part", "The Ministry of Ports met Kestrel Motors.", [("Ministry of Ports", "GovernmentBody"), ("Kestrel Motors", "Company")]),
    ("an acronym of office names nothing", "The CEO of Nordwind AG met the CFO.", [("Nordwind AG", "Company")]),
    ("what is all typing nouns names nothing", "The State Government grew.", []),
    ("a titled agreement names nothing", "They signed the Baltic Harbour Cooperation Agreement.", []),
    ("an article is no part", "The Amber Coast Fund grew.", [("Amber Coast Fund", "Fund")]),
    ("a possessive is no part", "Kestrel Motors's plant grew.", [("Kestrel Motors", "Company")]),
    ("a curly possessive is no part", "Kestrel Motors’ plant grew.", [("Kestrel Motors", "Company")]),
    ("a non-breaking space is a space", "The Amber\u00a0Coast\u00a0Fund grew.", [("Amber Coast Fund", "Fund")]),
    ("a line break is a space", "The Amber Coast\nFund grew.", [("Amber Coast Fund", "Fund")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), list(rows(NAMES)))
def test_a_name_is_found_whole_and_no_more(text: str, expected: list[tuple[str, str]], road) -> None:
    assert road.mentions(text) == expected
