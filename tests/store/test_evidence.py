"""Evidence triples as records, whole and with parts missing."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.evidence import read_evidence, statement_of

PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
"""


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def test_a_claim_has_its_passages_in_text_order() -> None:
    evidence = read_evidence(
        triples("""
<urn:claim> a kg:Claim ; kg:subject <urn:a> ; kg:predicate kg:supports ; kg:object <urn:b> ; kg:polarity "negated" ;
    kg:status kg:signed ; kg:confidence 0.75 ; kg:extractor "rule: x" ; prov:wasDerivedFrom <urn:d#char=100,105> , <urn:d#char=9,12> .
<urn:d#char=9,12> a kg:Passage ; kg:quote "two" ; kg:inDocument <urn:d> ; kg:inSentence <urn:d#char=5,20> .
<urn:d#char=5,20> a kg:Passage ; kg:quote "one two, three." ; kg:inDocument <urn:d> .
<urn:d#char=100,105> a kg:Passage ; kg:quote "later" ; kg:inDocument <urn:d> .
<urn:d> a kg:Document ; dcterms:title "Numbers" ; kg:fileName "numbers.txt" .
""")
    )
    claim = evidence.claims[0]
    assert claim.statement == ("urn:a", "https://w3id.org/kgbuilder/ontology#supports", "<urn:b>")
    assert evidence.by_statement[claim.statement] == (claim,)
    assert (claim.polarity, claim.confidence, claim.extractor) == ("negated", "0.75", "rule: x")
    first, second = claim.passages
    assert (first.quote, first.start, first.end) == ("two", 9, 12)
    assert (first.sentence, first.sentence_start) == ("one two, three.", 5)
    assert (second.quote, second.sentence, second.sentence_start) == ("later", "later", 100)
    assert (first.document.title, first.document.file_name, first.document.issued) == ("Numbers", "numbers.txt", "")


def test_a_claim_may_state_a_literal() -> None:
    evidence = read_evidence(
        triples("<urn:c> a kg:Claim ; kg:subject <urn:a> ; kg:predicate kg:amount ; kg:value 2.50 .")
    )
    fact = triples("<urn:a> kg:amount 2.50 .")[0]
    assert evidence.by_statement[statement_of(fact)] == evidence.claims


def test_missing_parts_are_empty() -> None:
    evidence = read_evidence(triples("<urn:c> a kg:Claim ; prov:wasDerivedFrom <urn:d> ."))
    claim = evidence.claims[0]
    assert (claim.subject, claim.predicate, claim.polarity, claim.status) == ("", "", "affirmed", "")
    assert (claim.passages[0].quote, claim.passages[0].start, claim.passages[0].document.iri) == ("", -1, "urn:d")


def test_mentions_and_reasons_are_by_thing() -> None:
    evidence = read_evidence(triples('<urn:a> kg:mentionedIn <urn:d#char=0,3> ; kg:mergedBecause "b" , "a" .'))
    assert [passage.iri for passage in evidence.mentions["urn:a"]] == ["urn:d#char=0,3"]
    assert evidence.merged_because["urn:a"] == ("a", "b")
