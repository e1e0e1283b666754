"""Canonical Turtle: what it looks like, that it never changes, and that every parser reads back the same graph."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import KgError, OutputError
from kg.publish.turtle import write_turtle

KG = "https://w3id.org/kgbuilder/ontology#"
ID = "https://w3id.org/kgbuilder/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=node(XSD + datatype))


def fact(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(node(subject), node(predicate), value)


COMPANY = [
    fact(ID + "org/harbourline", RDF + "type", node(KG + "Organization")),
    fact(ID + "org/harbourline", RDF + "type", node(KG + "Company")),
    fact(ID + "org/harbourline", RDFS + "label", ox.Literal("Harbourline", language="en")),
    fact(ID + "org/harbourline", SKOS + "altLabel", ox.Literal("港线", language="zh")),
    fact(ID + "org/harbourline", SKOS + "altLabel", ox.Literal("Harbourline Oy", language="en")),
    fact(ID + "org/harbourline", KG + "investsIn", node(ID + "place/turku")),
    fact(ID + "place/turku", RDF + "type", node(KG + "City")),
    fact(ID + "document/turku-1a#char=0,9", KG + "inDocument", node(ID + "document/turku-1a")),
]

WRITTEN = """\
@prefix document: <https://w3id.org/kgbuilder/id/document/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/kgbuilder/id/document/turku-1a#char=0,9>
    kg:inDocument document:turku-1a .

org:harbourline
    a kg:Company , kg:Organization ;
    rdfs:label "Harbourline"@en ;
    skos:altLabel "Harbourline Oy"@en , "港线"@zh ;
    kg:investsIn place:turku .

place:turku
    a kg:City .
