"""Other people's graphs: read whole or not at all, mapped to the ontology, their blank nodes named."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.adopt import adopt, load_mapping, shipped_mappings
from kg.adopt.adopt import triples_of
from kg.adopt.naming import without_blank_nodes
from kg.errors import GraphError
from kg.ontology import NAMESPACE, Ontology

PREFIXES = """\
@prefix dbo: <http://dbpedia.org/ontology/> .
@prefix ex: <https://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def triples(text: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("mapping", "said", "meant"),
    [
        ("schema", "ex:a a schema:Corporation .", "ex:a a kg:Company ."),
        ("schema", "ex:a a <http://schema.org/City> .", "ex:a a kg:City ."),
        ("schema", 'ex:a schema:name "Tern" .', 'ex:a rdfs:label "Tern" .'),
        ("schema", "ex:a schema:parentOrganization ex:b .", "ex:a kg:subsidiaryOf ex:b ."),
        ("schema", "ex:a schema:subOrganization ex:b .", "ex:b kg:subsidiaryOf ex:a ."),
        ("schema", 'ex:a schema:subOrganization "b" .', ""),
        ("schema", "ex:a a ex:Line . ex:Line rdfs:subClassOf schema:Airline .", "ex:a a kg:Company ."),
        ("org", "ex:a a org:Site . ex:b org:hasSite ex:a .", "ex:a a kg:Facility . ex:b kg:operates ex:a ."),
        ("foaf", 'ex:a a foaf:Person ; foaf:nick "Ada" .', 'ex:a a kg:Person ; skos:altLabel "Ada" .'),
        ("dbpedia", "ex:a a dbo:Company ; dbo:subsidiary ex:b .", "ex:a a kg:Company . ex:b kg:subsidiaryOf ex:a ."),
        ("schema", "ex:a ex:knows ex:b .", ""),
    ],
)
def test_a_mapping_adds_what_is_meant_and_takes_nothing_away(
    mapping: str, said: str, meant: str, ontology: Ontology, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.ttl"
    file.write_text(PREFIXES + said, encoding="utf-8")
    assert triples_of(adopt([file], load_mapping([mapping], ontology))) == triples(said) | triples(meant)


@pytest.mark.parametrize("name", sorted(shipped_mappings()))
def test_every_shipped_mapping_leads_to_terms_of_the_ontology(name: str, ontology: Ontology) -> None:
    mapping = load_mapping([name], ontology)
    assert mapping.classes
    assert mapping.properties


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ex:A kg:mapsTo kg:Nothing .", "Nothing is no class or property"),
        ("ex:a kg:mapsToInverse kg:amount .", "amount relates to literals"),
        ("ex:a kg:mapsToInverse kg:Company .", "Company is no class or property"),
        ("this is not Turtle", r"own\.ttl:9"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(text: str, message: str, ontology: Ontology, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(PREFIXES + text, encoding="utf-8")
    with pytest.raises(GraphError, match=message):
        load_mapping([str(file)], ontology)


def test_an_unknown_mapping_is_told_with_those_there_are(ontology: Ontology) -> None:
    with pytest.raises(GraphError, match="no mapping is called shema; there are dbpedia, foaf, org, schema"):
        load_mapping(["shema"], ontology)


FORMS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
         "nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_comes_in_plain_and_compressed(form: str, packed: bool, tmp_path: Path) -> None:
    said = triples('ex:a a schema:Corporation ; schema:name "Tern"@en , "燕鸥"@zh .')
    written = ox.serialize(sorted(said, key=str), format=FORMS[form])
    assert written is not None
    file = tmp_path / f"theirs.{form}{'.gz' if packed else ''}"
    file.write_bytes(gzip.compress(written) if packed else written)
    assert triples_of(adopt([file])) == said


def test_an_addition_stands_in_the_graph_it_follows_from(ontology: Ontology, tmp_path: Path) -> None:
    file = tmp_path / "theirs.trig"
    file.write_text(PREFIXES + "ex:g { ex:a a schema:Corporation }", encoding="utf-8")
    store = adopt([file], load_mapping(["schema"], ontology))
    company = ox.NamedNode(NAMESPACE + "Company")
    assert [str(quad.graph_name) for quad in store.quads_for_pattern(None, None, company)] == [
        "<https://example.org/g>"
    ]


def test_a_broken_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    bad.write_text("<urn:a> <urn:b>\n  <urn:c .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"bad\.ttl:2:\d+: not valid Turtle"):
        adopt([good, bad])


NODES = st.sampled_from("abc").map(ox.BlankNode)
GRAPHS = st.frozensets(
    st.builds(ox.Triple, NODES, st.sampled_from("pq").map(lambda name: ox.NamedNode(f"urn:{name}")), NODES), max_size=5
)


@given(GRAPHS, st.permutations("abc"))
def test_blank_nodes_get_the_same_names_whatever_they_were_called(
    graph: frozenset[ox.Triple], names: list[str]
) -> None:
    other = {
        ox.Triple(
            ox.BlankNode(names["abc".index(t.subject.value)]),
            t.predicate,
            ox.BlankNode(names["abc".index(t.object.value)]),
        )
        for t in graph
    }  # type: ignore[union-attr]
    named = without_blank_nodes(graph)
    assert named == without_blank_nodes(other)
    assert len(named) == len(graph)
    assert not any(isinstance(term, ox.BlankNode) for triple in named for term in (triple.subject, triple.object))
