"""Evidence put together from blocks is the evidence written at once, byte for byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import DocumentPart, document_parts, entity_rows, evidence_triples
from kg.assemble.names import document_iri
from kg.engines.archive.evidence import EvidenceBlocks, document_blocks, entity_blocks, write_evidence
from kg.ontology import ENTITY_BASE, NAMESPACE
from kg.pipeline import conclude, extract_each
from kg.publish.turtle import write_turtle
from kg.read import make_document
from kg.read.content import Content
from kg.records import Claim, Document, Entity, Evidence, Span
from tests.engines.archive.strategies import ORG, PREFIXES, claims, documents, entities

EXPECTED = frozenset({"claim", "document", "org", "place", "new"})
TEXTS = (
    "Aldermoor Cables Ltd has signed an agreement with Brackwater Group in Oslo. Aldermoor Cables did not invest in Porto.",
    "Brackwater Group cooperates with Aldermoor Cables. Brackwater Group invested $5 million in Corvane Foods in May 2021.",
    "In May 2021 Brackwater Group invested $5 million in Corvane Foods. Aldermoor Cables and Corvane Foods cooperate.",
)


def written(
    database: sqlite3.Connection,
    path: Path,
    parts: Sequence[DocumentPart],
    things: Iterable[Entity],
    prefixes: Mapping[str, str] = PREFIXES,
    expected: frozenset[str] = EXPECTED,
    asked: list[Mapping[str, str]] | None = None,
) -> str:
    every = sorted(things, key=lambda each: each.iri)

    def made(named: Mapping[str, str]) -> Iterator[EvidenceBlocks]:
        if asked is not None:
            asked.append(named)
        for start in range(0, len(parts), 2):
            yield document_blocks(parts[start : start + 2], named)
        yield from entity_blocks((row for each in every for row in entity_rows(each)), named)

    write_evidence(database, path, made, prefixes, expected)
    return path.read_text(encoding="utf-8")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), expected=st.sampled_from([EXPECTED, frozenset()]))
def test_any_evidence_gives_the_same_bytes(
    data: st.DataObject, expected: frozenset[str], database: sqlite3.Connection, tmp_path: Path
) -> None:
    sources = [data.draw(documents(name)) for name in ("a-1", "a-10", "a", "ü b?")]
    stated, derived = ([data.draw(claims(each)) for each in sources for _ in range(3)] for _ in range(2))
    # A thing that was brought from elsewhere may have the IRI of a document.
    iris = [f"{ENTITY_BASE}org/a", f"{ORG}e", document_iri("a").value]
    things = {iri: data.draw(entities(iri, sources)) for iri in iris}
    by_id = {each.id: each for each in sources}
    parts = list(document_parts(stated, derived, things, by_id))
    whole = evidence_triples(stated, things, by_id, derived=derived)
    assert written(database, tmp_path / "evidence.ttl", parts, things.values(), expected=expected) == write_turtle(
        whole, PREFIXES
    )


def test_what_texts_say_gives_the_same_bytes(road: Any, database: sqlite3.Connection, tmp_path: Path) -> None:
    sources = [make_document(f"news{number}.txt", Content(text)) for number, text in enumerate(TEXTS)]
    concluded = conclude(extract_each(sources, road.tools), road.tools.knowledge)
    parts = list(document_parts(concluded.claims, concluded.derived, concluded.entities, concluded.documents))
    prefixes = concluded.ontology.prefixes
    expected = frozenset({"claim", "document", *map(concluded.ontology.segment, concluded.ontology.classes)})
    asked: list[Mapping[str, str]] = []
    text = written(database, tmp_path / "evidence.ttl", parts, concluded.entities.values(), prefixes, expected, asked)
    assert text == write_turtle(concluded.knowledge_graph().evidence, prefixes)
    assert len(asked) == 1


def test_a_thing_with_the_iri_of_a_document_is_one_block_with_it(database: sqlite3.Connection, tmp_path: Path) -> None:
    source = Document("news-1", "a and e", "news")
    thing = Entity(document_iri(source.id).value, f"{NAMESPACE}Company", ("A", "en"), merged_because=("said so",))
    text = written(database, tmp_path / "evidence.ttl", [DocumentPart(source)], [thing])
    assert text == write_turtle(evidence_triples([], {thing.iri: thing}, {source.id: source}), PREFIXES)
    assert text.count("\n\n") == 1


def test_nothing_gives_an_empty_file(database: sqlite3.Connection, tmp_path: Path) -> None:
    assert written(database, tmp_path / "evidence.ttl", [], []) == ""


@pytest.mark.parametrize(
    ("expected", "times"),
    [
        ({"claim", "document", "org"}, 1),
        ({"claim", "document", "org", "place"}, 1),
        ({"claim", "document"}, 2),
        (set(), 2),
    ],
    ids=["these", "more", "one less", "none"],
)
def test_blocks_are_made_again_where_something_is_called_otherwise(
    expected: set[str], times: int, database: sqlite3.Connection, tmp_path: Path
) -> None:
    source = Document("news-1", "a and e", "news")
    place = Evidence(source.id, Span(0, 7), source.text, Span(0, 7))
    claim = Claim(f"{ENTITY_BASE}org/a", f"{NAMESPACE}cooperatesWith", f"{ORG}e", place)
    asked: list[Mapping[str, str]] = []
    part = DocumentPart(source, (claim,))
    text = written(database, tmp_path / "evidence.ttl", [part], [], PREFIXES, frozenset(expected), asked)
    assert text == write_turtle(evidence_triples([claim], {}, {source.id: source}), PREFIXES)
    assert len(asked) == times
