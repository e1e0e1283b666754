"""Prefixes: which there are, which win, and which IRIs they shorten."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ontology import ENTITY_BASE, NAMESPACE, load_ontology
from kg.store.prefixes import STANDARD_PREFIXES, Shortener, known_prefixes, merge_prefixes, prefixes_of


def test_every_entity_segment_of_the_ontology_is_a_prefix() -> None:
    prefixes = known_prefixes(load_ontology())
    for segment in ("org", "place", "investment", "claim", "document"):
        assert prefixes[segment] == f"{ENTITY_BASE}{segment}/"
    assert prefixes["kg"] == NAMESPACE


def test_standard_prefixes_win_over_segments_and_segments_over_the_rest() -> None:
    given = {"kg": "urn:mine:", "org": "urn:org:", "ex": "urn:ex:", "": "urn:none:", "1x": "urn:bad:"}
    merged = merge_prefixes(given, ["org", "xsd", "9lives"])
    assert merged["kg"] == NAMESPACE
    assert merged["xsd"] == STANDARD_PREFIXES["xsd"]
    assert merged["org"] == f"{ENTITY_BASE}org/"
    assert merged["ex"] == "urn:ex:"
    assert not {"", "1x", "9lives"} & set(merged)


def test_segments_are_read_off_the_triples() -> None:
    triple = ox.Triple(ox.NamedNode("urn:base/boat/a"), ox.NamedNode("urn:p"), ox.NamedNode("urn:base/crew/b/c"))
    found = prefixes_of([triple], {}, base="urn:base/")
    assert (found["boat"], found["crew"]) == ("urn:base/boat/", "urn:base/crew/")


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (NAMESPACE + "Company", "kg:Company"),
        (NAMESPACE, None),
        (NAMESPACE + "a/b", None),
        (NAMESPACE + "a b", None),
        ("urn:elsewhere", None),
    ],
)
def test_an_iri_is_shortened_or_left_alone(iri: str, short: str | None) -> None:
    assert Shortener(STANDARD_PREFIXES).shorten(iri) == short


def test_only_used_prefixes_are_told() -> None:
    shortener = Shortener(STANDARD_PREFIXES)
    shortener.shorten(NAMESPACE + "Company")
    assert shortener.used() == {"kg": NAMESPACE}
