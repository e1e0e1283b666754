"""What stands beside the graph: documents, passages and claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from kg.assemble import DocumentPart, document_evidence, evidence_triples
from kg.ontology import ENTITY_BASE, NAMESPACE
from kg.records import Claim, Document, Entity, Polarity, Value

PREFIXES = {
    "kg": NAMESPACE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": ENTITY_BASE + "org/",
    "document": ENTITY_BASE + "document/",
    "investment": ENTITY_BASE + "investment/",
}
PASSAGE = ENTITY_BASE + "document/velmar-0a1b2c3d#char="


def parsed(turtle: str) -> frozenset[ox.Triple]:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return frozenset(quad.triple for quad in ox.parse(prefixes + turtle, format=ox.RdfFormat.TURTLE))


def described(triples: frozenset[ox.Triple], subject: str) -> frozenset[ox.Triple]:
    return frozenset(each for each in triples if each.subject.value == subject)


def claims_in(triples: frozenset[ox.Triple]) -> list[str]:
    return sorted({each.subject.value for each in triples if "/claim/" in each.subject.value})


def told(claims: Sequence[Claim], document: Document) -> frozenset[ox.Triple]:
    """The claims with their passages, without their document."""
    return document_evidence(DocumentPart(document, tuple(claims))) - document_evidence(DocumentPart(document))


def test_a_document_is_described(documents: Mapping[str, Document]) -> None:
    assert evidence_triples((), {}, documents) == parsed("""
        document:velmar-0a1b2c3d a kg:Document ; dcterms:issued "2024-05"^^xsd:gYearMonth ; dcterms:language "en" ;
            dcterms:source "https://news.example/velmar" ; dcterms:title "Velmar builds"@en ; kg:fileName "velmar.txt" .
    """)


def test_a_claim_stands_as_a_named_node_with_its_passage(propose: Any, document: Document) -> None:
    claim = propose(
        "org/velmar",
        "supports",
        "org/orlin",
        (0, 9),
        status=NAMESPACE + "planned",
        confidence=0.904,
        extractor="frame: x",
    )
    triples = told([claim], document)
    (node,) = claims_in(triples)
    assert described(triples, node) == parsed(f"""
        <{node}> a rdf:Statement , kg:Claim ; rdf:subject org:velmar ; rdf:predicate kg:supports ; rdf:object org:orlin ;
            kg:subject org:velmar ; kg:predicate kg:supports ; kg:object org:orlin ; kg:confidence 0.9 ;
            kg:extractor "frame: x" ; kg:polarity "affirmed" ; kg:status kg:planned ;
            prov:wasDerivedFrom <{PASSAGE}0,9> .
    """)
    assert triples - described(triples, node) == parsed(f"""
        <{PASSAGE}0,9> a kg:Passage ; kg:inDocument document:velmar-0a1b2c3d ; kg:inSentence <{PASSAGE}0,57> ;
            kg:quote "Velmar AG"@en .
        <{PASSAGE}0,57> a kg:Passage ; kg:inDocument document:velmar-0a1b2c3d ;
            kg:quote "Velmar AG will put €12.5 million into a Lodz glass works."@en .
    """)


def test_the_literal_of_a_claim_is_its_value(propose: Any, document: Document) -> None:
    claim = propose("investment/velmar-1", "amount", Value("12500000", PREFIXES["xsd"] + "decimal"))
    triples = told([claim], document)
    (node,) = claims_in(triples)
    facts = described(triples, node)
    assert facts >= parsed(f"<{node}> rdf:object 12500000.0 ; kg:value 12500000.0 ; kg:confidence 1.0 .")
    assert not [each for each in facts if each.predicate.value == NAMESPACE + "object"]


def test_the_same_claim_at_the_same_place_is_one_node(propose: Any, document: Document) -> None:
    weak = propose("org/velmar", "supports", "org/orlin", confidence=0.5, extractor="a")
    strong = replace(weak, confidence=0.8, extractor="b")
    merged = told([weak, strong], document)
    assert merged == told([strong, weak], document) == told([strong], document)


def test_a_denial_stands_beside_what_it_denies(propose: Any, document: Document) -> None:
    stated = propose("org/velmar", "supports", "org/orlin")
    triples = told([stated, replace(stated, polarity=Polarity.NEGATED)], document)
    assert len(claims_in(triples)) == 2


def test_names_are_traced_to_their_passages_and_event_triggers_are_not(
    entities: Mapping[str, Entity], documents: Mapping[str, Document]
) -> None:
    velmar = replace(entities[ENTITY_BASE + "org/velmar"], merged_because=("Velmar is short for Velmar AG",))
    triples = evidence_triples((), {**entities, velmar.iri: velmar}, documents)
    assert described(triples, velmar.iri) == parsed(
        f'org:velmar kg:mentionedIn <{PASSAGE}0,9> ; kg:mergedBecause "Velmar is short for Velmar AG" .'
    )
    assert not described(triples, ENTITY_BASE + "investment/velmar-1")


def test_a_quote_has_the_language_of_its_block(propose: Any, document: Document) -> None:
    start = document.text.index("维尔玛")
    claim = propose("org/velmar", "supports", "org/orlin", (start, start + 3), sentence=(start, len(document.text)))
    triples = told([claim], document)
    assert parsed(f'<{PASSAGE}{start},{start + 3}> kg:quote "维尔玛"@zh .') <= triples


def test_nothing_has_a_blank_node(
    entities: Mapping[str, Entity], documents: Mapping[str, Document], propose: Any
) -> None:
    triples = evidence_triples([propose("org/velmar", "supports", "org/orlin")], entities, documents)
    assert not [each for each in triples for term in each if isinstance(term, ox.BlankNode)]
