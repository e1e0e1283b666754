"""Whose a body with a general name is."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Document, Mention, MentionKind, Span
from kg.resolve.jurisdiction import Jurisdiction, is_general_name, jurisdictions

CASES = [
    ("a nationality before", "the [Norwegian Ministry of Harbours]", Jurisdiction("Ministry of Harbours", "NO")),
    ("of its country", "the [Ministry of Harbours of Norway]", Jurisdiction("Ministry of Harbours", "NO")),
    ("of its country with an article", "the [Ministry of Ports of the Netherlands]", Jurisdiction("Ministry of Ports", "NL")),
    ("a possessive before", "Norway\u2019s [Ministry of Harbours]", Jurisdiction("Ministry of Harbours", "NO")),
    ("a possessive of two words", "South Korea's [Harbour Ministry]", Jurisdiction("Harbour Ministry", "KR")),
    ("a whole noun", "Kenya's [Parliament]", Jurisdiction("Parliament", "KE")),
    ("the possessive of something else", "Nordwind's [Ministry of Harbours]", None),
    ("nothing beside it", "the [Ministry of Harbours]", None),
    ("a name of its own", "Norway's [Solvik Port Authority Group]", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_the_country_of_a_body_is_read_from_its_name_or_before_it(
    text: str, expected: Jurisdiction | None, ontology: Ontology, gazetteer: Gazetteer
) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    cls = ontology.iri("GovernmentBody")
    mention = Mention("m", "d", 0, Span(start, end), 0, MentionKind.NAME, cls, plain[start:end], "en")
    found = jurisdictions([mention], Document("d", plain, "d"), ontology, gazetteer)
    assert found.get("m") == expected


def test_a_name_is_general_where_it_says_what_for_and_not_whose(ontology: Ontology) -> None:
    cls = ontology.iri("GovernmentBody")
    assert is_general_name("Harbour Ministry", cls, ontology)
    assert is_general_name("Central Bank", cls, ontology)
    assert not is_general_name("Solvik Port", cls, ontology)
