"""The RDF forms beside Turtle: each reads back as the same graph, and is the same text every time."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import OutputError
from kg.publish.formats import DATASET_NAMES, TRIPLE_WRITERS, graphs_by_article, write_dataset, write_triples

PARSERS = {
    "ttl": ("turtle", ox.RdfFormat.TURTLE),
    "nt": ("nt", ox.RdfFormat.N_TRIPLES),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
}

TWO_ARTICLES = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix document: <https://w3id.org/kgbuilder/id/document/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GRAPH = (
    TWO_ARTICLES
    + """
org:harbourline a kg:Company ; rdfs:label "Harbourline & <Sons>"@en , "港线"@zh ;
    kg:headquarteredIn place:turku ; kg:operatesIn place:oslo ; kg:amount 2.50 ; kg:note "one\\r\\ntwo\\tthree" .
"""
)
EVIDENCE = (
    TWO_ARTICLES
    + """
claim:1 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:headquarteredIn ; kg:object place:turku ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/a#char=0,9> .
claim:2 a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:operatesIn ; kg:object place:oslo ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/a#char=0,9> , <https://w3id.org/kgbuilder/id/document/b#char=2,7> .
document:a a kg:Document . document:b a kg:Document .
<https://w3id.org/kgbuilder/id/document/a#char=0,9> a kg:Passage ; kg:inDocument document:a ; kg:quote "In Turku."@en .
<https://w3id.org/kgbuilder/id/document/b#char=2,7> a kg:Passage ; kg:inDocument document:b ; kg:quote "Oslo."@en .
org:harbourline kg:mentionedIn <https://w3id.org/kgbuilder/id/document/b#char=2,7> ; kg:mergedBecause "same name" .
"""
)


def read(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("name", TRIPLE_WRITERS)
def test_triples_read_back_the_same_in_two_parsers(name: str) -> None:
    triples = read(GRAPH)
    text = write_triples(triples, name)
    rdflib_name, oxigraph_format = PARSERS[name]
    assert {quad.triple for quad in ox.parse(text, format=oxigraph_format)} == set(triples)
    plain = "".join(f"{each} .\n" for each in triples)
    assert isomorphic(
        rdflib.Graph().parse(data=text, format=rdflib_name), rdflib.Graph().parse(data=plain, format="nt")
    )


@pytest.mark.parametrize("name", DATASET_NAMES)
def test_datasets_hold_every_triple(name: str) -> None:
    graph, evidence = read(GRAPH), read(EVIDENCE)
    text = write_dataset(graph, evidence, name)
    rdflib_name, oxigraph_format = PARSERS[name]
    assert {quad.triple for quad in ox.parse(text, format=oxigraph_format)} == {*graph, *evidence}
    assert len(rdflib.Dataset().parse(data=text, format=rdflib_name)) > 0


@pytest.mark.parametrize("name", [*TRIPLE_WRITERS, *DATASET_NAMES])
def test_the_order_of_the_input_does_not_matter(name: str) -> None:
    graph, evidence = read(GRAPH), read(EVIDENCE)

    def text() -> str:
        return write_triples(graph, name) if name in TRIPLE_WRITERS else write_dataset(graph, evidence, name)

    before = text()
    random.Random(3).shuffle(graph)
    random.Random(4).shuffle(evidence)
    assert text() == before


def test_a_named_graph_holds_what_its_article_says() -> None:
    graphs = graphs_by_article(read(GRAPH), read(EVIDENCE))
    base = "https://w3id.org/kgbuilder/id/"
    assert list(graphs) == ["", base + "document/a", base + "document/b"]

    def objects(article: str, predicate: str) -> list[str]:
        return sorted(str(each.object) for each in graphs[article] if each.predicate.value.endswith("#" + predicate))

    assert objects(base + "document/a", "headquarteredIn") == [f"<{base}place/turku>"]
    assert objects(base + "document/b", "headquarteredIn") == []
    assert (
        objects(base + "document/a", "operatesIn")
        == objects(base + "document/b", "operatesIn")
        == [f"<{base}place/oslo>"]
    )
    assert len(objects("", "label")) == 2
    assert objects("", "operatesIn") == []
    assert objects("", "mergedBecause") == ['"same name"']
    assert objects(base + "document/b", "mentionedIn") == [f"<{base}document/b#char=2,7>"]


def test_json_ld_does_not_take_a_scheme_for_a_prefix() -> None:
    triple = ox.Triple(
        ox.NamedNode("org:thing"), ox.NamedNode("urn:p"), ox.NamedNode("https://w3id.org/kgbuilder/id/org/a")
    )
    assert [quad.triple for quad in ox.parse(write_triples([triple], "jsonld"), format=ox.RdfFormat.JSON_LD)] == [
        triple
    ]


@pytest.mark.parametrize("value", ["bell \x07", "\ufffe"])
def test_rdf_xml_refuses_what_xml_cannot_hold(value: str) -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(value))
    with pytest.raises(OutputError, match="XML cannot hold"):
        write_triples([triple], "rdfxml")


def test_rdf_xml_refuses_a_property_without_an_xml_name() -> None:
    with pytest.raises(OutputError, match="Choose another form"):
        write_triples([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:1/2"), ox.Literal(""))], "rdfxml")


def test_unknown_forms_are_refused_by_name() -> None:
    with pytest.raises(OutputError, match="choose from ttl, nt"):
        write_triples([], "doc")
    with pytest.raises(OutputError, match="choose from nq, trig"):
        write_dataset([], [], "nt")


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=12)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXT | st.sampled_from([" a ", "\n", "\r\n", "]]>", "&amp;"])),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["en", "zh"])),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://types.example/own")), TEXT),
)
NODES = st.builds(
    ox.NamedNode,
    st.sampled_from(["urn:a", "org:b", "https://w3id.org/kgbuilder/id/org/c", "http://x.example/d?e=1&f='2'"]),
)
PREDICATES = st.builds(
    ox.NamedNode,
    st.sampled_from(
        ["urn:p", "http://x.example/1st", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://y.example/#q.r-s"]
    ),
)
GRAPHS = st.lists(st.builds(ox.Triple, NODES, PREDICATES, st.one_of(NODES, LITERALS)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(GRAPHS, st.sampled_from(sorted(TRIPLE_WRITERS)))
def test_every_graph_reads_back(triples: list[ox.Triple], name: str) -> None:
    text = write_triples(triples, name)
    rdflib_name, oxigraph_format = PARSERS[name]
    assert {quad.triple for quad in ox.parse(text, format=oxigraph_format)} == set(triples)
    plain = "".join(f"{each} .\n" for each in triples)
    assert isomorphic(
        rdflib.Graph().parse(data=text, format=rdflib_name), rdflib.Graph().parse(data=plain, format="nt")
    )
