"""Descriptions and references: what a text introduces without a name, and what refers back."""

from __future__ import annotations

import pytest

from kg.records import MentionKind

DESCRIPTIONS = [
    ("a new thing", "Nordwind AG opened a plant.", [("plant", "Facility")]),
    ("with what it is for", "Nordwind AG opened a new cable plant.", [("new cable plant", "Facility")]),
    ("possessed", "Nordwind AG opened its cable plant.", [("cable plant", "Facility")]),
    ("with a place", "Nordwind AG opened a plant in Leipzig.", [("plant", "Facility")]),
    ("a venture", "They formed a joint venture.", [("joint venture", "JointVenture")]),
    ("several are not one", "Nordwind AG opened plants.", []),
    ("a company unnamed is none", "They met a company.", []),
    ("a noun inside another", "They met a plant manager.", []),
    ("a name is none", "The Amber Coast Fund grew.", []),
]  # fmt: skip

REFERENCES = [
    ("the company", "The company grew.", [("company", "Company")]),
    ("this fund", "This fund grew.", [("fund", "Fund")]),
    ("the plant", "The cable plant grew.", [("cable plant", "Facility")]),
    ("it", "It grew.", [("It", "")]),
    ("their", "They sold their shares.", [("They", ""), ("their", "")]),
    ("its", "Nordwind AG sold its shares.", [("its", "")]),
    ("somebody else", "Another company grew.", []),
    ("a person", "She grew.", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [each[1:] for each in DESCRIPTIONS], ids=[each[0] for each in DESCRIPTIONS]
)
def test_what_a_text_introduces_is_a_description(text: str, expected: list[tuple[str, str]], road) -> None:
    assert road.mentions(text, MentionKind.DESCRIPTION) == expected


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in REFERENCES], ids=[each[0] for each in REFERENCES])
def test_what_refers_back_is_a_reference(text: str, expected: list[tuple[str, str]], road) -> None:
    assert road.mentions(text, MentionKind.REFERENCE) == expected


@pytest.mark.parametrize(
    "text", ["The two sides met.", "The two companies met.", "Both parties met.", "The three partners met."]
)
def test_those_named_together_are_referred_to_together(text: str, road) -> None:
    (found,) = road.mentions(text, MentionKind.REFERENCE)
    assert found[1] == ""
