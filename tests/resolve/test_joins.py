"""Clusters: which mentions of one document are one thing, and why."""

from __future__ import annotations

import pytest

ONE_THING = [
    ("legal form", "Nordwind Energy AG grew. Nordwind Energy fell.", {"Nordwind Energy AG", "Nordwind Energy"}),
    ("short form", "Nordwind Energy AG grew. Nordwind fell.", {"Nordwind Energy AG", "Nordwind"}),
    ("acronym in brackets", "The Ministry of Harbour Affairs (MHA) cooperates with Kestrel Motors. MHA cooperates with Calder Semiconductor.", {"Ministry of Harbour Affairs", "MHA"}),
    ("possessive", "Kestrel Motors grew. Kestrel Motors' plant fell.", {"Kestrel Motors"}),
    ("known as", "Nordwind Holding, known as Halvorsen, cooperates with Kestrel Motors.", {"Nordwind Holding", "Halvorsen"}),
    ("last name", "Ingrid Solheim met Kestrel Motors. Solheim met Calder Semiconductor.", {"Ingrid Solheim"}),
]  # fmt: skip
TWO_THINGS = [
    ("other words", "Nordwind Energy met Nordwind Foods.", ("Nordwind Energy", "Nordwind Foods")),
    ("a fund of a company", "Nordwind Energy launched the Nordwind Energy Fund.", ("Nordwind Energy", "Nordwind Energy Fund")),
    ("a short form that could be two", "Nordwind Energy met Nordwind Foods. Nordwind fell.", ("Nordwind Energy", "Nordwind Foods")),
    ("a port authority and its port", "The Solvik Port Authority grew. Kestrel Motors opened a plant in Solvik.", ("Solvik Port Authority", "Solvik")),
    ("a second fund", "Nordwind Growth Fund II met Nordwind Growth Fund III.", ("Nordwind Growth Fund II", "Nordwind Growth Fund III")),
    ("a branch named after its country", "Nordwind Energy Poland Ltd cooperates with Kestrel Motors. Nordwind Energy Ltd grew.", ("Nordwind Energy Poland Ltd", "Nordwind Energy Ltd")),
    ("a branch with its country in brackets", "Kestrel Motors (Poland) cooperates with Calder Semiconductor. Kestrel Motors grew.", ("Kestrel Motors (Poland)", "Kestrel Motors")),
    ("a university and its city", "Solvik University met the mayor of Solvik city.", ("Solvik University", "Solvik city")),
]  # fmt: skip


def names(graph) -> list[set[str]]:
    rows = graph.query("SELECT ?a ?name { ?a rdfs:label|skos:altLabel ?name FILTER(LANG(?name) = 'en') }").rows
    found: dict[str, set[str]] = {}
    for thing, name in rows:
        found.setdefault(thing.value, set()).add(name.value)
    return list(found.values())


def rows():
    for name, text, expected in ONE_THING:
        yield pytest.param(text, expected, id=name)


@pytest.mark.parametrize(("text", "expected"), list(rows()))
def test_names_of_one_thing_become_one_thing(text: str, expected: set[str], road) -> None:
    assert any(expected <= group for group in names(road.build(text)))


@pytest.mark.parametrize(("text", "apart"), [each[1:] for each in TWO_THINGS], ids=[each[0] for each in TWO_THINGS])
def test_different_things_stay_apart(text: str, apart: tuple[str, str], road) -> None:
    groups = names(road.build(text))
    assert not any(set(apart) <= group for group in groups)
    assert all(any(name in group for group in groups) for name in apart)


def test_a_merger_says_why(road) -> None:
    graph = road.build(
        "The Ministry of Harbour Affairs (MHA) cooperates with Kestrel Motors. MHA cooperates with Calder Semiconductor."
    )
    reasons = [row[0].value for row in graph.query("SELECT ?why { ?a kg:mergedBecause ?why }").rows]
    assert any("Ministry of Harbour Affairs" in reason and "MHA" in reason for reason in reasons)
