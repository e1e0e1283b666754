"""What a page shows of a graph: which nodes, which edges once, which words of which sentences."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ontology import NAMESPACE, Ontology
from kg.publish.page_data import PageData, edge_claims, page_data
from kg.publish.page_values import full_sum, short_sum

PREFIXES = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix : <https://x.example/id/> .
:a a kg:Company , kg:Organization ; rdfs:label "Alder"@en , "桤木"@zh ; skos:altLabel "Alder AG"@en .
:b a kg:Company ; rdfs:label "Birch"@en . :c a kg:City , kg:Place ; rdfs:label "Cedar Bay"@en .
:d a kg:Country ; rdfs:label "Dogwood"@en .
"""
INVESTMENT = """
:i a kg:Investment , kg:Occurrence ; rdfs:label "Alder: 350 million EUR"@en ; kg:investor :a ; kg:target :b ; kg:amount 350000000.0 ;
  kg:currency "EUR" ; kg:amountQualifier "about" ; kg:date "2024-03"^^xsd:gYearMonth ; kg:status kg:planned ; kg:purpose "to grow"@en .
"""
DOCUMENT = """
<https://x.example/doc> a kg:Document ; dcterms:title "Trees"@en ; dcterms:issued "2024-02-11"^^xsd:date ; dcterms:source "https://news.example/t" .
<https://x.example/doc#char=100,140> a kg:Passage ; kg:inDocument <https://x.example/doc> ; kg:quote "Alder works with Birch, and Birch likes it" .
<https://x.example/doc#char=100,122> a kg:Passage ; kg:inDocument <https://x.example/doc> ; kg:inSentence <https://x.example/doc#char=100,140> ;
  kg:quote "Alder works with Birch" .
"""


def triples(turtle: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def claim(number: int, subject: str, predicate: str, target: str, more: str = "") -> str:
    return (
        f":claim{number} a kg:Claim ; kg:subject {subject} ; kg:predicate {predicate} ; kg:object {target} ; kg:confidence 0.9 ; "
        f"{more} prov:wasDerivedFrom <https://x.example/doc#char=100,122> ."
    )


def shown(data: PageData) -> set[tuple[str, str, str]]:
    return {
        (edge.source.rsplit("/", 1)[-1], edge.predicate.removeprefix(NAMESPACE), edge.target.rsplit("/", 1)[-1])
        for edge in data.edges
    }


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("", set()),
        (":a kg:cooperatesWith :b . :b kg:cooperatesWith :a .", {("a", "cooperatesWith", "b")}),
        (
            ":a kg:locatedIn :c ; kg:within :c , :d . :c kg:locatedIn :d ; kg:within :d .",
            {("a", "locatedIn", "c"), ("c", "locatedIn", "d")},
        ),
        (":a kg:headquarteredIn :c ; kg:operatesIn :c .", {("a", "headquarteredIn", "c")}),
        (":a kg:subsidiaryOf :b ; kg:belongsTo :b .", {("a", "subsidiaryOf", "b")}),
        (":a kg:investsIn :b . :b kg:hasInvestor :a .", {("a", "investsIn", "b")}),
        (":a kg:investsIn :b . :b kg:investsIn :a .", {("a", "investsIn", "b"), ("b", "investsIn", "a")}),
        (":a kg:investsIn :b ; kg:supports :b .", {("a", "investsIn", "b"), ("a", "supports", "b")}),
        (":a <https://other.example/likes> :b .", {("a", "https://other.example/likes", "b")}),
    ],
)
def test_every_fact_is_drawn_once_in_its_most_specific_form(
    turtle: str, expected: set[tuple[str, str, str]], page_ontology: Ontology
) -> None:
    data = page_data(triples(turtle), frozenset(), page_ontology)
    drawn = {
        (source, name.rsplit("/", 1)[-1] if "other" not in name else name, target)
        for source, name, target in shown(data)
    }
    assert drawn == expected


def test_a_closure_that_a_text_states_is_drawn(page_ontology: Ontology) -> None:
    stated = triples(DOCUMENT + claim(1, ":a", "kg:within", ":d", 'kg:extractor "curator" ;'))
    inferred = triples(DOCUMENT + claim(1, ":a", "kg:within", ":d", 'kg:extractor "axiom: within is transitive" ;'))
    graph = triples(":a kg:within :d .")
    assert shown(page_data(graph, stated, page_ontology)) == {("a", "within", "d")}
    assert shown(page_data(graph, inferred, page_ontology)) == set()


