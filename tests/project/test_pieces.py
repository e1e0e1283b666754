"""Turtle in pieces: whatever changed, the file is the one written at once, and only changed sources are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ontology import ENTITY_BASE
from kg.project.pieces import PieceFile, Sources, read_pieces, renew, write_pieces
from kg.publish.blocks import write_blocks
from kg.publish.terms import Statements, statements_of
from kg.publish.turtle import write_turtle

ORG = "http://www.w3.org/ns/org#"
# The last prefix gives way to a segment of that name, where there is one.
PREFIXES = {"kg": "https://w3id.org/kgbuilder/ontology#", "org": ORG}
IRIS = st.sampled_from([f"{ENTITY_BASE}org/a", f"{ENTITY_BASE}place/b", f"{ENTITY_BASE}new/c#d", f"{ORG}e", "urn:f"])
VALUES = st.one_of(IRIS.map(ox.NamedNode), st.sampled_from([ox.Literal("x", language="en"), ox.Literal(1)]))
FACTS = st.lists(st.tuples(IRIS, VALUES), min_size=1, max_size=3)
# A source speaks of subjects of its own: their ends keep them apart.
STATES = st.dictionaries(st.sampled_from(["urn:one", "urn:two", "urn:three"]), FACTS)


def triples(source: str, facts: Iterable[tuple[str, ox.NamedNode | ox.Literal]]) -> set[ox.Triple]:
    return {
        ox.Triple(ox.NamedNode(f"{predicate}-{source[4:]}"), ox.NamedNode(predicate), value)
        for predicate, value in facts
    }


def sources(state: Mapping[str, list], asked: list[str]) -> Sources:
    def statements(source: str) -> Statements:
        asked.append(source)
        return statements_of(triples(source, state[source]))

    return Sources({source: str(facts) for source, facts in state.items()}, statements)


@settings(max_examples=200)
@given(st.lists(STATES, min_size=1, max_size=5))
def test_after_any_changes_the_file_is_the_one_written_at_once(states: list[dict[str, list]]) -> None:
    kept = PieceFile()
    for state in states:
        renewal = renew(kept, sources(state, []), PREFIXES, ENTITY_BASE, ("org",))
        assert renewal is not None
        every = {triple for source, facts in state.items() for triple in triples(source, facts)}
        content = write_blocks(renewal.file.blocks)
        assert content.decode() == write_turtle(every, PREFIXES)
        kept = read_pieces(content, write_pieces(renewal.file, "us"), "us")
        assert kept == renewal.file


VALUE = ox.Literal("x")
BEFORE = {"urn:one": [("urn:p", VALUE)], "urn:two": [("urn:p", VALUE)]}


def test_only_sources_with_another_digest_are_asked() -> None:
    first = renew(PieceFile(), sources(BEFORE, []), PREFIXES, ENTITY_BASE)
    assert first is not None
    asked: list[str] = []
    again = renew(first.file, sources({**BEFORE, "urn:two": [("urn:q", VALUE)]}, asked), PREFIXES, ENTITY_BASE)
    assert again is not None
    assert asked == ["urn:two"]
    assert again.changed == {"urn:p-two", "urn:q-two"}


def test_two_sources_of_one_subject_cannot_be_kept_in_pieces() -> None:
    same = Sources({"urn:one": "1", "urn:two": "2"}, lambda source: statements_of(triples("urn:x", BEFORE["urn:one"])))
    assert renew(PieceFile(), same, PREFIXES, ENTITY_BASE) is None


@pytest.mark.parametrize("made_by", ["us", "others"])
def test_pieces_that_something_else_made_are_not_taken(made_by: str) -> None:
    made = renew(PieceFile(), sources(BEFORE, []), PREFIXES, ENTITY_BASE)
    assert made is not None
    kept = read_pieces(write_blocks(made.file.blocks), write_pieces(made.file, "us"), made_by)
    assert bool(kept.pieces) == (made_by == "us")


def test_a_file_that_does_not_fit_its_pieces_is_made_anew() -> None:
    made = renew(PieceFile(), sources(BEFORE, []), PREFIXES, ENTITY_BASE)
    assert made is not None
    damaged = read_pieces(b"<urn:p-one>\n    <urn:p> 1 .\n", write_pieces(made.file, "us"), "us")
    again = renew(damaged, sources({"urn:one": BEFORE["urn:one"]}, []), PREFIXES, ENTITY_BASE)
    assert again is not None
    assert write_blocks(again.file.blocks).decode() == write_turtle(triples("urn:one", BEFORE["urn:one"]), PREFIXES)
