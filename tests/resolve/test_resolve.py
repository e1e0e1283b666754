"""Resolution: mentions of all documents become entities with stable IRIs, and claims speak of those."""

from __future__ import annotations

from kg.records import Entity, Value
from kg.resolve.resolve import Resolution, resolve

A, B = "Kestrel Motors", "Calder Semiconductor"
TEXTS = [
    f"{A} invested $40 million in {B} in May 2021. The company opened a cable plant in Leipzig.",
    f"{A} Ltd cooperates with {B}. They produce tractors. AstraZeneca works with 阿斯利康.",
    f"{A} opened a cable plant in Turin, and plans a fund.",
]


def resolution(road, texts: list[str]) -> Resolution:
    documents = [road.document(text, name=f"news{number}") for number, text in enumerate(texts)]
    extractions = [road.extractor.extract(annotated) for annotated in road.annotator.annotate(documents)]
    return resolve(extractions, road.ontology, road.gazetteer)


def entity(found: Resolution, label: str) -> Entity:
    (one,) = [each for each in found.entities if each.label[0] == label]
    return one


def test_a_thing_is_one_entity_across_documents(road) -> None:
    kestrel = entity(resolution(road, TEXTS), f"{A} Ltd")
    assert kestrel.iri == "https://w3id.org/kgbuilder/id/org/kestrel-motors"
    assert {mention.document for mention in kestrel.mentions} == {f"news{n}-0123abcd" for n in range(3)}
    assert (A, "en") in kestrel.alternatives


def test_the_order_of_extractions_makes_no_difference(road) -> None:
    documents = [road.document(text, name=f"news{number}") for number, text in enumerate(TEXTS)]
    extractions = [road.extractor.extract(annotated) for annotated in road.annotator.annotate(documents)]
    assert resolve(extractions, road.ontology, road.gazetteer) == resolve(
        extractions[::-1], road.ontology, road.gazetteer
    )


def test_what_brackets_define_are_names_of_the_thing(road) -> None:
    text = (
        "Nova Tram Battery (新星电车) opened a plant. The Ostrava Sustainable Wool Association (OSWA) opened a school."
    )
    found = {each.label[0]: {name for name, _ in each.alternatives} for each in resolution(road, [text]).entities}
    assert found["Nova Tram Battery"] == {"新星电车"}
    assert found["Ostrava Sustainable Wool Association"] == {"OSWA"}


def test_claims_speak_of_entities_only(road) -> None:
    found = resolution(road, TEXTS)
    known = {each.iri for each in found.entities} | road.ontology.statuses.keys()
    assert found.claims
    for claim in found.claims:
        assert claim.subject in known
        assert isinstance(claim.object, Value) or claim.object in known
        assert claim.subject != claim.object


def test_iris_are_unique_and_in_order(road) -> None:
    iris = [each.iri for each in resolution(road, TEXTS).entities]
    assert iris == sorted(set(iris))


def test_unnamed_things_in_different_places_are_different_and_named_after_owner_and_place(road) -> None:
    labels = {each.label[0] for each in resolution(road, TEXTS).entities if road.ontology.name(each.cls) == "Facility"}
    assert len(labels) == 2
    assert all("cable plant" in label and ("Leipzig" in label or "Turin" in label) for label in labels)


def test_a_known_company_has_one_iri_in_every_language(road) -> None:
    found = resolution(
        road, ["AstraZeneca cooperates with Kestrel Motors.", "阿斯利康 cooperates with Kestrel Motors."]
    )
    companies = [each for each in found.entities if "astrazeneca" in each.iri]
    assert len(companies) == 1
    assert ("阿斯利康", "zh") in {companies[0].label, *companies[0].alternatives}


def test_what_no_claim_speaks_of_is_kept_where_it_has_a_name_and_left_out_where_it_has_none(road) -> None:
    labels = {each.label[0] for each in resolution(road, [f"{A} rose. A cable plant burns. Tractors sell."]).entities}
    assert labels == {A}


def test_nothing_resolves_to_nothing(road) -> None:
    assert resolution(road, []) == Resolution((), (), ())
