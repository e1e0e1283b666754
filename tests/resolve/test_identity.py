"""Identity across documents: what becomes one thing and why, and what stays two."""

from __future__ import annotations

import pytest

A, B = "Kestrel Motors", "Calder Semiconductor"
ONE_THING = [
    ("a legal form", [f"{A} GmbH grew.", f"{A} fell."], {f"{A} GmbH", A}, "legal form"),
    ("a legal form with dots", ["Nordwind Energy s.r.o. grew.", "Nordwind Energy fell."], {"Nordwind Energy"}, ""),
    ("accents", ["Škárpa Energy grew.", "Skarpa Energy fell."], {"Škárpa Energy", "Skarpa Energy"}, "spelling"),
    ("the gazetteer", ["AstraZeneca grew.", "阿斯利康 grew."], {"AstraZeneca"}, "in the gazetteer"),
    ("an acronym that another document defines", [f"The Solvik Port Authority (SPA) works with {A}.", f"SPA works with {B}."], {"Solvik Port Authority", "SPA"}, "another name of"),
    ("an acronym, in the same company", [f"The Solvik Port Authority works with {A}.", f"SPA works with {A}."], {"Solvik Port Authority", "SPA"}, "may be short for"),
    ("a short form, in the same company", [f"Nordwind Energy works with {A}.", f"Nordwind works with {A}."], {"Nordwind Energy", "Nordwind"}, "both stand with"),
    ("other words of the same letters", ["Nord Wind Energy grew.", "Nordwind Energy fell."], {"Nord Wind Energy", "Nordwind Energy"}, "the same letters"),
    ("an abbreviation, in the same company", [f"Nordwind Pharma works with {A}.", f"Nordwind Pharmaceuticals works with {A}."], {"Nordwind Pharma", "Nordwind Pharmaceuticals"}, "a word shorter"),
    ("a typing error, in the same company", [f"Nordwind Electronics works with {A}.", f"Nordwind Electroncs works with {A}."], {"Nordwind Electronics", "Nordwind Electroncs"}, "almost like"),
    ("a ministry of one country", ["The Norwegian Ministry of Harbours grew.", "Norway's Ministry of Harbours fell."], {"Norwegian Ministry of Harbours", "Ministry of Harbours"}, "spelling"),
    ("a person in one organization", [f"Katrin Lindqvist, chair of {A}, spoke.", f"{A} president Katrin Lindqvist spoke."], {"Katrin Lindqvist"}, ""),
]  # fmt: skip
TWO_THINGS = [
    ("people in two organizations", [f"Katrin Lindqvist, chair of {A}, spoke.", f"Katrin Lindqvist, chair of {B}, spoke."], 2, "Katrin Lindqvist"),
    ("people in two organizations, and one in neither", [f"Katrin Lindqvist, chair of {A}, spoke.", f"Katrin Lindqvist, chair of {B}, spoke.", "Katrin Lindqvist, a minister, spoke."], 3, "Katrin Lindqvist"),
    ("ministries of two countries", ["Norway's Ministry of Harbours grew.", "Kenya's Ministry of Harbours fell."], 2, "Ministry of Harbours"),
    ("towns in two provinces", ["A plant opened in Springfield, Illinois.", "A plant opened in Springfield, Massachusetts."], 2, "Springfield"),
    ("unknown towns in two provinces", ["Kestrel Motors opened a plant in Solvik, Bavaria.", "Kestrel Motors opened a plant in Solvik, Saxony."], 2, "Solvik"),
    ("a short form without company", ["Nordwind Energy grew.", f"Nordwind works with {A}."], 1, "Nordwind"),
    ("a short form that could be two", [f"Nordwind Energy works with {A}.", f"Nordwind Foods works with {A}.", f"Nordwind works with {A}."], 1, "Nordwind"),
    ("a typing error without company", ["Nordwind Electronics grew.", f"Nordwind Electroncs works with {A}."], 1, "Nordwind Electroncs"),
    ("names alike in one text", [f"Nordwind Electronics and Nordwind Electroncs work with {A}."], 1, "Nordwind Electroncs"),
    ("an acronym that two documents define", ["The Solvik Port Authority (SPA) grew.", f"The Salten Power Agency (SPA) works with {A}.", f"SPA works with {B}."], 3, "SPA"),
    ("a branch and its parent", [f"{A} (China) works with {B}.", f"{A} works with {B}."], 1, f"{A} (China)"),
    ("a fund and its park", [f"The Solvik Science Park Fund works with {A}.", f"The Solvik Science Park works with {A}."], 1, "Solvik Science Park Fund"),
]  # fmt: skip


def names(graph) -> dict[str, set[str]]:
    rows = graph.query("SELECT ?a ?name { ?a rdfs:label|skos:altLabel ?name }").rows
    found: dict[str, set[str]] = {}
    for thing, name in rows:
        found.setdefault(thing.value, set()).add(name.value)
    return found


@pytest.mark.parametrize(
    ("texts", "together", "why"), [each[1:] for each in ONE_THING], ids=[each[0] for each in ONE_THING]
)
def test_what_is_one_thing_becomes_one_and_says_why(texts: list[str], together: set[str], why: str, road) -> None:
    graph = road.build(*texts)
    (iri,) = [iri for iri, found in names(graph).items() if together & found]
    assert together <= names(graph)[iri]
    assert not why or any(why in reason for reason in graph.explain(iri).merged_because)


@pytest.mark.parametrize(
    ("texts", "count", "name"), [each[1:] for each in TWO_THINGS], ids=[each[0] for each in TWO_THINGS]
)
def test_what_is_two_things_stays_two(texts: list[str], count: int, name: str, road) -> None:
    groups = [found for found in names(road.build(*texts)).values() if name in found]
    assert len(groups) == count
    assert all(found == {name} for found in groups if count == 1)


def test_a_short_name_means_in_each_document_what_its_surroundings_say(road) -> None:
    texts = [
        f"Nordwind Energy works with {A}.", f"Nordwind Foods works with {B}.",
        f"Nordwind works with {A}.", f"Nordwind works with {B}.", "Nordwind works with Polder Energy.",
    ]  # fmt: skip
    found = {frozenset(each) for each in names(road.build(*texts)).values() if any("Nordwind" in name for name in each)}
    assert found == {
        frozenset({"Nordwind Energy", "Nordwind"}), frozenset({"Nordwind Foods", "Nordwind"}), frozenset({"Nordwind"}),
    }  # fmt: skip
