"""What follows from a graph, and why."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.infer import infer
from kg.ontology import NAMESPACE, Ontology

PROPERTY = "a owl:ObjectProperty"


@pytest.mark.parametrize(
    ("axioms", "facts", "inferred"),
    [
        (":A a owl:Class . :B a owl:Class ; rdfs:subClassOf :A .", ":x a :B .", ["x type A"]),
        (":A a owl:Class . :B a owl:Class ; owl:equivalentClass :A .", ":x a :A .", ["x type B"]),
        (f":p {PROPERTY} ; rdfs:subPropertyOf :q . :q {PROPERTY} .", ":x :p :y .", ["x q y"]),
        (":p a owl:DatatypeProperty ; rdfs:subPropertyOf :q . :q a owl:DatatypeProperty .", ":x :p 1.50 .", ["x q 1.50"]),
        (f":p {PROPERTY} ; owl:equivalentProperty :q . :q {PROPERTY} .", ":x :q :y .", ["x p y"]),
        (f":p {PROPERTY} ; owl:inverseOf :q . :q {PROPERTY} .", ":x :p :y . :v :q :w .", ["w p v", "y q x"]),
        (f":p {PROPERTY} , owl:SymmetricProperty .", ":x :p :y .", ["y p x"]),
        (f":p {PROPERTY} , owl:TransitiveProperty .", ":x :p :y . :y :p :z . :z :p :w .", ["x p w", "x p z", "y p w"]),
        (
            f":p {PROPERTY} ; owl:propertyChainAxiom ( :q :r :q ) . :q {PROPERTY} . :r {PROPERTY} .",
            ":x :q :y . :y :r :z . :z :q :w .",
            ["x p w"],
        ),
        (
            f":p {PROPERTY} ; rdfs:subPropertyOf :q . :q {PROPERTY} , owl:TransitiveProperty , owl:SymmetricProperty .",
            ":x :p :y . :y :p :z .",
            ["x q y", "x q z", "y q x", "y q z", "z q x", "z q y"],
        ),
    ],
    ids=["subclass", "same class", "subproperty", "literal", "same property", "inverse", "symmetric", "transitive", "chain",
         "together"],
)  # fmt: skip
def test_an_axiom_adds_what_it_means(
    axioms: str, facts: str, inferred: list[str], extend: Any, read: Any, show: Any
) -> None:
    assert show(infer(read(facts), extend(axioms)).triples) == inferred


@pytest.mark.parametrize(
    ("axioms", "facts"),
    [
        (f":p {PROPERTY} ; rdfs:domain :A ; rdfs:range :A . :A a owl:Class .", ":x :p :y ."),
        (":A a owl:Class ; rdfs:subClassOf <https://schema.org/Thing> .", ":x a :A ."),
        (f":p {PROPERTY} ; rdfs:subPropertyOf <https://schema.org/location> .", ":x :p :y ."),
        (":U a owl:Class ; owl:unionOf ( :A ) . :A a owl:Class ; rdfs:subClassOf :U .", ":x a :A ."),
        (f":p {PROPERTY} , owl:SymmetricProperty , owl:IrreflexiveProperty .", ":x :p :x ."),
        (f":p {PROPERTY} , owl:TransitiveProperty . ", ":x :p :y . :y :p :x ."),
        (
            f":p {PROPERTY} , owl:IrreflexiveProperty ; owl:propertyChainAxiom ( :q :r ) . :q {PROPERTY} . :r {PROPERTY} .",
            ":x :q :y . :y :r :x .",
        ),
        (
            f":p {PROPERTY} ; kg:materialize false ; owl:inverseOf :q . :q {PROPERTY} .",
            ":x :q :y .",
        ),
    ],
    ids=["domain and range", "foreign class", "foreign property", "union", "symmetric self", "circle", "chain back", "hidden"],
)  # fmt: skip
def test_some_statements_add_nothing(axioms: str, facts: str, extend: Any, read: Any, show: Any) -> None:
    assert show(infer(read(facts), extend(axioms)).triples) == []


def test_a_hidden_property_serves_inference_and_is_not_in_the_graph(ontology: Ontology, read: Any, show: Any) -> None:
    inference = infer(read(":x kg:hasInvestor :y ."), ontology)
    assert show(inference.graph) == ["y investsIn x"]


def test_an_investment_makes_its_investors_invest(ontology: Ontology, read: Any, show: Any) -> None:
    facts = read(":round a kg:Investment ; kg:leadInvestor :velmar ; kg:investor :orlin ; kg:target :plant .")
    inference = infer(facts, ontology)
    assert show(inference.triples) == [
        "orlin investsIn plant",
        "round investor velmar",
        "round type Occurrence",
        "velmar investsIn plant",
    ]
    (edge,) = read(":velmar kg:investsIn :plant .")
    assert inference.rules[edge] == "axiom: chain investorOf∘target"
    assert show(inference.because[edge]) == ["round target plant", "velmar investorOf round"]


@pytest.mark.parametrize(
    ("facts", "pairs"),
    [
        (":a a kg:Agreement ; kg:party :x , :y , :z .", ["x y", "x z", "y x", "y z", "z x", "z y"]),
        (":a a kg:Agreement ; kg:party :x ; kg:counterparty :y , :z .", ["x y", "x z", "y x", "z x"]),
        (":a a kg:Agreement ; kg:party :x .", []),
    ],
    ids=["all with each other", "one with each of the others", "one alone"],
)
def test_parties_of_an_agreement_signed_it_with_each_other(
    facts: str, pairs: list[str], ontology: Ontology, read: Any, show: Any
) -> None:
    signed = [
        each for each in infer(read(facts), ontology).triples if each.predicate.value.endswith("#signedAgreementWith")
    ]
    assert show(signed) == [pair.replace(" ", " signedAgreementWith ") for pair in pairs]


def test_a_rule_that_asks_for_what_is_absent_sees_what_the_axioms_add(extend: Any, read: Any, show: Any) -> None:
    ontology = extend(f"""
        :p {PROPERTY} ; rdfs:subPropertyOf :q . :q {PROPERTY} . :lonely {PROPERTY} ; owl:inverseOf :back .
        :back {PROPERTY} .
        :rule a sh:SPARQLRule ; rdfs:label "lonely"@en ; sh:construct '''
            PREFIX : <urn:test:> CONSTRUCT {{ ?x :lonely ?x }} WHERE {{ ?x a :A FILTER NOT EXISTS {{ ?x :q ?y }} }} ''' .
    """)
    inference = infer(read(":x a :A ; :p :y . :z a :A ."), ontology)
    assert show(inference.triples) == ["x q y", "z back z", "z lonely z"]


def test_premises_lead_down_to_stated_triples(ontology: Ontology, read: Any) -> None:
    facts = read(":a kg:locatedIn :b . :b kg:locatedIn :c . :c kg:locatedIn :d .")
    inference = infer(facts, ontology)
    (far,) = read(":a kg:within :d .")
    waiting, stated = [far], set()
    while waiting:
        triple = waiting.pop()
        waiting.extend(inference.because.get(triple, ()))
        stated |= {triple} & facts
    assert stated == facts


def test_a_long_chain_ends_soon(ontology: Ontology) -> None:
    within = ox.NamedNode(NAMESPACE + "within")
    places = [ox.NamedNode(f"urn:place:{number}") for number in range(150)]
    chain = [ox.Triple(inner, within, outer) for inner, outer in pairwise(places)]
    began = time.process_time()
    inference = infer(chain, ontology)
    assert len(inference.graph) == 150 * 149 / 2
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("rule", "inferred"),
    [
        ("CONSTRUCT { ?x :r ?y } WHERE { ?x ?any ?y }", ["a r b", "c r d"]),
        ("CONSTRUCT { ?y ?x :r } WHERE { ?x :p ?y }", ["b a r"]),
        ("CONSTRUCT { ?y ?any ?x } WHERE { ?x :p ?y . ?x ?any ?y }", ["b p a"]),
    ],
    ids=["any edge is a premise", "any property may follow", "both"],
)
def test_a_rule_may_leave_open_which_property_it_speaks_of(
    rule: str, inferred: list[str], extend: Any, read: Any, show: Any
) -> None:
    ontology = extend(f"""
        :p {PROPERTY} . :r {PROPERTY} . :rule a sh:SPARQLRule ; rdfs:label "it"@en ;
        sh:construct 'PREFIX : <urn:test:> {rule}' .
    """)
    assert show(infer(read(":a :p :b . :c :unknown :d ."), ontology).triples) == inferred


def test_literals_keep_the_form_they_were_written_in(extend: Any, read: Any, show: Any) -> None:
    ontology = extend("""
        :p a owl:DatatypeProperty . :q a owl:DatatypeProperty .
        :rule a sh:SPARQLRule ; rdfs:label "copy"@en ; sh:construct '''
            PREFIX : <urn:test:> CONSTRUCT { ?x :q ?v } WHERE { ?x :p ?v FILTER(?v > 1) } ''' .
    """)
    inference = infer(
        read(':x :p 350000000.0 . :y :p "0.450"^^xsd:decimal . :z :p "2024-05"^^xsd:gYearMonth .'), ontology
    )
    assert show(inference.triples) == ["x q 350000000.0"]
    assert show(premise for premises in inference.because.values() for premise in premises) == ["x p 350000000.0"]


# ---------------------------------------------------------------- invariants

NODES = [ox.NamedNode(f"urn:node:{letter}") for letter in "abcdef"]
EDGES = [
    ox.NamedNode(NAMESPACE + name)
    for name in (
        "locatedIn", "within", "partOf", "subsidiaryOf", "cooperatesWith", "investor", "leadInvestor", "target",
        "hasInvestor", "headquarteredIn", "affiliatedWith",
    )
]  # fmt: skip
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CLASSES = [ox.NamedNode(NAMESPACE + name) for name in ("Startup", "Zone", "InnovationPark", "Investment", "City")]

edges = st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from(EDGES), st.sampled_from(NODES))
types = st.builds(ox.Triple, st.sampled_from(NODES), st.just(TYPE), st.sampled_from(CLASSES))
graphs = st.lists(edges | types, max_size=16)
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(graph=graphs)
def test_inferring_twice_adds_nothing(graph: list[ox.Triple], ontology: Ontology) -> None:
    once = infer(graph, ontology)
    assert infer(once.graph, ontology).graph == once.graph


@few
@given(graph=graphs, data=st.data())
def test_the_order_of_the_triples_does_not_matter(
    graph: list[ox.Triple], data: st.DataObject, ontology: Ontology
) -> None:
    shuffled = data.draw(st.permutations(graph))
    assert infer(shuffled, ontology) == infer(graph, ontology)


@few
@given(graph=graphs, more=edges)
def test_axioms_lose_nothing_when_facts_are_added(graph: list[ox.Triple], more: ox.Triple, ontology: Ontology) -> None:
    assert infer(graph, ontology).graph <= infer([*graph, more], ontology).graph


@few
@given(graph=graphs)
def test_nothing_inferred_relates_a_thing_to_itself(graph: list[ox.Triple], ontology: Ontology) -> None:
    irreflexive = {iri for iri, each in ontology.properties.items() if each.irreflexive}
    loops = [each for each in infer(graph, ontology).triples if each.subject == each.object]
    assert not [each for each in loops if each.predicate.value in irreflexive]


@few
@given(graph=graphs)
def test_every_inferred_triple_follows_from_something_known(graph: list[ox.Triple], ontology: Ontology) -> None:
    inference = infer(graph, ontology)
    known = frozenset(graph) | inference.because.keys()
    assert inference.triples <= inference.because.keys() == inference.rules.keys()
    assert all(premises and known.issuperset(premises) for premises in inference.because.values())
