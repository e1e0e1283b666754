"""KnowledgeGraph: load, look at it from every side, save, and load the same again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg.graph
from kg.errors import GraphError, OutputError
from kg.graph import FORMATS, KnowledgeGraph, load
from kg.ontology import load_ontology
from kg.records import Claim, Evidence, RejectedClaim, Span, Value

GRAPH = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:harbourline a kg:Company ; rdfs:label "Harbourline"@en ; kg:investsIn org:silverfen .
org:silverfen a kg:Company ; rdfs:label "Silverfen"@en .
"""
EVIDENCE = """
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
claim:a a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:investsIn ; kg:object org:silverfen ; kg:confidence 0.50 ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/d#char=0,9> .
<https://w3id.org/kgbuilder/id/document/d#char=0,9> a kg:Passage ; kg:quote "Harbours." .
"""
KG = "https://w3id.org/kgbuilder/ontology#"
REJECTED = tuple(
    RejectedClaim(
        Claim("m2", KG + "amount", value, Evidence("d", Span(0, 8), "Harb\u2028urs", Span(0, 8)), extractor="rule: x"),
        "domain",
    )
    for value in ("m1", Value("7", "http://www.w3.org/2001/XMLSchema#decimal"), Value("七", "", "zh"))
)


def triples(text: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return KnowledgeGraph(triples(GRAPH), triples(EVIDENCE), load_ontology(), REJECTED)


def test_rdf_is_an_rdflib_graph_with_its_namespaces(graph: KnowledgeGraph) -> None:
    rdf = graph.rdf
    assert isinstance(rdf, rdflib.Graph)
    assert len(rdf) == len(graph.graph)
    assert dict(rdf.namespaces())["org"] == rdflib.URIRef("https://w3id.org/kgbuilder/id/org/")
    assert dict(rdf.namespaces())["kg"] == rdflib.URIRef(KG)


def test_nx_is_a_networkx_graph(graph: KnowledgeGraph) -> None:
    base = "https://w3id.org/kgbuilder/id/org/"
    assert graph.nx.has_edge(base + "harbourline", base + "silverfen", key=KG + "investsIn")


def test_query_and_explain_ask_graph_and_evidence(graph: KnowledgeGraph) -> None:
    assert len(graph.query("SELECT ?claim { ?claim kg:subject ?who . ?who kg:investsIn org:silverfen }").rows) == 1
    assert graph.explain("Harbourline", "investsIn", "silverfen").claims[0].citations[0].quote == "Harbours."


def test_save_and_load_give_the_same_graph_and_bytes(graph: KnowledgeGraph, tmp_path: Path) -> None:
    written = graph.save(tmp_path / "a", formats=())
    assert [path.name for path in written] == ["graph.ttl", "evidence.ttl", "rejected.jsonl"]
    again = load(tmp_path / "a")
    assert (again.graph, again.evidence) == (graph.graph, graph.evidence)
    assert sorted(map(repr, again.rejected)) == sorted(map(repr, graph.rejected))
    again.save(tmp_path / "b", formats=())
    for path in written:
        assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes()


def test_every_format_can_be_written(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.save(tmp_path, formats=[name for name in FORMATS if name != "html"])
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert names == [
        "csv/agreements.csv", "csv/edges.csv", "csv/entities.csv", "csv/investments.csv",
        "evidence.jsonld", "evidence.nt", "evidence.rdf", "evidence.ttl",
        "graph.graphml", "graph.jsonld", "graph.nq", "graph.nt", "graph.rdf", "graph.trig", "graph.ttl", "rejected.jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig"])
def test_one_file_holds_a_whole_graph(graph: KnowledgeGraph, tmp_path: Path, name: str) -> None:
    graph.save(tmp_path, formats=["nq", "trig"])
    assert load(tmp_path / name).evidence == graph.evidence


def test_rejected_claims_are_sorted_json_lines(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.save(tmp_path, formats=())
    lines = (tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert {json.loads(line)["object"] for line in lines} == {"m1", "7", "七"}
    assert json.loads(lines[-1]).keys() >= {
        "subject",
        "predicate",
        "quote",
        "document",
        "start",
        "end",
        "reason",
        "extractor",
    }


def test_nothing_is_left_half_written(graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(OutputError, match=r"graph\.ttl: cannot be written"):
        graph.save(tmp_path, formats=())
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_files_are_as_readable_as_any(graph: KnowledgeGraph, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    graph.save(tmp_path, formats=())
    assert (tmp_path / "graph.ttl").stat().st_mode == plain.stat().st_mode


def test_mistakes_are_named(graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="unknown format docx; choose from html"):
        graph.save(tmp_path, formats=["docx"])
    assert not list(tmp_path.iterdir())
    graph.save(tmp_path, formats=())
    (tmp_path / "rejected.jsonl").write_text('{"subject": 1}\n')
    with pytest.raises(GraphError, match=r"rejected\.jsonl: not a file of rejected claims"):
        load(tmp_path)


def test_the_page_is_written_by_default(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert "graph.html" in {path.name for path in graph.save(tmp_path)}
    assert "Harbourline" in (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_bytes_do_not_depend_on_the_hash_seed(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.save(tmp_path / "first", formats=())
    program = (
        "import sys, kg.graph as g; "
        "g.load(sys.argv[1]).save(sys.argv[2], [name for name in g.FORMATS if name != 'html'])"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "first"), str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(kg.graph.__file__).parents[1])},
            check=True,
        )
    files = [path.relative_to(tmp_path / "1") for path in sorted((tmp_path / "1").rglob("*")) if path.is_file()]
    assert len(files) > 10
    for name in files:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name