def test_a_node_has_its_class_names_and_values(page_ontology: Ontology) -> None:
    nodes = {
        node.iri.rsplit("/", 1)[-1]: node for node in page_data(triples(INVESTMENT), frozenset(), page_ontology).nodes
    }
    assert nodes["a"].classes == (NAMESPACE + "Company",)
    assert nodes["a"].names == (("Alder", "en"), ("桤木", "zh"), ("Alder AG", "en"))
    assert (nodes["i"].occurrence, nodes["a"].occurrence) == (True, False)
    assert nodes["i"].caption == "EUR 350 M, 2024-03"
    values = [(page_ontology.label(value.predicate), value.text) for value in nodes["i"].values]
    assert values == [
        ("amount", "about EUR 350,000,000"),
        ("date", "2024-03"),
        ("status", "planned"),
        ("purpose", "to grow"),
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "full", "short"),
    [
        ("350000000.0", "EUR", "EUR 350,000,000", "EUR 350 M"),
        ("2150000000", "DKK", "DKK 2,150,000,000", "DKK 2.15 bn"),
        ("750000", "USD", "USD 750,000", "USD 750 k"),
        ("12.5", "USD", "USD 12.5", "USD 12.5"),
        ("100", "", "100", "100"),
        ("many", "EUR", "EUR many", "EUR many"),
    ],
)
def test_sums_are_written_for_people(amount: str, currency: str, full: str, short: str) -> None:
    assert (full_sum(amount, currency), short_sum(amount, currency)) == (full, short)


def test_a_quote_marks_the_exact_words_in_their_sentence(page_ontology: Ontology) -> None:
    evidence = triples(DOCUMENT + claim(1, ":a", "kg:cooperatesWith", ":b"))
    data = page_data(triples(":b kg:cooperatesWith :a ."), evidence, page_ontology)
    (index,) = edge_claims(data.edges[0], data)
    (quote,) = (data.evidence.quotes[each] for each in data.evidence.claims[index].quotes)
    assert quote.parts == ("", "Alder works with Birch", ", and Birch likes it")
    assert (data.evidence.sources[quote.source].title, data.evidence.sources[quote.source].link) == (
        "Trees",
        "https://news.example/t",
    )


@pytest.mark.parametrize("source", ["javascript:alert(1)", "data:text/html,x", "our archive"])
def test_only_web_addresses_become_links(source: str, page_ontology: Ontology) -> None:
    evidence = triples(DOCUMENT.replace("https://news.example/t", source) + claim(1, ":a", "kg:cooperatesWith", ":b"))
    (read,) = page_data(frozenset(), evidence, page_ontology).evidence.sources
    assert (read.link, read.name) == ("", source)


def test_a_mention_without_a_passage_of_its_own_is_found_in_the_sentence_around_it(page_ontology: Ontology) -> None:
    evidence = triples(
        DOCUMENT + ":a kg:mentionedIn <https://x.example/doc#char=100,105> , <https://x.example/doc#char=900,905> ."
    )
    read = page_data(triples(""), evidence, page_ontology).evidence
    (index,) = read.mentions["https://x.example/id/a"]
    assert read.quotes[index].parts == ("", "Alder", " works with Birch, and Birch likes it")


def test_a_denied_claim_is_no_evidence_for_an_edge(page_ontology: Ontology) -> None:
    evidence = triples(DOCUMENT + claim(1, ":a", "kg:cooperatesWith", ":b", 'kg:polarity "negated" ;'))
    data = page_data(triples(":a kg:cooperatesWith :b ."), evidence, page_ontology)
    assert edge_claims(data.edges[0], data) == ()


def test_a_large_graph_keeps_its_most_connected_nodes(page_ontology: Ontology) -> None:
    data = page_data(triples(":a kg:supports :b ; kg:cooperatesWith :c ."), frozenset(), page_ontology, limit=2)
    assert [node.iri.rsplit("/", 1)[-1] for node in data.nodes] == ["a", "b"]
    assert (data.omitted, shown(data)) == (2, {("a", "supports", "b")})
