"""However much there is to write and to check, no more of it is in memory at once."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kg.assemble import DocumentPart, mention_row
from kg.engines.archive.checking import check_stored
from kg.engines.archive.evidence import EvidenceBlocks, document_blocks, entity_blocks, write_evidence
from kg.engines.archive.scratch import scratch_database
from kg.engines.archive.summary import summary_of
from kg.engines.archive.turtle import write_graph
from kg.ontology import ENTITY_BASE, NAMESPACE
from kg.records import Document, Span
from tests.check.graphs import SMALL, TEST
from tests.engines.archive.strategies import fill_graph

FEW, MANY = 4_800, 12_800
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def fill(database: sqlite3.Connection, number: int) -> None:
    """A graph of so many towns, each with a name."""
    fill_graph(database, ())
    database.execute("CREATE TABLE rejected(line TEXT)")
    towns = (f"<{TEST}town-{each}>" for each in range(number))
    rows = (row for town in towns for row in ((town, TYPE, f"<{TEST}Town>"), (town, LABEL, f'"{town}"@en')))
    database.executemany("INSERT INTO graph VALUES (?, ?, ?)", rows)
    database.commit()


def graph_written(database: sqlite3.Connection, number: int, path: Path) -> None:
    fill(database, number)
    write_graph(database, path, {})


def graph_checked(database: sqlite3.Connection, number: int, path: Path) -> None:
    fill(database, number)
    assert check_stored(database, SMALL, at_once=500) == ()


def graph_summed_up(database: sqlite3.Connection, number: int, path: Path) -> None:
    fill(database, number)
    assert summary_of(database, SMALL).entities.total() == number


def evidence_written(database: sqlite3.Connection, number: int, path: Path) -> None:
    def made(prefixes: Mapping[str, str]) -> Iterator[EvidenceBlocks]:
        for each in range(0, number, 32):
            documents = (Document(f"news-{one}", f"Town {one}", f"news-{one}.txt") for one in range(each, each + 32))
            parts = [DocumentPart(document, mentions=(Span(0, 4),)) for document in documents]
            yield document_blocks(parts, prefixes)
        spoken = (mention_row(f"{ENTITY_BASE}place/{one}", f"news-{one}", Span(0, 4)) for one in range(number))
        yield from entity_blocks(spoken, prefixes)

    write_evidence(database, path, made, {"kg": NAMESPACE}, {"claim", "document", "place"})


@pytest.mark.parametrize("stage", [graph_written, graph_checked, graph_summed_up, evidence_written])
def test_memory_does_not_grow_with_what_there_is(
    stage: Callable[[sqlite3.Connection, int, Path], None], tmp_path: Path
) -> None:
    peaks = []
    # What is loaded at the first use of anything is left out.
    for number in (32, FEW, MANY):
        with scratch_database(tmp_path / "scratch") as database:
            tracemalloc.start()
            stage(database, number, tmp_path / "file.ttl")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < 1.2 * peaks[1]
