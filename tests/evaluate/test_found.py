"""A graph is read as anybody would read it: types, labels, edges, occurrences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import GraphError
from kg.evaluate import Scheme
from kg.evaluate.found import Found, FoundAgreement, FoundEntity, FoundInvestment, read_found
from kg.ontology import Ontology

Read = Callable[[str], Found]
PREFIXES = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/id/> .
"""


@pytest.fixture
def read(scheme: Scheme, ontology: Ontology) -> Read:
    def of(turtle: str) -> Found:
        quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
        return read_found([quad.triple for quad in quads], scheme, ontology)

    return of


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (':a a kg:City , kg:Place ; rdfs:label "Vellin"@en .', ("Vellin", "Place", ())),
        (':a a kg:Zone , kg:Place , kg:Organization ; rdfs:label "Vellin Zone" .', ("Vellin Zone", "Zone", ())),
        (':a a kg:Fund ; rdfs:label "北岸基金"@zh , "North Fund"@en .', ("North Fund", "Fund", ("北岸基金",))),
        (':a a kg:Company ; rdfs:label "Orrin" ; skos:altLabel "Orrin AG" , "OA" , "Orrin" .', ("Orrin", "Company", ("OA", "Orrin AG"))),
        (':a a kg:Company ; skos:prefLabel "Orrin"@en ; rdfs:label "A"@de .', ("Orrin", "Company", ("A",))),
        (":orrin-steel a kg:Startup .", ("orrin steel", "Startup", ())),
    ],
)  # fmt: skip
def test_an_entity_has_its_most_specific_type_and_its_names(
    read: Read, turtle: str, expected: tuple[object, ...]
) -> None:
    (entity,) = read(turtle).entities
    assert (entity.name, entity.type, entity.aliases) == expected


def test_what_is_not_scored_is_no_entity(read: Read) -> None:
    assert read(":a a kg:Document . :b a kg:Investment . [] a kg:Company . :c rdfs:label 'nothing' .").entities == ()


def test_edges_run_between_entities(read: Read) -> None:
    found = read(
        ":a a kg:Company ; kg:supports :b , :nowhere ; kg:within :c ; kg:locatedIn :c . :b a kg:Fund . :c a kg:Place ."
    )
    assert [(each.subject.name, each.predicate, each.object.name) for each in found.edges] == [
        ("a", "locatedIn", "c"),
        ("a", "supports", "b"),
    ]


def test_occurrences_have_their_roles(read: Read) -> None:
    found = read(
        ':i a kg:Investment , kg:Occurrence ; kg:investor :b , :a ; kg:target :t ; kg:amount 2500000.0 ; kg:currency "EUR" .'
        ":j a kg:Investment . :d a kg:Agreement ; kg:party :a , :unnamed-party ."
        ':a a kg:Company ; rdfs:label "Orrin" . :b a kg:Company ; rdfs:label "Pell" .'
    )
    assert found.investments == (
        FoundInvestment("https://example.org/id/i", ("Orrin", "Pell"), "t", Decimal("2500000.0"), "EUR"),
        FoundInvestment("https://example.org/id/j"),
    )
    assert found.agreements == (FoundAgreement("https://example.org/id/d", ("Orrin", "unnamed party")),)
    assert found.entities[0] == FoundEntity("https://example.org/id/a", "Orrin", "Company")


def test_an_amount_that_is_no_number_is_told(read: Read) -> None:
    with pytest.raises(GraphError, match="should be a plain number, is 'plenty'"):
        read(':i a kg:Investment ; kg:amount "plenty" .')
