"""Graphs that are as they should be, and what is said of those that are not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.check import check_graph
from kg.errors import GraphError, OntologyError
from kg.infer import infer
from kg.ontology import Ontology, load_ontology

KG = "https://w3id.org/kgbuilder/ontology#"

THINGS = """
:velmar a kg:Company ; rdfs:label "Velmar"@en , "维尔玛"@zh ; skos:altLabel "Velmar AG"@en .
:orlin a kg:Startup ; rdfs:label "Orlin"@en .
:plant a kg:Facility ; rdfs:label "plant"@en .
:lodz a kg:City ; rdfs:label "Lodz"@en .
:zone a kg:Zone ; rdfs:label "Zone"@en .
:park a kg:InnovationPark ; rdfs:label "Park"@en .
:glass a kg:Technology ; rdfs:label "glass"@en .
:fair a kg:Event ; rdfs:label "Fair"@en .
"""

FINE = """
:velmar kg:establishes :plant ; kg:investsIn :lodz ; kg:locatedIn :zone ; kg:signedAgreementWith :zone , :lodz .
:lodz kg:launched :fair . :zone kg:partOf :lodz ; kg:managesFund :fund . :park kg:focusesOn :glass .
:fund a kg:Fund ; rdfs:label "Fund"@en .
:round a kg:Investment ; rdfs:label "round"@en ; kg:investor :velmar ; kg:target :plant ; kg:amount 12500000.0 ;
    kg:currency "EUR" ; kg:amountQualifier "about" ; kg:date "2024-05"^^xsd:gYearMonth ; kg:place :lodz ;
    kg:purpose "to make glass"@en ; kg:status kg:planned ; kg:includes :part .
:part a kg:Investment ; rdfs:label "part"@en ; kg:target :plant ; kg:date "2024"^^xsd:gYear .
:pact a kg:Agreement ; rdfs:label "pact"@en ; kg:party :velmar ; kg:counterparty :lodz ; kg:topic "glass"@en ;
    kg:status kg:signed ; kg:date "2024-05-31"^^xsd:date .
