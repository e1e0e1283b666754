"""What can be loaded, and what a user is told about what cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError
from kg.publish.formats import write_triples
from kg.store.embedded import load, load_triples

TURTLE = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
<urn:harbourline> a kg:Company ; kg:amount 2.50 .
<urn:claim> a kg:Claim ; kg:subject <urn:harbourline> .
<urn:harbourline> kg:mentionedIn <urn:document#char=0,4> ; kg:mergedBecause "one name" .
"""
TRIPLES = [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("g.ttl", "ttl"),
        ("g.nt", "nt"),
        ("g.nq", "nt"),
        ("g.trig", "ttl"),
        ("g.rdf", "rdfxml"),
        ("g.v2.RDFXML", "rdfxml"),
        ("g.jsonld", "jsonld"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_files_of_every_form(tmp_path: Path, name: str, form: str, packed: bool) -> None:
    content = write_triples(TRIPLES, form).encode()
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(content) if packed else content)
    assert len(load(path)) == len(TRIPLES)
    both = load_triples(path)
    assert both.graph | both.evidence == set(TRIPLES)


def test_graph_and_evidence_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(TURTLE, encoding="utf-8")
    both = load_triples(tmp_path / "g.ttl")
    assert sorted(each.predicate.value.rsplit("#")[-1] for each in both.graph) == ["amount", "type"]
    assert sorted(each.predicate.value.rsplit("#")[-1] for each in both.evidence) == [
        "mentionedIn",
        "mergedBecause",
        "subject",
        "type",
    ]


def test_literals_are_kept_as_written(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(TURTLE, encoding="utf-8")
    assert '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>' in {
        str(each.object) for each in load_triples(tmp_path / "g.ttl").graph
    }


def test_a_built_folder_is_graph_and_evidence(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:p> <urn:b> .")
    assert len(load(tmp_path)) == 1
    (tmp_path / "evidence.ttl").write_text("<urn:a> <urn:p> <urn:c> .")
    assert len(load(tmp_path)) == 2


def test_named_graphs_keep_their_names(tmp_path: Path) -> None:
    (tmp_path / "g.trig").write_text("<urn:g> { <urn:a> <urn:p> <urn:b> }")
    assert [graph.value for graph in load(tmp_path / "g.trig").named_graphs()] == ["urn:g"]


def test_entities_for_namespaces_are_welcome(tmp_path: Path) -> None:
    (tmp_path / "g.owl").write_text(
        '<!DOCTYPE rdf:RDF [<!ENTITY ex "http://x.example/">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://x.example/">'
        '<rdf:Description rdf:about="&ex;a"><ex:p rdf:resource="&ex;b"/></rdf:Description></rdf:RDF>'
    )
    assert [str(each) for each in load_triples(tmp_path / "g.owl").graph] == [
        "<http://x.example/a> <http://x.example/p> <http://x.example/b>"
    ]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_bytes(b"\xef\xbb\xbf<urn:a> <urn:p> <urn:b> .")
    assert len(load(tmp_path / "g.ttl")) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("broken.ttl", b"@prefix : <urn:x> .\n:a :b :c d .", r"broken\.ttl:2:10: not valid Turtle: .*d is not a valid"),
        ("broken.nt", b"<urn:a> <urn:b> .", r"broken\.nt:1:\d+: not valid N-Triples"),
        ("latin.ttl", b'<urn:a> <urn:b> "Z\xfcrich" .', r"latin\.ttl:1:\d+: not valid Turtle: .*UTF-8"),
        ("broken.rdf", b"<a><b></a>", r"broken\.rdf: not valid RDF/XML"),
        ("far.jsonld", b'{"@context": "http://nowhere.example/c", "@id": "urn:a"}', r"far\.jsonld: not valid JSON-LD"),
        (
            "bomb.rdf",
            b'<!DOCTYPE r [\n<!ENTITY a "aaa">\n<!ENTITY b "&a;&a;&a;">]><r/>',
            r"bomb\.rdf:3: an XML entity is nested or long",
        ),
        ("plain.gz", b"", r"not a kind of file .* \.ttl"),
        ("plain.ttl.gz", b"not packed", r"not a whole gzip file"),
        ("short.ttl.gz", gzip.compress(b"<urn:a> <urn:p> <urn:b> .")[:-9], r"not a whole gzip file"),
        ("table.xlsx", b"", r"table\.xlsx: not a kind of file that kg can load"),
        ("graph", b"", r"not a kind of file"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=message):
        load(tmp_path / name)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"none\.ttl: no such file or folder"):
        load(tmp_path / "none.ttl")
    with pytest.raises(GraphError, match=r"no graph\.ttl in this folder. Was it written by `kg build"):
        load(tmp_path)
