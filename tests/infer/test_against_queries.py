"""Inference gives what rules asked as SPARQL queries give, again and again until nothing new follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.infer import infer
from kg.infer.facts import Fact
from kg.infer.program import Program, program_of
from kg.infer.rules import InferenceRule, Pattern
from kg.infer.terms import facts_of, triple_of
from kg.ontology import Ontology, load_ontology
from tests.infer.conftest import PREFIXES

Found = dict[Fact, tuple[tuple[Fact, ...], str]]


@dataclass
class Reference:
    """Every rule is run over everything in every round: slow, and plain to see."""

    program: Program
    queries: dict[str, str]
    facts: set[Fact]
    derived: Found = field(default_factory=dict)

    def run(self) -> Found:
        self.saturate()
        if self.round(self.program.guarded, transitive=False):
            self.saturate()
        return self.derived

    def saturate(self) -> None:
        while self.round(self.program.rules, transitive=True):
            pass

    def round(self, rules: Iterable[InferenceRule], *, transitive: bool) -> bool:
        found: Found = {}
        for rule in rules:
            self.collect(found, rule.label, self.solutions(rule))
        for joining in self.program.transitive if transitive else ():
            self.collect(found, joining.label, self.paths(joining.property, joining.label))
        self.derived |= found
        self.facts |= found.keys()
        return bool(found)

    def collect(self, found: Found, label: str, solutions: Iterable[tuple[Fact, tuple[Fact, ...]]]) -> None:
        for head, premises in solutions:
            if head in self.facts or (head[0] == head[2] and head[1] in self.program.irreflexive):
                continue
            if head not in found or (found[head][1] == label and premises < found[head][0]):
                found[head] = premises, label

    def solutions(self, rule: InferenceRule) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
        store = ox.Store()
        store.extend(ox.Quad(*triple_of(fact)) for fact in self.facts)
        body = " ".join(map(str, rule.premises))
        for solution in store.query(self.queries.get(rule.label, f"SELECT * WHERE {{ {body} }}")):

            def row(pattern: Pattern, solution: Any = solution) -> Fact:
                terms = (pattern.subject, pattern.predicate, pattern.object)
                return tuple(str(solution[each[1:]]) if each[0] == "?" else each for each in terms)  # type: ignore[return-value]

            for head in map(row, rule.heads):
                if head[0][0] != '"':
                    yield head, tuple(map(row, rule.premises))

    def paths(self, predicate: str, label: str) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
        """Shortest paths first; of equals that over the earlier stop, and the earlier step."""
        steps = sorted(
            f for f in self.facts if f[1] == predicate and not (f in self.derived and self.derived[f][1] == label)
        )
        for start in {step[0] for step in steps}:
            reached = {step[2]: step for step in steps if step[0] == start}
            frontier = [node for node in reached if node != start]
            while frontier:
                stop = frontier.pop(0)
                for step in steps:
                    if step[0] == stop and step[2] not in reached and step[2] != start:
                        reached[step[2]] = (start, predicate, step[2])
                        yield reached[step[2]], (reached[stop], step)
                        frontier.append(step[2])


def reference(graph: Iterable[ox.Triple], ontology: Ontology) -> Found:
    queries = {
        f"rule: {rule.label}": re.sub(r"CONSTRUCT\s*\{[^}]*\}", "SELECT *", rule.construct) for rule in ontology.rules
    }
    return Reference(program_of(ontology), queries, {*facts_of(graph)}).run()


def inferred(graph: Iterable[ox.Triple], ontology: Ontology) -> Found:
    return {fact: (each.premises, each.label) for fact, each in infer(graph, ontology).derivations.items()}


# ---------------------------------------------------------------- the shipped ontology

NODES = [ox.NamedNode(f"urn:test:{letter}") for letter in "abcdef"]
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SHIPPED = (
    "locatedIn partOf subsidiaryOf cooperatesWith investor leadInvestor target place hasInvestor party counterparty "
    "investsIn within"
).split()
CLASSES = "Startup Zone Investment Agreement City".split()

several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@several
@given(data=st.data())
def test_by_the_shipped_ontology(data: st.DataObject, ontology: Ontology) -> None:
    graph = data.draw(graphs([ontology.iri(each) for each in SHIPPED], [ontology.iri(each) for each in CLASSES]))
    assert inferred(graph, ontology) == reference(graph, ontology)


def graphs(properties: list[str], classes: list[str]) -> st.SearchStrategy[list[ox.Triple]]:
    nodes = st.sampled_from(NODES)
    edges = st.builds(ox.Triple, nodes, st.sampled_from(list(map(ox.NamedNode, properties))), nodes)
    types = st.builds(ox.Triple, nodes, st.just(TYPE), st.sampled_from(list(map(ox.NamedNode, classes))))
    return st.lists(edges | types, max_size=20)


# ---------------------------------------------------------------- any ontology

PROPERTIES = [":p", ":q", ":r", ":s"]
RULES = [
    "CONSTRUCT { ?x :p ?y . ?y :q ?x } WHERE { ?x :r ?y . ?y :s ?z FILTER(?x != ?z) }",
    "CONSTRUCT { ?x :q ?z } WHERE { ?x :p ?y ; :p ?z FILTER(STR(?y) < STR(?z)) FILTER NOT EXISTS { ?x :r ?y . ?y :r ?z } }",
    "CONSTRUCT { ?x :r ?y } WHERE { ?x a :A . ?x :p ?y FILTER(?y = :b || ?y = :c) }",
    "CONSTRUCT { ?x :s :a } WHERE { ?x a :B FILTER NOT EXISTS { ?x :s :a } FILTER NOT EXISTS { ?x :p ?x } }",
    "CONSTRUCT { ?x a :A } WHERE { ?x :s ?x }",
]
AXIOMS = (
    [f"{one} rdfs:subPropertyOf {other} ." for one in PROPERTIES for other in PROPERTIES if one != other]
    + [f"{one} owl:inverseOf {other} ." for one in PROPERTIES for other in PROPERTIES]
    + [f"{one} owl:propertyChainAxiom ( {two} {three} ) ." for one in PROPERTIES[:2] for two in PROPERTIES for three in PROPERTIES[:3]]
    + [f"{each} a owl:{kind}Property ." for each in PROPERTIES for kind in ("Transitive", "Symmetric", "Irreflexive")]
    + [f"{each} kg:materialize false ." for each in PROPERTIES]
    + [":A rdfs:subClassOf :B .", ":C rdfs:subClassOf :A .", ":B owl:equivalentClass :C ."]
    + [
        f"<urn:rule:{number}> a sh:SPARQLRule ; rdfs:label 'rule {number}'@en ; sh:construct '''PREFIX : <urn:test:> {rule}''' ."
        for number, rule in enumerate(RULES)
    ]
)  # fmt: skip


def ontology_of(axioms: Iterable[str], folder: Path) -> Ontology:
    """An ontology of some of the axioms."""
    declared = [f"{each} a owl:ObjectProperty ." for each in PROPERTIES] + [f":{each} a owl:Class ." for each in "ABC"]
    (folder / "own.ttl").write_text(PREFIXES + "\n".join([*declared, *axioms]), encoding="utf-8")
    return load_ontology(base=folder)


some_axioms = st.lists(st.sampled_from(AXIOMS), max_size=10, unique=True)
any_graph = graphs([f"urn:test:{each[1:]}" for each in PROPERTIES], ["urn:test:A", "urn:test:B", "urn:test:C"])


@several
@given(axioms=some_axioms, graph=any_graph)
def test_by_any_ontology(axioms: list[str], graph: list[ox.Triple], tmp_path: Path) -> None:
    ontology = ontology_of(axioms, tmp_path)
    assert inferred(graph, ontology) == reference(graph, ontology)


@pytest.mark.parametrize(
    ("condition", "follows"),
    [
        ("FILTER(?v != ?w)", True),
        ("FILTER(?v = ?w)", False),
        ("FILTER(?v != ?x)", True),
        ("FILTER(STR(?v) < STR(?w))", False),
        ("FILTER(STR(?x) > STR(?v))", True),
        ("FILTER(?v != ?nothing)", False),
    ],
)
def test_texts_compare_as_the_engine_says(condition: str, follows: bool, extend: Any, read: Any) -> None:
    ontology = extend(f"""
        :p a owl:DatatypeProperty . :q a owl:DatatypeProperty . :r a owl:ObjectProperty .
        :rule a sh:SPARQLRule ; rdfs:label "it"@en ; sh:construct '''
            PREFIX : <urn:test:> CONSTRUCT {{ ?x :r ?x }} WHERE {{ ?x :p ?v ; :q ?w {condition} }} ''' .
    """)
    found = infer(read(":x :p 9.0 ; :q 10 ."), ontology).triples
    assert bool(found) is follows
