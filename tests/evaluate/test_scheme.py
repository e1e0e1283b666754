"""What is scored, and as what, is said by the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate import Scheme, read_scheme
from kg.ontology import Ontology, load_ontology

USERS_OWN = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/my#> .
my:Harbour a owl:Class ; rdfs:subClassOf kg:Facility ; rdfs:label "harbour"@en .
my:Vessel a owl:Class ; rdfs:label "vessel"@en ; kg:evaluatedAs "Vessel" .
my:ownsVessel a owl:ObjectProperty ; rdfs:label "owns vessel"@en ; kg:evaluatedAs "owns" ; kg:evaluatedWith kg:produces .
"""


@pytest.mark.parametrize(
    ("cls", "expected"),
    [
        ("City", "Place"),
        ("Province", "Place"),
        ("Country", "Place"),
        ("Region", "Place"),
        ("Place", "Place"),
        ("Zone", "Zone"),
        ("InnovationPark", "InnovationPark"),
        ("Facility", "Facility"),
        ("Organization", "Organization"),
        ("ResearchOrganization", "ResearchOrganization"),
        ("JointVenture", "Company"),
        ("Startup", "Startup"),
        ("GovernmentBody", "GovernmentBody"),
        ("Technology", "Product"),
        ("Document", None),
        ("Claim", None),
    ],
)
def test_a_class_is_scored_as_the_nearest_class_above_says(
    cls: str, expected: str | None, scheme: Scheme, ontology: Ontology
) -> None:
    assert scheme.classes.get(ontology.iri(cls)) == expected


def test_occurrences_are_no_type_of_entity(scheme: Scheme) -> None:
    assert {"Investment", "Agreement", "investments", "agreements", "Occurrence"} & scheme.types == set()


def test_every_edge_is_scored_under_its_own_name(scheme: Scheme, ontology: Ontology) -> None:
    assert {ontology.iri(name) for name in scheme.predicates} == set(scheme.edges)
    assert {"operatesIn", "within", "affiliatedWith", "investor", "party", "target"} & scheme.predicates == set()


def test_symmetry_is_that_of_the_ontology(scheme: Scheme) -> None:
    assert scheme.symmetric == {"signedAgreementWith", "cooperatesWith"}


@pytest.mark.parametrize(
    ("first", "second", "equal", "related"),
    [
        ("locatedIn", "locatedIn", True, True),
        ("partOf", "subsidiaryOf", True, True),
        ("Company", "Startup", True, True),
        ("launched", "establishes", False, True),
        ("launched", "announced", False, True),
        ("establishes", "announced", False, True),
        ("locatedIn", "headquarteredIn", False, True),
        ("locatedIn", "partOf", False, True),
        ("headquarteredIn", "partOf", False, False),
        ("locatedIn", "subsidiaryOf", False, False),
        ("investsIn", "supports", False, False),
    ],
)
def test_names_that_stand_for_one_another(first: str, second: str, equal: bool, related: bool, scheme: Scheme) -> None:
    for one, other in ((first, second), (second, first)):
        assert (scheme.are_equal(one, other), scheme.are_related(one, other)) == (equal, related)


def test_a_users_file_adds_to_what_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(USERS_OWN, encoding="utf-8")
    scheme = read_scheme(load_ontology([path]))
    assert scheme.classes["https://example.org/my#Harbour"] == "Facility"
    assert "Vessel" in scheme.types
    assert scheme.edges["https://example.org/my#ownsVessel"] == "owns"
    assert scheme.are_related("produces", "owns")


def test_every_annotated_term_and_field_is_there(scheme: Scheme, ontology: Ontology) -> None:
    annotated = {each.subject for each in ontology.triples if each.predicate.value.endswith("#evaluatedAs")}
    equal = {each.subject for each in ontology.triples if each.predicate.value.endswith("#evaluatedEqualTo")}
    named = {str(getattr(each, "value", "")) for each in annotated - equal}
    assert named <= {*ontology.classes, *ontology.properties}
    assert set(scheme.fields) == {"investor", "target", "amount", "currency", "parties"}
