"""Explanations: names find things, claims come with their sentences, and the text shows it all."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ask.explain import explain, render_explanation
from kg.errors import QueryError
from kg.ontology import load_ontology

DOCUMENT = "https://w3id.org/kgbuilder/id/document/d"
TURTLE = f"""
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix document: <https://w3id.org/kgbuilder/id/document/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
org:harbourline a kg:Company , kg:Organization ; rdfs:label "Harbourline"@en ; skos:altLabel "港线"@zh ;
    kg:headquarteredIn place:turku ; kg:mentionedIn <{DOCUMENT}#char=10,21> ; kg:mergedBecause "same name" ; kg:amount 350000000.0 .
place:turku a kg:City ; rdfs:label "Turku"@en .
place:ruotsi a kg:City ; rdfs:label "Ruotsi"@en ; skos:altLabel "Turku"@en .
org:twin-one rdfs:label "Twin"@en . org:twin-two rdfs:label "twin"@de .
claim:1 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:headquarteredIn ; kg:object place:turku ; kg:polarity "affirmed" ;
    kg:status kg:completed ; kg:confidence 0.8 ; kg:extractor "frame: x" ;
    prov:wasDerivedFrom <{DOCUMENT}#char=10,30> .
claim:2 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:operatesIn ; kg:object place:ruotsi ; kg:polarity "negated" ;
    prov:wasDerivedFrom <{DOCUMENT}#char=12,30> .
claim:3 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:amount ; kg:value 350000000.0 .
document:d a kg:Document ; dcterms:title "Ships"@en ; dcterms:issued "2022-01-02"^^xsd:date ; dcterms:source "https://news.example/ships" .
<{DOCUMENT}#char=5,40> a kg:Passage ; kg:inDocument document:d ; kg:quote "Now, Harbourline of Turku sails on."@en .
<{DOCUMENT}#char=10,30> a kg:Passage ; kg:inDocument document:d ; kg:inSentence <{DOCUMENT}#char=5,40> ; kg:quote "Harbourline of Turku"@en .
<{DOCUMENT}#char=12,30> a kg:Passage ; kg:inDocument document:d ; kg:inSentence <{DOCUMENT}#char=5,40> ; kg:quote "changed text"@en .
"""

ONTOLOGY = load_ontology()


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(TURTLE, format=ox.RdfFormat.TURTLE)
    return made


@pytest.mark.parametrize(
    "name",
    [
        "https://w3id.org/kgbuilder/id/org/harbourline",
        "<https://w3id.org/kgbuilder/id/org/harbourline>",
        "org:harbourline",
        "Harbourline",
        "HARBOURLINE ",
        "港线",
    ],
)
def test_a_thing_has_many_names(store: ox.Store, name: str) -> None:
    found = explain(store, name, ontology=ONTOLOGY)
    assert found.iri.endswith("org/harbourline")
    assert found.classes == ("company", "organization")
    assert found.labels == (("Harbourline", "en"), ("港线", "zh"))
    assert (found.mentions, found.merged_because) == (1, ("same name",))


def test_a_label_wins_over_an_alternative_label(store: ox.Store) -> None:
    assert explain(store, "turku", ontology=ONTOLOGY).iri.endswith("place/turku")


def test_claims_come_with_their_sentence_and_the_exact_words(store: ox.Store) -> None:
    claim = explain(store, "Harbourline", "headquartered in", "Turku", ontology=ONTOLOGY).claims[0]
    assert (claim.polarity, claim.status, claim.confidence, claim.extractor) == (
        "affirmed",
        "completed",
        "0.8",
        "frame: x",
    )
    citation = claim.citations[0]
    assert citation.sentence[citation.start : citation.end] == citation.quote == "Harbourline of Turku"
    assert (citation.title, citation.source, citation.date) == ("Ships", "https://news.example/ships", "2022-01-02")


def test_words_that_do_not_fit_are_not_marked(store: ox.Store) -> None:
    citation = explain(store, "Harbourline", "operatesIn", ontology=ONTOLOGY).claims[0].citations[0]
    assert (citation.start, citation.end, citation.quote) == (0, 0, "changed text")


@pytest.mark.parametrize(
    ("arguments", "claims", "facts"),
    [
        (("Harbourline",), 3, 2),
        (("Harbourline", "headquarteredIn"), 1, 1),
        (("Turku", "kg:headquarteredIn", "Harbourline"), 1, 1),
        (("Harbourline", "kg:operatesIn", "Ruotsi"), 1, 0),
        (("Harbourline", "金额", "350000000"), 1, 1),
        (("Ruotsi",), 1, 0),
    ],
)
def test_what_is_asked_for_is_what_is_given(
    store: ox.Store, arguments: tuple[str, ...], claims: int, facts: int
) -> None:
    found = explain(store, *arguments, ontology=ONTOLOGY)
    assert (len(found.claims), len(found.facts)) == (claims, facts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Harborlin",), "nothing in the graph is called 'Harborlin'; did you mean 'Harbourline'"),
        (("qqqq",), "nothing in the graph is called 'qqqq'$"),
        (("twin",), "'twin' names 2 things: say which of org:twin-one, org:twin-two"),
        (("Harbourline", "headquartred"), "no property 'headquartred'; did you mean 'headquarteredIn'"),
        (("Harbourline", "locatedIn"), "says nothing of Harbourline locatedIn"),
        (("Harbourline", "amount", "7"), "nothing in the graph is called '7'"),
    ],
)
def test_what_is_not_there_is_said_with_suggestions(store: ox.Store, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        explain(store, *arguments, ontology=ONTOLOGY)


def test_the_text_of_an_explanation(store: ox.Store) -> None:
    assert (
        render_explanation(explain(store, "Harbourline", ontology=ONTOLOGY))
        == """\
