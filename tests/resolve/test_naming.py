"""Labels: readable, and chosen by a total order."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.ontology import NAMESPACE, Ontology
from kg.records import Mention, MentionKind, Span, Value
from kg.resolve.naming import describe_sum, describe_thing, language_of, names_of, vote


def mentions(*names: str) -> list[Mention]:
    return [
        Mention(str(i), "d", 0, Span(i, i + 1), 0, MentionKind.NAME, "", name, "en") for i, name in enumerate(names)
    ]


LABELS = [
    ("the fullest", ["Nordwind", "Nordwind Energy"], "Nordwind Energy"),
    ("the most frequent of equals", ["Nordwind Kabel", "Nordwind Energy", "Nordwind Energy"], "Nordwind Energy"),
    ("the first in order of what is left", ["Nordwind Kabel", "Nordwind Energy"], "Nordwind Energy"),
    ("English before Chinese", ["北风集团", "Nordwind"], "Nordwind"),
    ("Chinese where there is nothing else", ["北风集团", "北风"], "北风"),
    ("spaces made one", ["Nordwind\n  Energy"], "Nordwind Energy"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"), [each[1:] for each in LABELS if each[0] != "Chinese where there is nothing else"]
)
def test_the_label_is_the_fullest_name_in_use(said: list[str], expected: str) -> None:
    for order in permutations(said):
        label, others = names_of(mentions(*order), None)
        assert label[0] == expected
        assert {name for name, _ in others} == {" ".join(name.split()) for name in said} - {expected}
        assert list(others) == sorted(others)


@pytest.mark.parametrize(
    ("name", "language"), [("Nordwind", "en"), ("北风", "zh"), ("Nordwind 北风", "zh"), ("", "en")]
)
def test_a_names_language_is_that_of_its_script(name: str, language: str) -> None:
    assert language_of(name) == language


def test_the_gazetteer_adds_its_names(gazetteer) -> None:
    (entry, *_) = gazetteer.lookup("Norway")
    label, others = names_of(mentions("NORWAY"), entry)
    assert label == ("NORWAY", "en")
    assert ("Norway", "en") in others
    assert ("挪威", "zh") in others


THINGS = [
    ("cable plant", "Nordwind", "Gdańsk", "Nordwind cable plant in Gdańsk"), ("cable plant", "", "", "cable plant"), ("Nordwind plant", "Nordwind", "", "Nordwind plant"),
    ("Gdansk plant", "", "Gdańsk", "Gdansk plant"), ("plant", "Gdańsk", "Gdańsk", "Gdańsk plant"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "owner", "place", "expected"), THINGS)
def test_an_unnamed_thing_gets_a_readable_name(words: str, owner: str, place: str, expected: str) -> None:
    assert describe_thing(words, owner, place) == expected


SUMS = [
    ("350000000", "EUR", "350 million EUR"),
    ("3500000000", "USD", "3.5 billion USD"),
    ("2000000000000", "CNY", "2 trillion CNY"),
    ("750", "USD", "750 USD"),
    ("10", "", "10"),
]


@pytest.mark.parametrize(("amount", "currency", "expected"), SUMS)
def test_a_sum_is_put_in_words(amount: str, currency: str, expected: str, ontology: Ontology) -> None:
    values = {NAMESPACE + "amount": Value(amount, "")} | (
        {NAMESPACE + "currency": Value(currency, "")} if currency else {}
    )
    assert describe_sum(values, ontology) == expected
    assert describe_sum({}, ontology) == ""


VOTES = [
    ("a certain one outweighs guesses", [("Company", False), ("Company", False), ("Fund", True)], "Fund"),
    ("the more specific takes the broader's votes", [("Organization", True), ("Company", True)], "Company"),
    ("most", [("Company", False), ("Company", False), ("Place", False)], "Company"),
    ("a tie is settled by order", [("Place", False), ("Company", False)], "Company"),
]  # fmt: skip


@pytest.mark.parametrize(("classes", "expected"), [each[1:] for each in VOTES], ids=[each[0] for each in VOTES])
def test_mentions_agree_on_a_class(classes: list[tuple[str, bool]], expected: str, ontology: Ontology) -> None:
    for order in permutations(classes):
        assert ontology.name(vote([(NAMESPACE + cls, certain) for cls, certain in order], ontology)) == expected
