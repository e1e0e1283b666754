"""A graph that the user brings: texts that speak of its things are linked to its IRIs, classes and names."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.annotate.parser import EnglishParser
from kg.gazetteer import Gazetteer, know
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.ontology.alignment import foreign_classes, known_class
from kg.pipeline import build, load_tools

PREFIXES = """\
@prefix crm: <https://example.org/crm/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
CRM = "https://example.org/crm/"
NAMESPACE = "https://w3id.org/kgbuilder/ontology#"


def triples(text: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("statements", "cls"),
    [
        ("crm:a a kg:Fund", "Fund"),
        ("crm:a a schema:Organization", "Organization"),
        ("crm:a a <http://schema.org/Organization>", "Organization"),
        ("crm:a a foaf:Person", "Person"),
        ("crm:a a crm:Clinic . crm:Clinic rdfs:subClassOf crm:Site . crm:Site rdfs:subClassOf kg:Facility", "Facility"),
        ("crm:a a crm:Loop . crm:Loop rdfs:subClassOf crm:Loop", ""),
        ("crm:a a kg:Organization , kg:Startup", "Startup"),
        ("crm:a a crm:Nothing", ""),
    ],
)
def test_a_foreign_class_is_seen_as_the_one_it_is_aligned_to(statements: str, cls: str, ontology: Ontology) -> None:
    said = triples(f"{statements} .")
    types = [t.object.value for t in said if t.predicate.value.endswith("#type") and isinstance(t.object, ox.NamedNode)]
    broader = {
        t.subject.value: [t.object.value]
        for t in said
        if t.predicate.value.endswith("subClassOf")
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
    found = known_class(types, broader, foreign_classes(ontology), ontology)
    assert found == (NAMESPACE + cls if cls else "")


@pytest.mark.parametrize(
    ("statements", "name", "language"),
    [
        ('crm:a a kg:Company ; rdfs:label "Tern Airways"', "Tern Airways", "en"),
        ('crm:a a kg:Company ; schema:name "Tern Airways" ; schema:alternateName "Tern"', "Tern", "en"),
        ('crm:a a kg:Company ; foaf:name "Tern | Airways"', "Tern Airways", "en"),
        ('crm:a a kg:Company ; skos:prefLabel "Tern Airways" ; skos:altLabel "燕鸥航空"@zh', "燕鸥航空", "zh"),
        pytest.param(
            'crm:a a kg:Company ; rdfs:label "Siemens"', "西门子", "zh", id="the shipped entry's names are taken over"
        ),
        pytest.param('crm:a a kg:Country ; rdfs:label "Norge"@no , "Norway"@en', "Norway", "en", id="and its place"),
    ],
)
def test_a_thing_is_found_by_its_names(
    statements: str, name: str, language: str, ontology: Ontology, gazetteer: Gazetteer
) -> None:
    found = know(triples(f"{statements} ."), ontology, gazetteer).gazetteer.lookup(name, language)
    assert found[0].iri == f"{CRM}a"


def test_what_lay_in_a_shipped_place_lies_in_the_one_that_was_brought(ontology: Ontology, gazetteer: Gazetteer) -> None:
    known = know(triples('crm:no a kg:Country ; rdfs:label "Norway" .'), ontology, gazetteer).gazetteer
    bergen = next(each for each in known.lookup("Bergen") if "Norway" in {a.name for a in known.ancestors(each)})
    assert f"{CRM}no" in {each.iri for each in known.ancestors(bergen)}
    norwegian = known.nationality("Norwegian")
    assert norwegian is not None
    assert norwegian.iri == f"{CRM}no"


@pytest.mark.parametrize(
    ("statements", "without_class"),
    [
        ('crm:a a crm:Puzzle ; rdfs:label "Puzzle Box"', (f"{CRM}a",)),
        ('crm:Puzzle a owl:Class ; rdfs:label "puzzle"', ()),
        ('crm:a rdfs:label "no type"', ()),
        ("crm:a a kg:Company", ()),
        ('crm:a a kg:Investment ; rdfs:label "Tern – Rook, 5 million EUR"', ()),
    ],
)
def test_what_cannot_be_linked_is_told_or_is_no_thing_to_link(
    statements: str, without_class: tuple[str, ...], ontology: Ontology, gazetteer: Gazetteer
) -> None:
    known = know(triples(f"{statements} ."), ontology, gazetteer)
    assert known.without_class == without_class
    assert not known.gazetteer.lookup("Puzzle Box")
    assert len(known.gazetteer) == len(gazetteer)


GRAPH = """\
crm:AirlineCompany rdfs:subClassOf schema:Corporation .
crm:c17 a crm:AirlineCompany ; schema:name "Tern Airways" ; schema:alternateName "TRN" ; kg:headquarteredIn crm:oslo .
crm:c18 a kg:Company ; rdfs:label "Velmar Optics"@fr ; skos:altLabel "Velmar Optics"@en ; kg:headquarteredIn crm:oslo .
crm:oslo a schema:City ; rdfs:label "Oslo" .
"""
TEXT = """\
Tern Airways, which is based in Bergen, signed a cooperation agreement with Velmar Optics Ltd on Monday.

Velmar Optics Ltd is headquartered in Norway. Rook Instruments acquired a stake in TRN.
"""


@pytest.fixture(scope="module")
def graph(
    tmp_path_factory: pytest.TempPathFactory, ontology: Ontology, gazetteer: Gazetteer, parser: EnglishParser
) -> KnowledgeGraph:
    place = tmp_path_factory.mktemp("known")
    (place / "mine.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    (place / "news.txt").write_text(TEXT, encoding="utf-8")
    return build(
        [place / "news.txt"], ontology=ontology, gazetteer=gazetteer, parser=parser, known=[place / "mine.ttl"]
    )


def objects(graph: KnowledgeGraph, subject: str, predicate: str) -> set[object]:
    return {row[0] for row in graph.query(f"SELECT ?o {{ <{CRM}{subject}> {predicate} ?o }}").rows}


def test_a_persons_correction_stands_above_the_graph_that_was_brought(
    tmp_path: Path, ontology: Ontology, gazetteer: Gazetteer, parser: EnglishParser
) -> None:
    tools = load_tools(ontology=ontology, gazetteer=gazetteer, parser=parser, known=triples(GRAPH))
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    who = "\n  author: Ada\n  date: 2026-03-01\n"
    (tmp_path / "mine.yaml").write_text(
        f"- rename: Velmar Optics\n  to: Velmar{who}- retype: TRN\n  to: Startup{who}", encoding="utf-8"
    )
    corrected = build([tmp_path / "news.txt"], tools=tools, corrections=tmp_path / "mine.yaml")
    assert corrected.stale == ()
    assert objects(corrected, "c18", "rdfs:label") == {ox.Literal("Velmar", language="en")}
    assert ox.Literal("Velmar Optics", language="fr") in objects(corrected, "c18", "skos:altLabel")
    types = {str(getattr(value, "value", "")).rsplit("#")[-1] for value in objects(corrected, "c17", "a")}
    assert types == {"Startup", "Company", "Organization"}


def test_edges_go_between_the_users_own_iris(graph: KnowledgeGraph) -> None:
    assert f"{CRM}c18" in {getattr(value, "value", "") for value in objects(graph, "c17", "kg:signedAgreementWith")}


def test_a_thing_keeps_its_classes_and_its_label_and_learns_names(graph: KnowledgeGraph) -> None:
    types = {
        t.object.value for t in graph.graph if str(t.subject) == f"<{CRM}c17>" and t.predicate.value.endswith("#type")
    }
    assert types == {f"{CRM}AirlineCompany", f"{NAMESPACE}Company", f"{NAMESPACE}Organization"}
    labels = {
        str(t.object) for t in graph.graph if str(t.subject) == f"<{CRM}c18>" and t.predicate.value.endswith("#label")
    }
    others = {
        str(t.object) for t in graph.graph if str(t.subject) == f"<{CRM}c18>" and t.predicate.value.endswith("altLabel")
    }
    assert labels == {'"Velmar Optics"@fr'}
    assert others == {'"Velmar Optics"@en', '"Velmar Optics Ltd"@en'}


def test_another_headquarters_is_a_conflict_and_a_wider_one_is_none(graph: KnowledgeGraph) -> None:
    assert [(each.subject, each.known, each.stated) for each in graph.conflicts] == [(f"{CRM}c17", "Oslo", "Bergen")]
    assert graph.conflicts[0].evidence.quote in TEXT


def test_tools_without_a_known_graph_know_none(ontology: Ontology, gazetteer: Gazetteer, parser: EnglishParser) -> None:
    assert load_tools(ontology=ontology, gazetteer=gazetteer, parser=parser).known is None