"""


def test_a_sound_graph_has_no_violation(ontology: Ontology, read: Any) -> None:
    assert check_graph(infer(read(THINGS + FINE), ontology).graph, ontology) == ()


def test_superclasses_need_not_be_written_out(ontology: Ontology, read: Any) -> None:
    assert check_graph(read(THINGS + ":orlin kg:subsidiaryOf :velmar ; kg:locatedIn :zone ."), ontology) == ()


def test_an_empty_graph_has_no_violation(ontology: Ontology) -> None:
    assert check_graph((), ontology) == ()


@pytest.mark.parametrize(
    ("facts", "focus", "path", "value", "message"),
    [
        (":x a kg:Company .", "x", "label", "", "a thing needs an rdfs:label"),
        (':x a kg:Company ; rdfs:label "X" .', "x", "label", "X", "each label a language tag"),
        (':lodz skos:altLabel "Łódź" .', "lodz", "altLabel", "Łódź", "an skos:altLabel needs a language tag"),
        (":glass kg:investsIn :velmar .", "glass", "investsIn", "glass", "the subject of investsIn must be: agent"),
        (":velmar kg:investsIn :fair .", "velmar", "investsIn", "fair", "the value of investsIn must be: undertaking"),
        (":velmar kg:investsIn :unknown .", "velmar", "investsIn", "unknown", "must be: undertaking"),
        (':velmar kg:investsIn "glass" .', "velmar", "investsIn", "glass", "must be: undertaking"),
        (
            ":velmar a kg:GovernmentBody .",
            "velmar",
            "type",
            KG + "GovernmentBody",
            "of both classes: company and government body",
        ),
        (
            ":velmar kg:cooperatesWith :velmar .",
            "velmar",
            "cooperatesWith",
            "velmar",
            "nothing can be related to itself",
        ),
    ],
)
def test_a_thing_that_is_not_as_it_should_be_is_found(
    facts: str, focus: str, path: str, value: str, message: str, ontology: Ontology, read: Any
) -> None:
    (violation,) = check_graph(read(THINGS + facts), ontology)
    name = violation.path.rsplit("#", 1)[-1]
    assert (violation.focus, name, violation.value.removeprefix("urn:test:")) == (f"urn:test:{focus}", path, value)
    assert message in violation.message
    assert violation.severity == "Violation"


@pytest.mark.parametrize(
    ("roles", "messages"),
    [
        ("kg:amount 5.0 ; kg:currency 'EUR'", []),
        ("kg:amount 5.0", ["an amount and its currency come together"]),
        ("kg:investor :velmar ; kg:currency 'EUR'", ["an amount and its currency come together"]),
        ("kg:date '2024'^^xsd:gYear", ["an investment needs an investor, a target or an amount"]),
        ("kg:amount -5.0 ; kg:currency 'EUR'", ["an xsd:decimal that is not negative"]),
        ("kg:amount 5 ; kg:currency 'EUR'", ["one amount at most: an xsd:decimal"]),
        ("kg:amount 5.0 , 6.0 ; kg:currency 'EUR'", ["one amount at most"]),
        ("kg:amount 5.0 ; kg:currency 'euro'", ["ISO 4217"]),
        ("kg:investor :plant", ["the value of investor must be: agent"]),
        ("kg:target :fair", ["the value of target must be: undertaking"]),
        ("kg:target :plant ; kg:date 'May'", ["one date at most: an xsd:date"]),
        ("kg:target :plant ; kg:date '2024-02-30'^^xsd:date", ["one date at most: an xsd:date"]),
        ("kg:target :plant ; kg:date '2024'^^xsd:gYear , '2025'^^xsd:gYear", ["one date at most"]),
        ("kg:target :plant ; kg:status :velmar", ["one status at most"]),
        ("kg:target :plant ; kg:status kg:planned , kg:signed", ["one status at most"]),
    ],
)
def test_an_investment_has_sound_roles(roles: str, messages: list[str], ontology: Ontology, read: Any) -> None:
    round_ = f':round a kg:Investment ; rdfs:label "round"@en ; {roles} .'
    found = check_graph(infer(read(THINGS + round_), ontology).graph, ontology)
    of_round = [each for each in found if each.focus == "urn:test:round"]
    assert len(of_round) == len(messages)
    assert all(message in each.message for message, each in zip(messages, of_round, strict=True))


def test_an_agreement_needs_a_party(ontology: Ontology, read: Any) -> None:
    (violation,) = check_graph(read(':pact a kg:Agreement ; rdfs:label "pact"@en .'), ontology)
    assert violation.message == "an agreement needs at least one party"


def test_violations_come_in_order(ontology: Ontology, read: Any) -> None:
    found = check_graph(read(":z a kg:Company . :a a kg:Company . :m a kg:Company ."), ontology)
    assert [each.focus for each in found] == ["urn:test:a", "urn:test:m", "urn:test:z"]


# ---------------------------------------------------------------- the user's own ontology


@pytest.fixture
def extended(tmp_path: Path, prefixes: str) -> Any:
    def load(turtle: str) -> Ontology:
        path = tmp_path / "own.ttl"
        path.write_text(prefixes + turtle, encoding="utf-8")
        return load_ontology([path])

    return load


AIRPORT = """
:Airport a owl:Class ; rdfs:subClassOf kg:Facility ; rdfs:label "airport"@en ; owl:disjointWith kg:InnovationPark .
:serves a owl:ObjectProperty ; rdfs:label "serves"@en ; rdfs:domain :Airport ; rdfs:range kg:City .
:runways a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:domain :Airport ; rdfs:range xsd:integer .
"""


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (":hub a :Airport .", "a thing needs an rdfs:label"),
        (':hub a :Airport ; rdfs:label "Hub"@en ; :serves :velmar .', "serves must be: city"),
        (":velmar :serves :lodz .", "serves must be: airport"),
        (':hub a :Airport ; rdfs:label "Hub"@en ; :runways "two" .', "runways must be: integer"),
        (':hub a :Airport ; rdfs:label "Hub"@en ; :runways 2 , 3 .', "runways has one value at most"),
        (
            ':hub a :Airport , kg:InnovationPark ; rdfs:label "Hub"@en .',
            "of both classes: airport and innovation park",
        ),
    ],
)
def test_a_new_class_or_property_is_validated_without_a_shape(
    facts: str, message: str, extended: Any, read: Any
) -> None:
    (violation,) = check_graph(read(THINGS + facts), extended(AIRPORT))
    assert message in violation.message


def test_a_shape_of_the_users_is_obeyed(extended: Any, read: Any) -> None:
    ontology = extended("""
        :SeatShape a sh:NodeShape ; sh:targetClass kg:Company ; sh:property [
            sh:path kg:headquarteredIn ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no seat is known"@en ] .
    """)
    found = check_graph(read(THINGS + ":velmar kg:headquarteredIn :lodz ."), ontology)
    assert [(each.focus, each.message, each.severity) for each in found] == [
        ("urn:test:orlin", "no seat is known", "Warning")
    ]


def test_a_broken_shape_is_an_error_of_the_ontology(extended: Any, read: Any) -> None:
    ontology = extended(":Bad a sh:NodeShape ; sh:targetClass kg:Company ; sh:property [ sh:minCount 1 ] .")
    with pytest.raises(OntologyError, match="not valid SHACL"):
        check_graph(read(THINGS), ontology)


def test_what_rdf_1_1_has_not_is_an_error_of_the_graph(ontology: Ontology) -> None:
    iri = ox.NamedNode("urn:test:x")
    about = ox.Triple(iri, iri, ox.Triple(iri, iri, iri))
    with pytest.raises(GraphError, match=r"RDF 1\.2"):
        check_graph([about], ontology)


def test_a_sound_graph_needs_neither_rdflib_nor_pyshacl(prefixes: str) -> None:
    program = f"""
import sys
import pyoxigraph as ox
from kg.check import check_graph, explain_violations
from kg.ontology import load_ontology
graph = frozenset(quad.triple for quad in ox.parse({(prefixes + THINGS)!r}, format=ox.RdfFormat.TURTLE))
assert explain_violations(check_graph(graph, load_ontology()), graph) == ()
print(*(name for name in ("rdflib", "pyshacl") if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_report_is_that_of_the_reference(ontology: Ontology, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = read(
        THINGS
        + FINE
        + """
        :velmar kg:investsIn :fair , :velmar , "glass" ; skos:altLabel "V" . :glass kg:launched :lodz . :x a kg:Company .
        :round kg:amount "much"^^xsd:decimal ; kg:status :velmar . :pact kg:counterparty :fair ; kg:date "May" .
    """
    )
    quick = check_graph(graph, ontology)
    monkeypatch.setattr("kg.check.results.suspects", lambda *_: None)
    assert quick == check_graph(graph, ontology)
    assert len(quick) > 10


def test_a_value_that_is_none_is_told_in_the_report_only(
    ontology: Ontology, read: Any, caplog: pytest.LogCaptureFixture
) -> None:
    (violation,) = check_graph(
        read(
            THINGS + ':round a kg:Investment ; rdfs:label "R"@en ; kg:amount "much"^^xsd:decimal ; kg:currency "EUR" .'
        ),
        ontology,
    )
    assert violation.value == "much"
    assert caplog.records == []


def test_values_of_one_look_are_told_apart(ontology: Ontology, read: Any) -> None:
    parts = "".join(
        f':{name} a kg:Investment ; rdfs:label "{name}"@en ; kg:currency "EUR" ; kg:amount {amount} . '
        for name, amount in (("a", "7.0"), ("b", '"7.0"'), ("c", '"7.0"^^xsd:double'))
    )
    assert [each.focus for each in check_graph(read(parts), ontology)] == ["urn:test:b", "urn:test:c"]
