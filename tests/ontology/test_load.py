"""The ontology as loaded: the Turtle files as one typed object, and a user's files laid over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import NAMESPACE, Ontology, load_ontology

PREFIXES = """@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix my: <https://example.org/mine#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def kg(name: str) -> str:
    return NAMESPACE + name


@pytest.fixture
def extend(tmp_path: Path):
    def made(*turtles: str) -> Ontology:
        paths = []
        for number, turtle in enumerate(turtles):
            paths.append(tmp_path / f"{number}.ttl")
            paths[-1].write_text(PREFIXES + turtle, encoding="utf-8")
        return load_ontology(paths)

    return made


# ---------------------------------------------------------------- what is shipped


def test_every_class_and_property_has_labels_in_both_languages_and_a_comment(ontology: Ontology) -> None:
    for each in (*ontology.classes.values(), *ontology.properties.values()):
        if each.iri.startswith(NAMESPACE) and ontology.name(each.iri) not in ("WordList", "Polarity"):
            assert {"en", "zh"} <= each.labels.keys(), each.iri
            assert each.comment, each.iri


def test_what_a_term_points_at_is_there(ontology: Ontology) -> None:
    for each in ontology.classes.values():
        own = {iri for iri in (*each.parents, *each.union, *each.disjoint, each.otherwise) if iri.startswith(NAMESPACE)}
        assert own <= ontology.classes.keys(), each.iri
    for each in ontology.properties.values():
        own = {
            iri
            for iri in (*each.parents, *each.inverses, *(i for chain in each.chains for i in chain))
            if iri.startswith(NAMESPACE)
        }
        assert own <= ontology.properties.keys(), each.iri


CONTRACT_CLASSES = """Organization Company Startup GovernmentBody Fund ResearchOrganization Place Country Province City Zone Region Facility InnovationPark
    Event Product Technology DiseaseArea Policy Person Investment Agreement Document""".split()
CONTRACT_EDGES = """signedAgreementWith cooperatesWith investsIn launched establishes managesFund locatedIn headquarteredIn partOf subsidiaryOf participatesIn
    supports focusesOn produces regulates announced operatesIn affiliatedWith""".split()
CONTRACT_ROLES = {
    "Investment": "investor target amount currency date purpose status includes".split(),
    "Agreement": "party topic date status".split(),
}


def test_the_terms_of_the_contract_are_there(ontology: Ontology) -> None:
    assert {kg(name) for name in CONTRACT_CLASSES} <= ontology.classes.keys()
    assert {kg(name) for name in CONTRACT_EDGES} <= ontology.properties.keys()
    for cls, roles in CONTRACT_ROLES.items():
        known = {each.iri for each in ontology.roles(kg(cls))} | {
            each.iri for each in ontology.properties.values() if not each.domain
        }
        assert {kg(role) for role in roles} <= known


IS_A = [
    ("Startup", "Company", True), ("Startup", "Organization", True), ("Zone", "Place", True), ("Zone", "Organization", True), ("Company", "Agent", True),
    ("Startup", "Agent", True), ("City", "Agent", True), ("Product", "Agent", False), ("Organization", "Company", False), ("Company", "Company", True),
    ("Facility", "Site", True), ("Company", "Site", False), ("Company", "NoSuchClass", False),
]  # fmt: skip


@pytest.mark.parametrize(("cls", "ancestor", "expected"), IS_A)
def test_a_class_falls_under_those_above_it_and_under_unions(
    cls: str, ancestor: str, expected: bool, ontology: Ontology
) -> None:
    assert ontology.is_a(kg(cls), kg(ancestor)) is expected


def test_a_domain_that_is_not_stated_lets_everything_in(ontology: Ontology) -> None:
    assert ontology.accepts("", kg("Product"))
    assert not ontology.accepts(kg("Agent"), kg("Product"))


DISJOINT = [
    ("Company", "GovernmentBody", True),
    ("GovernmentBody", "Startup", True),
    ("Person", "Company", True),
    ("City", "Product", True),
    ("Zone", "Company", False),
    ("Fund", "Company", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), DISJOINT)
def test_disjointness_is_inherited_and_mutual(one: str, other: str, expected: bool, ontology: Ontology) -> None:
    assert ontology.disjoint(kg(one), kg(other)) is expected
    assert ontology.disjoint(kg(other), kg(one)) is expected


def test_ancestors_are_nearest_first_and_without_unions(ontology: Ontology) -> None:
    assert ontology.ancestors(kg("Startup")) == (kg("Company"), kg("Organization"))
    assert set(ontology.ancestors(kg("Zone"))) == {kg("Place"), kg("Organization")}


def test_looks_and_segments_are_inherited(ontology: Ontology) -> None:
    assert ontology.segment(kg("Startup")) == ontology.segment(kg("Organization")) == "org"
    assert ontology.segment(kg("NoSuchClass")) == "thing"
    assert ontology.colour(kg("Startup")).startswith("#")
    assert ontology.short_form(kg("Company")) == ontology.short_form(kg("Organization")) == "first"


