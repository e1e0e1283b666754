"""The whole road: documents in, a graph out that is the same whenever and wherever it is built, in the user's own terms too."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.check import check_graph
from kg.graph import KnowledgeGraph
from kg.ontology import NAMESPACE
from kg.pipeline import build, build_from_documents

CHECKOUT = Path(__file__).parents[1]
TEXTS = {
    "a.txt": "Kestrel Motors invested $40 million in Calder Semiconductor in May 2021. The company cooperates with Polder Energy.",
    "b.txt": "Kestrel Motors and Vilamar University signed an agreement in Leipzig. It will build a cable plant in Turin.",
    "c.txt": "Calder Semiconductor, a unit of Nordwind Energy, did not invest in Polder Energy. Nordwind Energy is based in Oslo.",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(articles: Path, road) -> KnowledgeGraph:
    return build([articles], tools=road.tools)


def saved(graph: KnowledgeGraph, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in graph.save(folder)}


def edges(graph: KnowledgeGraph) -> set[str]:
    """The edges between named things, by label."""
    rows = graph.query(
        "SELECT ?s ?p ?o { ?a ?p ?b . ?a rdfs:label ?s . ?b rdfs:label ?o FILTER(STRSTARTS(STR(?p), STR(kg:))) }"
    ).rows
    return {f"{s.value} > {p.value.removeprefix(NAMESPACE)} > {o.value}" for s, p, o in rows}


# ---------------------------------------------------------------- what it gives


def test_articles_become_a_graph_with_evidence(graph: KnowledgeGraph) -> None:
    assert {
        "Kestrel Motors > investsIn > Calder Semiconductor",
        "Kestrel Motors > signedAgreementWith > Vilamar University",
        "Vilamar University > signedAgreementWith > Kestrel Motors",
        "Kestrel Motors > cooperatesWith > Polder Energy",
        "Nordwind Energy > headquarteredIn > Oslo",
    } <= edges(graph)
    assert "Calder Semiconductor > investsIn > Polder Energy" not in edges(graph)
    assert (graph.title, graph.failures) == ("3 documents", ())


def test_what_is_built_is_what_the_ontology_allows(road) -> None:
    graph = road.build(TEXTS["a.txt"], TEXTS["b.txt"])
    assert check_graph(graph.graph, road.ontology) == ()


def test_a_text_that_denies_something_gives_a_valid_graph(road) -> None:
    graph = road.build("Calder Semiconductor did not invest in Polder Energy.")
    assert check_graph(graph.graph, road.ontology) == ()


def test_every_quote_in_the_evidence_stands_in_its_document(graph: KnowledgeGraph) -> None:
    rows = graph.query(
        "SELECT ?passage ?quote ?name { ?passage a kg:Passage ; kg:quote ?quote ; kg:inDocument/kg:fileName ?name }"
    ).rows
    assert len(rows) > 20
    for passage, quote, name in rows:
        start, end = re.search(r"#char=(\d+),(\d+)$", passage.value).groups()
        assert TEXTS[Path(name.value).name][int(start) : int(end)] == quote.value
    unsupported = graph.query(
        "SELECT ?claim { ?claim a kg:Claim FILTER NOT EXISTS { ?claim prov:wasDerivedFrom/kg:quote ?words } }"
    ).rows
    assert unsupported == ()


def test_every_edge_between_things_has_a_claim(graph: KnowledgeGraph) -> None:
    bare = graph.query(
        """SELECT ?a ?p ?b { ?a ?p ?b . ?a a/rdfs:label* ?x . ?b rdfs:label ?l . FILTER(STRSTARTS(STR(?p), STR(kg:)))
        FILTER NOT EXISTS { ?c a kg:Claim } FILTER NOT EXISTS { ?c kg:subject ?a ; kg:predicate ?p ; kg:object ?b } FILTER(isIRI(?b)) }"""
    ).rows
    assert bare == ()


def test_progress_is_reported_and_counts_up(articles: Path, road) -> None:
    seen: list[tuple[str, int, int | None]] = []
    build([articles], tools=road.tools, progress=lambda *each: seen.append(each))
    assert [each for each in seen if each[0] == "extracting"] == [("extracting", number, 3) for number in (1, 2, 3)]
    assert list(dict.fromkeys(stage for stage, *_ in seen)) == ["reading", "extracting", "resolving", "inferring"]


def test_an_input_that_cannot_be_read_is_a_failure_and_the_rest_is_built(articles: Path, tmp_path: Path, road) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"\x00\x01")
    graph = build([articles / "a.txt", broken], tools=road.tools)
    assert [Path(failure.name).name for failure in graph.failures] == ["broken.pdf"]
    assert "Kestrel Motors > investsIn > Calder Semiconductor" in edges(graph)


def test_nothing_gives_an_empty_graph(road) -> None:
    graph = build_from_documents([], tools=road.tools)
    assert (graph.graph, graph.evidence, graph.rejected) == (frozenset(), frozenset(), ())


def test_the_base_of_the_iris_can_be_chosen(road) -> None:
    graph = road.build("Kestrel Motors cooperates with Polder Energy.", base="https://example.org/x/")
    assert graph.query("ASK { <https://example.org/x/org/kestrel-motors> kg:cooperatesWith ?b }").answer
    assert not any("kgbuilder/id" in str(triple) for triple in graph.graph | graph.evidence)


# ---------------------------------------------------------------- the same bytes


def test_the_order_of_documents_makes_no_difference(articles: Path, tmp_path: Path, road) -> None:
    paths = sorted(articles.iterdir())
    once, again = (build(order, tools=road.tools) for order in (paths, paths[::-1]))
    assert saved(once, tmp_path / "once") == saved(again, tmp_path / "again")


def test_a_later_document_changes_no_iri(road) -> None:
    def iris(graph: KnowledgeGraph) -> set[str]:
        return {
            row[0].value
            for row in graph.query("SELECT ?a { ?a rdfs:label ?l . ?a a ?c FILTER(?c != kg:Document) }").rows
        }

    texts = list(TEXTS.values())
    assert iris(road.build(texts[0])) <= iris(road.build(*texts))


def test_bytes_do_not_depend_on_the_hash_seed(articles: Path, tmp_path: Path) -> None:
    """Two processes at once, each with a seed of its own."""
    program = "import sys, kg; kg.build(sys.argv[1:2]).save(sys.argv[2])"
    running = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)}
        command = [sys.executable, "-c", program, str(articles / "b.txt"), str(tmp_path / seed)]
        running.append(subprocess.Popen(command, env=environment))
    assert [process.wait() for process in running] == [0, 0]
    made = [{path.name: path.read_bytes() for path in sorted((tmp_path / seed).iterdir())} for seed in ("1", "2")]
    assert made[0].keys() == {"graph.ttl", "evidence.ttl", "rejected.jsonl", "graph.html"}
    assert made[0] == made[1]


# ---------------------------------------------------------------- the API as documented


def test_the_example_in_the_documentation_runs() -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (CHECKOUT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL
    )
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "docs/api.md", "exec"), {})
    lines = printed.getvalue().splitlines()
    assert lines[0] == "Kestrel Motors -> Calder Semiconductor 40000000"
    assert lines[1] == "Kestrel Motors invested $40 million in Calder Semiconductor in May 2021."
    assert lines[-1] == "True"


def test_what_is_saved_can_be_loaded_and_asked_again(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.save(tmp_path / "out")
    again = kg.load(tmp_path / "out")
    assert (again.graph, again.evidence) == (graph.graph, graph.evidence)
    assert edges(again) == edges(graph)
    assert len(again.rdf) == len(graph.graph)


# ---------------------------------------------------------------- hostile names


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", 'Nordwind "><img src=x onerror=alert(1)> AG', "</script><b>Nordwind</b> Energy"],
)
def test_markup_is_just_text(name: str, tmp_path: Path, road) -> None:
    graph = road.build(f"{name} cooperates with Kestrel Motors. Kestrel Motors signed an agreement with {name}.")
    graph.save(tmp_path)
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert name not in page
    assert "<img src=x" not in page
    assert check_graph(graph.graph, road.ontology) == ()
    ox.Store().load(path=str(tmp_path / "graph.ttl"), format=ox.RdfFormat.TURTLE)


# ---------------------------------------------------------------- the user's own terms

MINE = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix my: <https://example.org/air#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:Airport a owl:Class ; rdfs:subClassOf kg:Facility ; rdfs:label "airport"@en , "机场"@zh ; rdfs:comment "Where aircraft land."@en ;
    kg:headNoun "airport"@en , "aerodrome"@en ; kg:colour "#0a5c99" ; kg:shape "star" ; kg:iriSegment "airport" .
kg:Facility kg:replaces true ; a owl:Class ; rdfs:label "facility"@en ; kg:iriSegment "facility" ; kg:entityLabel "FAC" .
my:fliesTo a owl:ObjectProperty ; rdfs:label "flies to"@en ; rdfs:comment "Serves by air."@en ; rdfs:domain kg:Company ; rdfs:range my:Airport ;
    kg:frame "{subject} flies to {object}"@en .
"""
FLIGHTS = "Kestrel Airways flies to Solvik Airport and Ravnsborg Aerodrome. Tinned fish fly to Solvik Airport."
AIR = "https://example.org/air#"


