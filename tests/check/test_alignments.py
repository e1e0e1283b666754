"""The shipped shapes and alignments are sound Turtle about terms that exist, and alignments stay out of graphs."""

from __future__ import annotations

from typing import Any

import pyshacl
import pytest
from rdflib import Graph, URIRef

from kg.infer import infer
from kg.ontology import NAMESPACE, Ontology
from kg.resources import ontology_directory

DECLARED_ELSEWHERE = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",)


@pytest.fixture
def aligned() -> Graph:
    return Graph().parse(ontology_directory() / "alignments.ttl")


def test_only_known_terms_are_aligned(aligned: Graph, ontology: Ontology) -> None:
    declared = {triple.subject.value for triple in ontology.triples if triple.predicate.value.endswith("#type")}
    unknown = {str(subject) for subject in aligned.subjects()} - declared
    assert unknown == set()


def test_alignments_lead_out_of_the_ontology(aligned: Graph) -> None:
    assert [str(each) for each in aligned.objects() if str(each).startswith(NAMESPACE)] == []


def test_no_foreign_term_enters_a_graph(ontology: Ontology, read: Any) -> None:
    facts = read(":x a kg:Startup ; kg:headquarteredIn :y ; kg:subsidiaryOf :z . :y a kg:City .")
    foreign = {
        term.value
        for triple in infer(facts, ontology).triples
        for term in (triple.predicate, triple.object)
        if not term.value.startswith((NAMESPACE, "urn:test:", *DECLARED_ELSEWHERE))
    }
    assert foreign == set()


def test_the_shapes_are_shacl_by_the_word_of_shacl_itself() -> None:
    shapes = Graph().parse(ontology_directory() / "shapes.ttl")
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_shapes_speak_of_known_properties(ontology: Ontology) -> None:
    shapes = Graph().parse(ontology_directory() / "shapes.ttl")
    paths = {str(each) for each in shapes.objects(None, URIRef("http://www.w3.org/ns/shacl#path"))}
    assert {path for path in paths if path.startswith(NAMESPACE)} <= ontology.properties.keys()
