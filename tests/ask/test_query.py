"""SPARQL over a store: what comes back, in which forms, and what is refused."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest

from kg.ask.query import QueryResult, display_rows, format_result, run_query
from kg.errors import QueryError

TURTLE = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:harbourline a kg:Company ; rdfs:label "港线"@zh , "Harbourline"@en ; kg:investsIn org:silverfen ; kg:amount 12.5 .
org:silverfen rdfs:label "银泽"@zh .
org:nameless kg:note "=1+1, \\"two\\"\\nlines" .
"""
PREFIXES = {"org": "https://w3id.org/kgbuilder/id/org/"}


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(TURTLE, format=ox.RdfFormat.TURTLE)
    return made


def ask(store: ox.Store, sparql: str) -> QueryResult:
    return run_query(store, sparql, PREFIXES)


def test_select_gives_terms(store: ox.Store) -> None:
    result = ask(
        store, "SELECT ?amount ?none WHERE { org:harbourline kg:amount ?amount OPTIONAL { ?amount kg:x ?none } }"
    )
    assert result.variables == ("amount", "none")
    assert [[str(term) for term in row] for row in result.rows] == [
        ['"12.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', "None"]
    ]


def test_ask_gives_an_answer(store: ox.Store) -> None:
    assert ask(store, "ASK { org:harbourline a kg:Company }").answer is True
    assert ask(store, "ASK { org:harbourline a kg:Fund }").answer is False


def test_construct_gives_triples(store: ox.Store) -> None:
    result = ask(store, "CONSTRUCT { ?b kg:hasInvestor ?a } WHERE { ?a kg:investsIn ?b }")
    assert format_result(result, "ttl") == (
        "@prefix kg: <https://w3id.org/kgbuilder/ontology#> .\n"
        "@prefix org: <https://w3id.org/kgbuilder/id/org/> .\n"
        "org:silverfen kg:hasInvestor org:harbourline .\n"
    )


def test_named_graphs_are_asked_as_well() -> None:
    store = ox.Store()
    store.load("<urn:g> { <urn:a> <urn:p> <urn:b> } <urn:a> <urn:p> <urn:c> .", format=ox.RdfFormat.TRIG)
    assert len(run_query(store, "SELECT * { ?s ?p ?o }").rows) == 2
    assert len(run_query(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }").rows) == 1


def test_a_prefix_of_the_query_wins(store: ox.Store) -> None:
    assert ask(store, "PREFIX org: <urn:other:> ASK { org:harbourline ?p ?o }").answer is False


def test_a_table_shows_labels_and_lines_up_wide_characters(store: ox.Store) -> None:
    table = format_result(ask(store, "SELECT ?who ?what ?whom { ?who ?what ?whom FILTER(?what = kg:investsIn) }"))
    assert table == (
        "who          what          whom\n-----------  ------------  ----\nHarbourline  kg:investsIn  银泽\n"
    )


def test_display_falls_back_to_prefixed_names_and_keeps_one_line(store: ox.Store) -> None:
    rows = display_rows(ask(store, "SELECT ?who ?note { ?who kg:note ?note }"))
    assert rows == [["who", "note"], ["org:nameless", '=1+1, "two" lines']]


@pytest.mark.parametrize(
    ("form", "text"),
    [("table", "answer\n------\nyes\n"), ("json", '{"head": {}, "boolean": true}\n'), ("csv", "true\n")],
)
def test_an_answer_in_every_form(store: ox.Store, form: str, text: str) -> None:
    assert format_result(ask(store, "ASK {}"), form) == text


def test_json_follows_the_standard(store: ox.Store) -> None:
    result = ask(
        store, 'SELECT ?who ?label ?amount { ?who kg:amount ?amount ; rdfs:label ?label FILTER(LANG(?label) = "en") }'
    )
    document = json.loads(format_result(result, "json"))
    assert document["head"] == {"vars": ["who", "label", "amount"]}
    assert document["results"]["bindings"] == [
        {
            "who": {"type": "uri", "value": "https://w3id.org/kgbuilder/id/org/harbourline"},
            "label": {"type": "literal", "value": "Harbourline", "xml:lang": "en"},
            "amount": {"type": "literal", "value": "12.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
        }
    ]


def test_csv_and_tsv_follow_the_standard(store: ox.Store) -> None:
    result = ask(store, "SELECT ?who ?note ?none { ?who kg:note ?note OPTIONAL { ?who kg:x ?none } }")
    iri = "https://w3id.org/kgbuilder/id/org/nameless"
    assert list(csv.reader(io.StringIO(format_result(result, "csv")))) == [
        ["who", "note", "none"],
        [iri, '=1+1, "two"\nlines', ""],
    ]
    assert format_result(result, "tsv").splitlines() == ["?who\t?note\t?none", f'<{iri}>\t"=1+1, \\"two\\"\\nlines"\t']


def test_triples_fit_forms_for_rows(store: ox.Store) -> None:
    result = ask(store, "CONSTRUCT WHERE { ?s kg:investsIn ?o }")
    assert format_result(result, "csv").splitlines()[0] == "subject,predicate,object"
    assert len(json.loads(format_result(result, "json"))["results"]["bindings"]) == 1


def test_rows_do_not_fit_turtle(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE"):
        format_result(ask(store, "SELECT * {}"), "ttl")
    with pytest.raises(QueryError, match="choose from table, json"):
        format_result(ask(store, "SELECT * {}"), "xml")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?x WHERE {\n ?x ?y \n }", r"not valid SPARQL: line 3, column 2: expected one of"),
        ("SELECT * { ?a nowhere:b ?c }", "line 1, column .*a prefix is used that kg does not know"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "not valid SPARQL"),
        ("DROP ALL", "not valid SPARQL"),
        ("", "not valid SPARQL"),
    ],
)
def test_errors_say_where(store: ox.Store, sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        ask(store, sparql)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <http://nowhere.example/> { ?s ?p ?o } }",
        "ASK { service silent <http://nowhere.example/> { ?s ?p ?o } }",
        "ASK { SERVICE<http://nowhere.example/>{?s ?p ?o} }",
        "ASK { SERVICEkg:x {?s ?p ?o} }",
        "ASK { { SELECT * { SERVICE ?where { ?s ?p ?o } } } }",
        "ASK { ?s ?p ?o FILTER(?s<?p)SERVICE#>\n<http://nowhere.example/>{?s ?p ?o} }",
        'ASK { ?s ?p "service" SERVICE <http://nowhere.example/> {?s ?p ?o} }',
    ],
)
def test_the_network_is_never_asked(store: ox.Store, sparql: str) -> None:
    with pytest.raises(QueryError, match="never asks the network"):
        ask(store, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { ?s rdfs:label "SERVICE <x> {" }',
        "ASK { ?service ?p ?o } # SERVICE",
        "PREFIX service: <urn:x:> ASK { service:a kg:service <http://service.example/> }",
        "ASK { org:service ?p ?o }",
    ],
)
def test_the_word_service_elsewhere_is_no_harm(store: ox.Store, sparql: str) -> None:
    assert ask(store, sparql).answer is not None