"""


def test_a_graph_looks_like_this() -> None:
    assert write_turtle(COMPANY) == WRITTEN


def test_order_and_repetition_of_the_input_do_not_matter() -> None:
    shuffled = COMPANY * 2
    random.Random(7).shuffle(shuffled)
    assert write_turtle(shuffled) == WRITTEN


def test_one_more_fact_changes_one_block() -> None:
    more = write_turtle([*COMPANY, fact(ID + "place/turku", KG + "within", node(ID + "place/finland"))])
    before, after = WRITTEN.split("\n\n"), more.split("\n\n")
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "place:turku\n    a kg:City ;\n    kg:within place:finland .\n"
    ]


def test_an_empty_graph_is_an_empty_file() -> None:
    assert write_turtle([]) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (typed("42", "integer"), "42"),
        (typed("-007", "integer"), "-007"),
        (typed("350000000.0", "decimal"), "350000000.0"),
        (typed("350000000", "decimal"), '"350000000"^^xsd:decimal'),
        (typed("5.", "decimal"), '"5."^^xsd:decimal'),
        (typed("true", "boolean"), "true"),
        (typed("1", "boolean"), '"1"^^xsd:boolean'),
        (typed("4.5E1", "double"), '"4.5E1"^^xsd:double'),
        (typed("2024-03", "gYearMonth"), '"2024-03"^^xsd:gYearMonth'),
        (typed("plain", "string"), '"plain"'),
        (ox.Literal('say "hi" \\ now'), '"say \\"hi\\" \\\\ now"'),
        (ox.Literal("two\nlines\tand\r\u0001"), '"two\\nlines\\tand\\r\\u0001"'),
        (ox.Literal("Zürich", language="de"), '"Zürich"@de'),
        (ox.Literal("\u2028\x85\x7f\ufeff", language="en"), '"\\u2028\\u0085\\u007F\\uFEFF"@en'),
        (
            ox.Literal('"^^<x>', datatype=node("http://types.example/o\u2028")),
            '"\\"^^<x>"^^<http://types.example/o\u2028>',
        ),
        (ox.Literal("50 % of -- it . "), '"50 % of -- it . "'),
    ],
)
def test_literals(value: ox.Literal, written: str) -> None:
    assert write_turtle([fact(ID + "org/a", KG + "value", value)]).endswith(f"kg:value {written} .\n")


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        (ID + "org/acme", "org:acme"),
        (ID + "claim/0a1b", "claim:0a1b"),
        (ID + "org/北风", "org:北风"),
        (ID + "org/acme.", f"<{ID}org/acme.>"),
        (ID + "org/-acme", f"<{ID}org/-acme>"),
        (ID + "org/acme(2)", f"<{ID}org/acme(2)>"),
        (ID + "org/", f"<{ID}org/>"),
        (ID + "9x/acme", f"<{ID}9x/acme>"),
        ("http://elsewhere.example/acme", "<http://elsewhere.example/acme>"),
    ],
)
def test_names_are_shortened_only_where_every_parser_agrees(iri: str, written: str) -> None:
    assert f"\n{written}\n    kg:investsIn" in "\n" + write_turtle([fact(iri, KG + "investsIn", node(KG + "x"))])


def test_several_objects_stand_in_order_iris_first_then_literals_by_their_text() -> None:
    values = [
        ox.Literal("b", language="de"),
        ox.Literal("a#", language="en"),
        ox.Literal("a\t", language="en"),
        ox.Literal("b"),
        typed("b", "token"),
        node(ID + "org/a#b"),
        node(ID + "org/a"),
    ]
    text = write_turtle([fact(ID + "org/x", KG + "p%20s", value) for value in values])
    assert text.endswith(
        f'    <{KG}p%20s> org:a , <{ID}org/a#b> , "a\\t"@en , "a#"@en , "b" , "b"^^xsd:token , "b"@de .\n'
    )


def test_entities_may_live_under_another_base() -> None:
    text = write_turtle(
        [fact("https://graph.example/org/a", KG + "investsIn", node(KG + "x"))], base="https://graph.example/"
    )
    assert "@prefix org: <https://graph.example/org/> .\n" in text
    assert "\norg:a\n" in text


def test_an_entity_segment_wins_over_a_prefix_of_the_same_name() -> None:
    text = write_turtle(COMPANY, {"org": "http://www.w3.org/ns/org#", "ex": "http://unused.example/"})
    assert text == WRITTEN


@pytest.mark.parametrize(
    "triple",
    [
        ox.Triple(ox.BlankNode("b"), node(KG + "p"), node(KG + "x")),
        ox.Triple(node(KG + "x"), node(KG + "p"), ox.BlankNode("b")),
        ox.Triple(node(KG + "x"), node(KG + "p"), fact(KG + "x", KG + "p", node(KG + "x"))),
        fact(KG + "x", KG + "p", ox.Literal("x", language="en", direction=ox.BaseDirection.LTR)),
    ],
)
def test_what_cannot_be_written_is_refused(triple: ox.Triple) -> None:
    with pytest.raises(OutputError) as raised:
        write_turtle([triple])
    assert isinstance(raised.value, KgError)


# ---------------------------------------------------------------- what goes in comes out

SEGMENT = st.sampled_from(["org/", "place/", "claim/", "", "a/b/"])
LOCAL = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Co", "Cn"), blacklist_characters='<>"{}|^`\\#?/%'
    ),
    min_size=1,
    max_size=9,
)
IRIS = st.builds(
    lambda space, segment, local: space + segment + local,
    st.sampled_from([ID, KG, "http://other.example/"]),
    SEGMENT,
    LOCAL,
)
TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXT),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["en", "zh", "de-ch"])),
    st.builds(lambda number: typed(str(number), "integer"), st.integers()),
    st.builds(
        lambda number: typed(str(number), "decimal"), st.decimals(allow_nan=False, allow_infinity=False, places=2)
    ),
    st.builds(lambda text: ox.Literal(text, datatype=node("http://types.example/own")), TEXT),
)


def usable(iri: str) -> bool:
    try:
        node(iri)
    except ValueError:
        return False
    return True


SAFE = IRIS.filter(usable)
GRAPHS = st.lists(st.builds(fact, SAFE, SAFE, st.one_of(st.builds(node, SAFE), LITERALS)), max_size=8)


@settings(max_examples=150, deadline=None)
@given(GRAPHS)
def test_pyoxigraph_and_rdflib_read_back_the_same_graph(triples: list[ox.Triple]) -> None:
    text = write_turtle(triples)
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == set(triples)
    plain = "".join(f"{each} .\n" for each in triples)
    ours, theirs = rdflib.Graph(), rdflib.Graph()
    assert isomorphic(ours.parse(data=text, format="turtle"), theirs.parse(data=plain, format="nt"))


@settings(max_examples=100, deadline=None)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_same_set_gives_the_same_text(triples: list[ox.Triple], chance: random.Random) -> None:
    shuffled = list(triples)
    chance.shuffle(shuffled)
    assert write_turtle(shuffled) == write_turtle(triples)


TRICKY = [
    *COMPANY,
    fact(ID + "org/北风-co", KG + "note", ox.Literal('a "b" \\ \n\t\u0001\u2028é😀')),
    fact(ID + "org/a,b", KG + "amount", typed("-12.50", "decimal")),
    fact(ID + "org/a.b", KG + "flag", typed("true", "boolean")),
]


@pytest.mark.parametrize(
    "program",
    [["rapper", "-q", "-i", "turtle", "-o", "ntriples"], ["serdi", "-i", "turtle", "-o", "ntriples"]],
    ids=lambda it: it[0],
)
def test_other_parsers_read_the_same_graph(program: list[str], tmp_path: Path) -> None:
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed")
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(TRICKY), encoding="utf-8")
    done = subprocess.run([*program, str(path)], capture_output=True, check=True, text=True, encoding="utf-8")
    assert {quad.triple for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)} == set(TRICKY)
