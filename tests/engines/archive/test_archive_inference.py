"""What follows from facts on disk is what follows from them in memory, for the same reasons and on the same words."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import graph_triples
from kg.engines.archive.derived import derive_stated
from kg.engines.archive.facts import take_in, told_premises
from kg.engines.archive.inference import can_infer, infer_stated
from kg.engines.archive.rules import statements, teach_comparison
from kg.engines.archive.scratch import scratch_database
from kg.infer import derive_claims, infer
from kg.infer.facts import Fact
from kg.infer.grounds import PASSAGES_TOLD
from kg.infer.program import program_of
from kg.infer.terms import facts_of
from kg.ontology import NAMESPACE, Ontology
from kg.pipeline import Tools, conclude, extract_documents, read_all
from kg.project.codec import Codec
from kg.records import Claim, Evidence, Polarity, Span, Value
from tests.infer.conftest import PREFIXES
from tests.infer.test_against_queries import AXIOMS, CLASSES, SHIPPED, any_graph, graphs, ontology_of

CHECKOUT = Path(__file__).parents[3]
several = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(triples: Iterable[ox.Triple], claims: Sequence[Claim], ontology: Ontology, folder: Path) -> None:
    """The graph, the reasons and the derived claims are those in memory, however the facts are told."""
    inference = infer(triples, ontology)
    told = [*facts_of(inference.stated), *facts_of(triples)]
    with scratch_database(folder / "scratch") as database:
        infer_stated(database, iter(told), ontology)
        texts = dict(database.execute("SELECT number, text FROM term"))

        def fact(numbers: Iterable[int]) -> Fact:
            subject, predicate, target = (texts[number] for number in numbers)
            return subject, predicate, target

        found = database.execute("SELECT subject, predicate, object, label, premises FROM fact WHERE label IS NOT NULL")
        assert {fact(row[:3]): (row[3], tuple(map(fact, told_premises(row[4])))) for row in found} == {
            each: (derivation.label, derivation.premises) for each, derivation in inference.derivations.items()
        }
        graph = list(database.execute("SELECT subject, predicate, object FROM graph"))
        assert sorted(graph) == sorted(facts_of(inference.graph))
        derive_stated(database, iter(claims), ontology)
        derived = list(database.execute("SELECT document, number, claim FROM derived ORDER BY number"))
    unpacked = [Codec(Claim).unpack(claim) for *_, claim in derived]
    assert unpacked == list(derive_claims(inference, claims, ontology))
    assert [row[:2] for row in derived] == [(each.evidence.document, number) for number, each in enumerate(unpacked)]


# ---------------------------------------------------------------- any facts, under any ontology


@several
@given(axioms=st.lists(st.sampled_from(AXIOMS), max_size=10, unique=True), graph=any_graph)
def test_by_any_ontology(axioms: list[str], graph: list[ox.Triple], tmp_path: Path) -> None:
    check(graph, (), ontology_of(axioms, tmp_path), tmp_path)


@several
@given(data=st.data())
def test_by_the_shipped_ontology(data: st.DataObject, ontology: Ontology, tmp_path: Path) -> None:
    graph = data.draw(graphs([ontology.iri(each) for each in SHIPPED], [ontology.iri(each) for each in CLASSES]))
    check(graph, (), ontology, tmp_path)


@pytest.mark.parametrize(
    ("axioms", "facts"),
    [
        (":p a owl:TransitiveProperty .", " ".join(f":n{number} :p :n{number + 1} ." for number in range(30))),
        (":p a owl:TransitiveProperty , owl:SymmetricProperty .", ":a :p :b . :b :p :c . :c :p :d . :x :p :x ."),
        (":p a owl:TransitiveProperty .", ":a :p :c , :b , :e . :c :p :d . :b :p :d . :e :p :d . :d :p :f ."),
        (
            ":s rdfs:subPropertyOf :r . :r rdfs:subPropertyOf :p . :p a owl:TransitiveProperty .",
            ":a :p :b . :b :p :c . :c :r :d . :b :s :e . :e :p :d . :d :s :f . :e :r :f . :f :p :g .",
        ),
        (":p rdfs:subPropertyOf :q . :q a owl:TransitiveProperty .", ":a :p :b . :b :q :c . _:d :q :a . :c :p _:e ."),
        (":p owl:inverseOf :q .", ':x :p "a text"@en , 7 , "2024-05"^^xsd:gYearMonth , :y , _:blank .'),
        (":p kg:materialize false ; rdfs:subPropertyOf :q .", ":x :p :y . :x :s << :a :b :c >> ."),
        (
            ":p owl:propertyChainAxiom ( :q :r :q ) . :p a owl:IrreflexiveProperty .",
            ":a :q :b . :b :r :c . :c :q :a , :d .",
        ),
    ],
    ids=["long", "circle", "two ways", "steps that come later", "under a transitive one", "texts", "hidden", "chain"],
)
def test_kinds_of_facts(axioms: str, facts: str, read: Any, tmp_path: Path) -> None:
    check(read(facts), (), ontology_of([axioms], tmp_path), tmp_path)


@pytest.mark.parametrize(
    "where",
    [
        "?x :p ?v ; :q ?w FILTER(?v != ?w)",
        "?x :p ?v ; :q ?w FILTER(STR(?v) < STR(?w))",
        "?x :p ?v ; :q ?w FILTER(?v = ?nothing)",
        "?x :p ?v FILTER NOT EXISTS { ?x :q ?v }",
        "?x :p ?v FILTER NOT EXISTS { ?x :q ?other . ?other :p ?x }",
        "?x :p ?x",
        "?x :p ?y . ?y :q ?z . ?z :p ?v FILTER(?x != ?z)",
    ],
)
@pytest.mark.parametrize("head", ["?x :r ?v", "?v :r ?x", "?x :r 'a text'@en", "?x :unknown ?nowhere"])
def test_rules_that_ask_for_more(where: str, head: str, read: Any, tmp_path: Path) -> None:
    rule = f":rule a sh:SPARQLRule ; rdfs:label 'it'@en ; sh:construct '''PREFIX : <urn:test:> CONSTRUCT {{ {head} }} WHERE {{ {where} }}''' ."
    facts = ":x :p 9.0 , :y , :x ; :q 10 , :y . :y :q :z , :x ; :p :p . :z :p :v ."
    ontology = ontology_of([rule], tmp_path)
    assert can_infer(ontology)
    check(read(facts), (), ontology, tmp_path)


@pytest.mark.parametrize("all_recent", [True, False])
def test_joined_facts_are_looked_up_by_an_end(
    all_recent: bool, ontology: Ontology, database: sqlite3.Connection
) -> None:
    program = program_of(ontology)
    teach_comparison(database)
    terms = take_in(database, (), program)
    for rule in (*program.rules, *program.guarded):
        for each in statements(rule, program, terms, all_recent=all_recent):
            plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {each.text}", each.values)]
            _, *joined = [step for step in plan if re.match(r"(SCAN|SEARCH) premise", step)]
            assert all(re.search(r"(subject|object)=\?", step) for step in joined), plan


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?x :r ?y } WHERE { ?x :p+ ?y }",
        "CONSTRUCT { ?x :r ?y } WHERE { ?x ?any ?y }",
        "CONSTRUCT { ?x ?y :r } WHERE { ?x :p ?y }",
    ],
)
def test_what_cannot_be_joined_is_told(query: str, tmp_path: Path, ontology: Ontology) -> None:
    rule = f":rule a sh:SPARQLRule ; sh:construct 'PREFIX : <urn:test:> {query}' ."
    assert can_infer(ontology)
    assert not can_infer(ontology_of([rule], tmp_path))


# ---------------------------------------------------------------- claims

ROLES = (
    "investor leadInvestor target place party counterparty locatedIn partOf subsidiaryOf cooperatesWith status amount"
).split()


def claim(subject: str, role: str, target: str, document: str, start: int, confidence: float, status: str) -> Claim:
    evidence = Evidence(document, Span(start, start + 5), "words", Span(0, 200))
    things: dict[str, str | Value] = {
        "status": NAMESPACE + "planned",
        "amount": Value(f"{start}", "http://www.w3.org/2001/XMLSchema#decimal"),
    }
    return Claim(
        f"urn:test:{subject}",
        NAMESPACE + role,
        things.get(role, f"urn:test:{target}"),
        evidence,
        polarity=Polarity.NEGATED if start == 20 else Polarity.AFFIRMED,
        status=status and NAMESPACE + status,
        confidence=confidence,
    )


some_claims = st.builds(
    claim,
    subject=st.sampled_from("abcde"),
    role=st.sampled_from(ROLES),
    target=st.sampled_from("abcde"),
    document=st.sampled_from(["d1", "d2", "d3"]),
    start=st.sampled_from([0, 10, 20]),
    confidence=st.sampled_from([0.4, 0.9]),
    status=st.sampled_from(["", "", "signed", "completed"]),
)


@several
@given(claims=st.lists(some_claims, max_size=15))
def test_claims_are_derived_as_in_memory(claims: list[Claim], ontology: Ontology, tmp_path: Path) -> None:
    check(graph_triples(claims, {}), claims, ontology, tmp_path)


def test_often_told_facts(ontology: Ontology, tmp_path: Path) -> None:
    claims = [
        claim(subject, role, target, f"d{number * 7 % 40}", number % 3 * 30, 0.5 + number % 4 / 10, status)
        for number in range(3 * PASSAGES_TOLD)
        for subject, role, target in (
            ("a", "locatedIn", "b"),
            ("b", "partOf", "c"),
            ("f", "investor", "a"),
            ("f", "target", "b"),
        )
        for status in ("", "planned" if number % 5 else "signed")
    ]
    check(graph_triples(claims, {}), claims, ontology, tmp_path)


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("corpus", ["sample", "generated"])
def test_documents(corpus: str, road: Any, tmp_path: Path) -> None:
    inputs = CHECKOUT / "data" / "articles"
    if corpus == "generated":
        inputs = tmp_path / "news.jsonl"
        program = CHECKOUT / "benchmarks" / "generate_corpus.py"
        subprocess.run([sys.executable, program, "--short", "--count", "80", "--out", inputs], check=True)
    tools = Tools(road.ontology, road.gazetteer, road.annotator, road.extractor)
    documents, _ = read_all([inputs])
    concluded = conclude(extract_documents(documents, tools), tools.knowledge)
    assert concluded.derived
    stated = graph_triples(concluded.claims, concluded.entities)
    check(stated, concluded.claims, road.ontology, tmp_path)


# ---------------------------------------------------------------- how


@pytest.fixture
def read() -> Any:
    def parse(turtle: str) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))

    return parse
