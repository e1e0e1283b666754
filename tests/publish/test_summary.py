"""What is counted for the summary of a graph, and how."""

from __future__ import annotations

import pyoxigraph as ox

from kg.assemble import KnownConflict
from kg.check import ExplainedViolation, Testimony, Violation
from kg.ontology import ENTITY_BASE, NAMESPACE, load_ontology
from kg.publish.summary import count_reasons, edges_by_predicate, entities_by_class, names_about, summary_of_graph
from kg.records import Evidence, Span

GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:aldermoor a kg:Company , kg:Organization ; rdfs:label "Aldermoor Cables"@en , "A 1"@zh ;
    kg:cooperatesWith org:brackwater ; kg:operatesIn place:oslo .
org:brackwater a kg:Startup , kg:Company , kg:Organization ; rdfs:label "Brackwater"@en ; kg:cooperatesWith org:aldermoor .
place:oslo a kg:City , kg:Place ; rdfs:label "Oslo"@en .
"""
ONTOLOGY = load_ontology()
TRIPLES = frozenset(quad.triple for quad in ox.parse(GRAPH, format=ox.RdfFormat.TURTLE))
ALDERMOOR, OSLO = f"{ENTITY_BASE}org/aldermoor", f"{ENTITY_BASE}place/oslo"


def test_an_entity_counts_once_under_its_most_specific_class() -> None:
    assert summary_of_graph(TRIPLES, ONTOLOGY).entities == {"Company": 1, "Startup": 1, "City": 1}


def test_what_is_only_of_classes_that_the_ontology_does_not_know_is_no_entity() -> None:
    other = ox.parse(f"<urn:x> a <urn:Thing> . <urn:y> a <urn:Thing> , <{NAMESPACE}City> .", ox.RdfFormat.TURTLE)
    assert entities_by_class((quad.triple for quad in other), ONTOLOGY) == {"City": 1}


def test_a_symmetric_edge_counts_once_and_values_do_not_count() -> None:
    assert summary_of_graph(TRIPLES, ONTOLOGY).edges == {"cooperatesWith": 1, "operatesIn": 1}


def test_edges_of_two_properties_of_one_name_are_counted_together() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    two = ox.parse(f"<urn:a> <{rdf}object> <urn:b> ; <{NAMESPACE}object> <urn:b> .", ox.RdfFormat.TURTLE)
    assert edges_by_predicate((quad.triple for quad in two), ONTOLOGY) == {"object": 2}


def test_reasons_that_differ_only_in_what_they_name_count_together() -> None:
    reasons = ["domain: <https://example.org/a> is no Fund", "domain: <https://example.org/b> is no Fund", "no quote"]
    assert count_reasons(reasons) == {"domain: … is no Fund": 2, "no quote": 1}


def test_only_what_has_to_be_spoken_of_is_named() -> None:
    violation = Violation(ALDERMOOR, f"{NAMESPACE}produces", "cables", "wrong")
    testimony = Testimony("c", ALDERMOOR, f"{NAMESPACE}operatesIn", OSLO, "q", "s", "d")
    conflict = KnownConflict(OSLO, f"{NAMESPACE}locatedIn", "a", "b", Evidence("d", Span(0, 1), "x", Span(0, 1)))
    assert names_about(TRIPLES, ONTOLOGY, [ExplainedViolation(violation, (testimony,))], [conflict]) == {
        ALDERMOOR: "Aldermoor Cables",
        OSLO: "Oslo",
        f"{NAMESPACE}produces": "produces",
        f"{NAMESPACE}operatesIn": "operates in",
        f"{NAMESPACE}locatedIn": "located in",
    }
