"""Turtle written from disk is the Turtle written from memory, byte for byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.engines.archive.turtle import statement_batches, write_graph
from kg.errors import OutputError
from kg.ontology import load_ontology
from kg.publish.turtle import write_turtle
from tests.engines.archive.strategies import PREFIXES, TRIPLES, fill_graph

SAMPLE = Path(__file__).parents[3] / "exports" / "graph.ttl"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    triples=st.frozensets(TRIPLES, max_size=12),
    base=st.sampled_from(["https://w3id.org/kgbuilder/id/", "urn:"]),
    at_once=st.sampled_from([1, 3, 100]),
)
def test_any_triples_give_the_same_bytes(
    triples: frozenset[ox.Triple], base: str, at_once: int, database: sqlite3.Connection, tmp_path: Path
) -> None:
    fill_graph(database, triples)
    write_graph(database, tmp_path / "graph.ttl", PREFIXES, base=base, at_once=at_once)
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == write_turtle(triples, PREFIXES, base=base)


def test_the_sample_gives_the_same_bytes(database: sqlite3.Connection, tmp_path: Path) -> None:
    fill_graph(database, (quad.triple for quad in ox.parse(SAMPLE.read_bytes(), ox.RdfFormat.TURTLE)))
    write_graph(database, tmp_path / "graph.ttl", load_ontology().prefixes)
    assert (tmp_path / "graph.ttl").read_bytes() == SAMPLE.read_bytes()


@given(triples=st.lists(TRIPLES, max_size=30), size=st.integers(1, 9))
def test_batches_hold_whole_subjects_and_little_more_than_asked_for(triples: list[ox.Triple], size: int) -> None:
    rows = sorted((str(each.subject), str(each.predicate), str(each.object)) for each in triples)
    batches = list(statement_batches(iter(rows), size))
    assert [
        row for each in batches for row in zip(each.subjects, each.predicates, each.objects, strict=True)
    ] == sorted(set(rows))
    subjects = [subject for each in batches for subject in dict.fromkeys(each.subjects)]
    assert len(subjects) == len(set(subjects))
    for batch in batches:
        last = batch.subjects.count(batch.subjects[-1])
        assert len(batch.subjects) - last < size


@pytest.mark.parametrize("triple", ["_:b <urn:p> <urn:x>", "<urn:x> <urn:p> _:b"])
def test_what_cannot_be_written_is_refused_and_the_last_file_stays(
    triple: str, database: sqlite3.Connection, tmp_path: Path
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    fill_graph(database, (quad.triple for quad in ox.parse(f"{triple} .", ox.RdfFormat.N_TRIPLES)))
    with pytest.raises(OutputError, match="a blank node cannot be written"):
        write_graph(database, path, PREFIXES)
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["graph.ttl"]