@pytest.fixture(scope="module")
def flights(road, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("mine") / "air.ttl"
    path.write_text(MINE, encoding="utf-8")
    return road.build(FLIGHTS, mine=path)


def test_a_class_and_a_property_of_the_users_own_are_extracted(flights: KnowledgeGraph) -> None:
    rows = flights.query(f"SELECT ?s ?o {{ ?a <{AIR}fliesTo> ?b . ?a rdfs:label ?s . ?b rdfs:label ?o }}").rows
    assert {(s.value, o.value) for s, o in rows} == {
        ("Kestrel Airways", "Solvik Airport"),
        ("Kestrel Airways", "Ravnsborg Aerodrome"),
    }


def test_they_are_in_the_turtle_with_their_types(flights: KnowledgeGraph, tmp_path: Path) -> None:
    flights.save(tmp_path)
    turtle = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix my: <https://example.org/air#> ." in turtle
    types = flights.query('SELECT ?type { ?a rdfs:label "Solvik Airport"@en ; a ?type }').rows
    assert {row[0].value for row in types} == {AIR + "Airport", NAMESPACE + "Facility"}
    (iri,) = {row[0].value for row in flights.query('SELECT ?a { ?a rdfs:label "Solvik Airport"@en }').rows}
    assert iri == "https://w3id.org/kgbuilder/id/airport/solvik-airport"


def test_they_are_valid_and_a_bad_one_is_not(flights: KnowledgeGraph) -> None:
    assert check_graph(flights.graph, flights.ontology) == ()
    (airline,) = [row[0] for row in flights.query(f"SELECT DISTINCT ?a {{ ?a <{AIR}fliesTo> ?b }}").rows]
    (airport,) = [row[0] for row in flights.query('SELECT ?a { ?a rdfs:label "Solvik Airport"@en }').rows]
    turned_round = ox.Triple(airport, ox.NamedNode(AIR + "fliesTo"), airline)
    violations = check_graph({*flights.graph, turned_round}, flights.ontology)
    assert {(each.focus, each.path) for each in violations} == {(airport.value, AIR + "fliesTo")}


def test_they_are_drawn_in_their_colour_and_shape(flights: KnowledgeGraph, tmp_path: Path) -> None:
    flights.save(tmp_path)
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "#0a5c99" in page
    assert "flies to" in page
    assert '"star"' in page


def test_what_the_users_domain_does_not_let_in_is_no_edge(flights: KnowledgeGraph) -> None:
    rows = flights.query(f"SELECT ?s {{ ?a <{AIR}fliesTo> ?b . ?a rdfs:label ?s }}").rows
    assert not [s.value for (s,) in rows if "fish" in s.value]


def test_labels_and_colours_can_be_replaced_and_terms_removed(tmp_path: Path, road) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        """@prefix kg: <https://w3id.org/kgbuilder/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        kg:Company rdfs:label "enterprise"@en ; kg:colour "#123456" .
        kg:cooperatesWith owl:deprecated true .
        kg:headquarteredIn kg:replaces true ; a owl:ObjectProperty ; rdfs:label "seated in"@en ; rdfs:domain kg:Organization ; rdfs:range kg:Place ;
            kg:frame "{subject} has its seat in {object}"@en .""",
        encoding="utf-8",
    )
    text = "Kestrel Motors cooperates with Polder Energy. Polder Energy has its seat in Leipzig. Kestrel Motors is based in Turin."
    graph = road.build(text, mine=path)
    assert (
        edges(graph) & {"Kestrel Motors > cooperatesWith > Polder Energy", "Kestrel Motors > headquarteredIn > Turin"}
        == set()
    )
    assert "Polder Energy > headquarteredIn > Leipzig" in edges(graph)
    graph.save(tmp_path / "out")
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "#123456" in page
    assert "enterprise" in page


def test_rejected_claims_are_written_with_their_reasons(road, tmp_path: Path) -> None:
    graph = road.build("Kestrel Motors signed an agreement. Kestrel Motors said it will sign another agreement.")
    graph.save(tmp_path, formats=())
    records = [json.loads(line) for line in (tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["reason"] for record in records} == {
        "the text names fewer than 2 of the parties and sums that make up an agreement"
    }
