"""What a correction's reference means among things with like names."""

from __future__ import annotations

import pytest

from kg.correct.names import Names, learn_names
from kg.correct.records import Decision, Merge, Pin, Rename, Retype, ThingReference
from kg.ontology import ENTITY_BASE, NAMESPACE, Ontology
from kg.records import Entity

DECIDED = Decision("Ada", "2026-03-01")
ENTITIES = (
    Entity(ENTITY_BASE + "org/calder", NAMESPACE + "Company", ("Calder", "en"), (("Calder Ltd", "en"), ("Żubr", "en"))),
    Entity(ENTITY_BASE + "place/calder", NAMESPACE + "City", ("Calder", "en")),
    Entity(ENTITY_BASE + "org/heron", NAMESPACE + "Fund", ("Heron Fund", "en"), (("Calder Ltd", "en"),)),
)


def reference(name: str, cls: str = "") -> ThingReference:
    return ThingReference(name, NAMESPACE + cls if cls else "")


@pytest.fixture
def names(ontology: Ontology) -> Names:
    return Names(ENTITIES, ontology, ENTITY_BASE)


@pytest.mark.parametrize(
    ("name", "cls", "found"),
    [
        ("Heron Fund", "", ["org/heron"]),
        (ENTITY_BASE + "org/heron", "", ["org/heron"]),
        ("org:heron", "", ["org/heron"]),
        ("heron fund", "", ["org/heron"]),
        ("ZUBR", "", ["org/calder"]),
        ("Calder", "", ["org/calder", "place/calder"]),
        ("Calder", "City", ["place/calder"]),
        ("Calder", "Place", ["place/calder"]),
        ("Calder", "Organization", ["org/calder"]),
        ("Calder", "Fund", []),
        ("Calder Ltd", "", ["org/calder", "org/heron"]),
        ("Calder Ltd", "Fund", ["org/heron"]),
        ("Cald", "", []),
    ],
)
def test_a_reference_is_an_iri_a_label_another_name_or_their_folded_form(
    name: str, cls: str, found: list[str], names: Names
) -> None:
    assert names.find(reference(name, cls)) == tuple(ENTITY_BASE + each for each in found)


def test_several_things_of_a_name_are_told_and_none_is_chosen(names: Names) -> None:
    assert names.one(reference("Calder")) == ""
    assert names.why_not(reference("Calder")) == (
        f"2 things are called “Calder”: <{ENTITY_BASE}org/calder> (Company), <{ENTITY_BASE}place/calder> (City); "
        "give a class or an iri"
    )


def test_what_corrections_call_a_thing_names_it_for_other_corrections(names: Names) -> None:
    corrections = [
        Retype(reference("Second"), NAMESPACE + "Startup", DECIDED),
        Rename(reference("https://example.org/1"), "Second", "en", DECIDED),
        Pin(reference("First"), "https://example.org/1", DECIDED),
        Rename(reference("Heron Fund"), "First", "en", DECIDED),
    ]
    for order in (corrections, corrections[::-1]):
        learn_names(names, order)
        assert names.one(reference("Second", "Startup")) == ENTITY_BASE + "org/heron"


def test_what_is_merged_is_one_thing_by_any_name(names: Names) -> None:
    learn_names(names, [Merge((reference("Calder", "Company"), reference("Heron Fund")), DECIDED)])
    assert names.one(reference("Calder Ltd")) == names.one(reference("Heron Fund")) != ""
