"""Tables: what is in them, that spreadsheets run nothing in them, and GraphML that reads back."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.ontology import load_ontology
from kg.publish.network import build_network
from kg.publish.tables import occurrence_classes, write_graphml, write_tables

PREFIXES = """
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix investment: <https://w3id.org/kgbuilder/id/investment/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
GRAPH = (
    PREFIXES
    + """
org:harbourline a kg:Company , kg:Organization ; rdfs:label "Harbourline"@en , "港线"@zh ; skos:altLabel "Harbourline Oy"@en ;
    kg:cooperatesWith org:evil .
org:evil a kg:Company ; rdfs:label "=HYPERLINK(\\"x\\")"@en ; kg:cooperatesWith org:harbourline .
investment:one a kg:Investment , kg:Occurrence ; rdfs:label "one"@en ; kg:investor org:harbourline , org:evil ; kg:amount -12.50 ;
    kg:status kg:planned ; kg:purpose "@home \\u0007"@en .
"""
)
EVIDENCE = (
    PREFIXES
    + """
claim:a a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:cooperatesWith ; kg:object org:evil ; kg:status kg:planned ; kg:confidence 0.7 ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/d#char=0,5> .
claim:b a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:cooperatesWith ; kg:object org:evil ; kg:status kg:signed ; kg:confidence 0.9 .
claim:c a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:cooperatesWith ; kg:object org:evil ; kg:polarity "negated" ; kg:confidence 1.0 .
org:harbourline kg:mentionedIn <https://w3id.org/kgbuilder/id/document/d#char=0,5> .
"""
)
ORG = "https://w3id.org/kgbuilder/id/org/"
KG = "https://w3id.org/kgbuilder/ontology#"
ONTOLOGY = load_ontology()


def read(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_tables(read(GRAPH), read(EVIDENCE), ONTOLOGY)[name])))


def test_there_is_a_table_for_each_class_of_occurrences() -> None:
    assert sorted(write_tables([], [], ONTOLOGY)) == ["agreements.csv", "edges.csv", "entities.csv", "investments.csv"]


def test_a_users_class_with_roles_gets_a_table(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES
        + """
kg:Takeover a owl:Class ; rdfs:subClassOf kg:Occurrence ; rdfs:label "subsidy"@en ; kg:iriSegment "takeover" .
kg:buyer a owl:ObjectProperty ; rdfs:label "buyer"@en ; rdfs:domain kg:Takeover ; rdfs:range kg:Company .
"""
    )
    ontology = load_ontology([own])
    assert KG + "Takeover" in occurrence_classes(ontology)
    header = write_tables([], [], ontology)["subsidies.csv"].splitlines()[0]
    assert "buyer,buyer_iri" in header


def test_entities() -> None:
    row = next(each for each in table("entities.csv") if each["iri"] == ORG + "harbourline")
    assert row == {
        "iri": ORG + "harbourline", "class": "company", "label": "Harbourline", "language": "en",
        "aliases": "Harbourline Oy", "types": "company | organization", "mentions": "1",
    }  # fmt: skip


def test_edges_carry_their_surest_and_furthest_claim_in_both_directions() -> None:
    rows = [each for each in table("edges.csv") if each["predicate"] == KG + "cooperatesWith"]
    assert len(rows) == 2
    for row in rows:
        assert (row["status"], row["confidence"], row["claims"]) == ("signed", "0.9", "2")
        assert row["documents"] == "https://w3id.org/kgbuilder/id/document/d"


def test_occurrences_give_roles_as_names_and_iris() -> None:
    row = table("investments.csv")[0]
    assert row["investor_iri"] == f"{ORG}evil | {ORG}harbourline"
    assert (row["amount"], row["status"], row["target"]) == ("-12.50", "planned", "")


@pytest.mark.parametrize(
    ("name", "column", "cell"),
    [("entities.csv", "label", '\'=HYPERLINK("x")'), ("investments.csv", "purpose", "'@home \x07")],
)
def test_formulas_are_disarmed_and_numbers_are_not(name: str, column: str, cell: str) -> None:
    assert cell in {row[column] for row in table(name)}


def test_the_network_has_things_as_nodes_and_literals_as_attributes() -> None:
    network = build_network(read(GRAPH), read(EVIDENCE), ONTOLOGY)
    assert list(network) == sorted(network)
    company = network.nodes[ORG + "harbourline"]
    assert (company["label"], company["labels"]) == ("Harbourline", {"en": "Harbourline", "zh": "港线"})
    assert (company["cls"], company["aliases"]) == (KG + "Company", ("Harbourline Oy",))
    investment = network.nodes["https://w3id.org/kgbuilder/id/investment/one"]
    assert (investment["amount"], investment["status"]) == (-12.5, "planned")
    edge = network.edges[ORG + "evil", ORG + "harbourline", KG + "cooperatesWith"]
    assert (edge["label"], edge["status"], edge["confidence"], edge["claims"]) == ("cooperates with", "signed", 0.9, 2)


def test_graphml_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text(write_graphml(read(GRAPH), read(EVIDENCE), ONTOLOGY), encoding="utf-8")
    back = nx.read_graphml(path, force_multigraph=True)
    ours = build_network(read(GRAPH), read(EVIDENCE), ONTOLOGY)
    assert sorted(back.nodes) == sorted(ours.nodes)
    assert sorted((a, b) for a, b, _ in back.edges) == sorted((a, b) for a, b, _ in ours.edges)
    assert back.nodes[ORG + "evil"]["label"] == '=HYPERLINK("x")'
    assert back.nodes["https://w3id.org/kgbuilder/id/investment/one"]["purpose"] == "@home \ufffd"


def test_the_order_of_the_input_does_not_matter() -> None:
    graph, evidence = read(GRAPH), read(EVIDENCE)
    before = (write_tables(graph, evidence, ONTOLOGY), write_graphml(graph, evidence, ONTOLOGY))
    random.Random(5).shuffle(graph)
    random.Random(6).shuffle(evidence)
    assert (write_tables(graph, evidence, ONTOLOGY), write_graphml(graph, evidence, ONTOLOGY)) == before