Harbourline
  <https://w3id.org/kgbuilder/id/org/harbourline>
  company, organization
  names: Harbourline (en), 港线 (zh)
  mentioned 1 time
  merged because same name

Facts
  Harbourline | amount | 350000000
  Harbourline | headquartered in | Turku

Claims
  Harbourline | amount | 350000000
  Harbourline | headquartered in | Turku
    completed; confidence 0.8; frame: x
    “Now, [Harbourline of Turku] sails on.”
      Ships, 2022-01-02, https://news.example/ships
  Harbourline | operates in | Ruotsi
    NEGATED
    “Now, Harbourline of Turku sails on.”
      Ships, 2022-01-02, https://news.example/ships
"""
    )


BOTH_WAYS = """
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:harbourline rdfs:label "Harbourline"@en ; kg:cooperatesWith org:skerry .
org:skerry rdfs:label "Skerry"@en ; kg:cooperatesWith org:harbourline .
claim:1 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:cooperatesWith ; kg:object org:skerry ;
    kg:polarity "affirmed" ; kg:extractor "frame: x" ; prov:wasDerivedFrom <https://news.example/d#char=0,9> .
claim:2 a kg:Claim ; kg:subject org:skerry ; kg:predicate kg:cooperatesWith ; kg:object org:harbourline ;
    kg:polarity "affirmed" ; kg:extractor "axiom: symmetric cooperatesWith" ; prov:wasDerivedFrom <https://news.example/d#char=0,9> .
claim:3 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:cooperatesWith ; kg:object org:skerry ;
    kg:polarity "affirmed" ; kg:extractor "frame: y" ; prov:wasDerivedFrom <https://news.example/d#char=0,9> .
<https://news.example/d#char=0,9> a kg:Passage ; kg:quote "They work."@en .
"""


@pytest.mark.parametrize(("name", "other"), [("Harbourline", "Skerry"), ("Skerry", "Harbourline")])
def test_a_symmetric_edge_is_told_once_and_no_sentence_twice(name: str, other: str) -> None:
    made = ox.Store()
    made.load(BOTH_WAYS, format=ox.RdfFormat.TURTLE)
    text = render_explanation(explain(made, name, ontology=ONTOLOGY))
    assert f"Facts\n  {name} | cooperates with | {other}\n\nClaims\n" in text
    assert text.count("Harbourline | cooperates with | Skerry\n    frame: x\n") == 1
    assert text.count("They work.") == 1
    assert "frame: y" in text
    assert "symmetric" not in text