def test_labels_fall_back_to_english_and_then_to_the_name(ontology: Ontology) -> None:
    assert ontology.label(kg("Company"), "zh") == "公司"
    assert ontology.label(kg("Company"), "xx") == "company"
    assert ontology.label("https://example.org/mine#Airport") == "Airport"


def test_the_same_files_give_the_same_ontology(ontology: Ontology) -> None:
    again = load_ontology()
    assert (again.classes, again.properties, again.statuses, again.words, again.rules) == (
        ontology.classes, ontology.properties, ontology.statuses, ontology.words, ontology.rules,
    )  # fmt: skip
    assert list(again.classes) == sorted(again.classes)


# ---------------------------------------------------------------- a user's files


def test_a_file_adds_a_class_in_a_namespace_of_its_own(extend) -> None:
    ontology = extend(
        'my:Airport a owl:Class ; rdfs:subClassOf kg:Facility ; rdfs:label "airport"@en ; kg:headNoun "airport"@en ; kg:colour "#0a5c99" .'
    )
    airport = "https://example.org/mine#Airport"
    assert ontology.is_a(airport, kg("Site"))
    assert ontology.classes[airport].head_nouns == {"en": ("airport",)}
    assert (ontology.colour(airport), ontology.segment(airport)) == ("#0a5c99", "facility")
    assert ontology.prefixes["my"] == "https://example.org/mine#"


def test_a_file_adds_to_what_a_term_has_many_of(extend, ontology: Ontology) -> None:
    extended = extend('kg:Company kg:headNoun "airline group"@en ; rdfs:label "Unternehmen"@de .')
    assert set(extended.classes[kg("Company")].head_nouns["en"]) == {
        *ontology.classes[kg("Company")].head_nouns["en"],
        "airline group",
    }
    assert extended.label(kg("Company"), "de") == "Unternehmen"
    assert extended.label(kg("Company"), "en") == "company"


REPLACED = [
    ('kg:Company rdfs:label "enterprise"@en .', lambda o: o.label(kg("Company")), "enterprise"),
    ('kg:Company kg:colour "#123456" .', lambda o: o.colour(kg("Company")), "#123456"),
    ('kg:Company kg:shape "star" .', lambda o: o.shape(kg("Company")), "star"),
    ("kg:produces rdfs:domain kg:Company .", lambda o: o.properties[kg("produces")].domain, kg("Company")),
    ("kg:produces rdfs:range kg:Technology .", lambda o: o.properties[kg("produces")].range, kg("Technology")),
    ('kg:Company rdfs:comment "Mine."@en .', lambda o: o.classes[kg("Company")].comment, "Mine."),
]


@pytest.mark.parametrize(("turtle", "ask", "expected"), REPLACED, ids=[each[0] for each in REPLACED])
def test_a_file_replaces_what_a_term_has_one_of(turtle: str, ask, expected: str, extend) -> None:
    assert ask(extend(turtle)) == expected


def test_the_last_of_several_files_wins(extend) -> None:
    assert (
        extend('kg:Company kg:colour "#111111" .', 'kg:Company kg:colour "#222222" .').colour(kg("Company"))
        == "#222222"
    )


def test_replaces_drops_all_that_was_said_before(extend) -> None:
    ontology = extend(
        'kg:produces kg:replaces true ; a owl:ObjectProperty ; rdfs:label "yields"@en ; kg:frame "{subject} yields {object}"@en .'
    )
    yields = ontology.properties[kg("produces")]
    assert (yields.labels, yields.domain, [frame.text for frame in yields.frames]) == (
        {"en": "yields"},
        "",
        ["{subject} yields {object}"],
    )


def test_deprecated_drops_a_term(extend) -> None:
    ontology = extend("kg:produces owl:deprecated true . kg:JointVenture owl:deprecated true .")
    assert kg("produces") not in ontology.properties
    assert kg("JointVenture") not in ontology.classes


MISTAKES = [
    ("kg:Company a", "0.ttl:5: not valid Turtle"),
    ("kg:x a owl:ObjectProperty ; rdfs:domain kg:Nowhere .", "its domain .*Nowhere is not a declared class"),
    ('kg:planned kg:rank "first" .', "kg:rank should be an integer, is 'first'"),
    ("kg:Company owl:unionOf [ a owl:Class ] .", "a broken RDF list"),
]


@pytest.mark.parametrize(("turtle", "message"), MISTAKES)
def test_a_mistake_is_named(turtle: str, message: str, extend) -> None:
    with pytest.raises(OntologyError, match=message):
        extend(turtle)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"nowhere\.ttl: no such ontology file"):
        load_ontology([tmp_path / "nowhere.ttl"])
