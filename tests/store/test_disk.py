"""The store on disk."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError, OutputError
from kg.store.disk import STORE_FOLDER, open_store, remove_store, write_store

TRIPLES = [
    ox.Triple(ox.NamedNode(f"https://example.org/{number}"), ox.NamedNode("https://example.org/says"), ox.Literal("京"))
    for number in range(3)
]


def turtle(path: Path, triples: list[ox.Triple]) -> Path:
    path.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
    return path


def test_what_is_written_can_be_read_by_several_at_once(tmp_path: Path) -> None:
    write_store(
        tmp_path / STORE_FOLDER, [turtle(tmp_path / "a.ttl", TRIPLES[:2]), turtle(tmp_path / "b.ttl", TRIPLES[1:])]
    )
    stores = [open_store(tmp_path), open_store(tmp_path)]
    for store in stores:
        assert {quad.triple for quad in store} == set(TRIPLES)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    write_store(tmp_path / STORE_FOLDER, [turtle(tmp_path / "a.ttl", TRIPLES)])
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(tmp_path).add(ox.Quad(TRIPLES[0].subject, TRIPLES[0].predicate, ox.Literal("new")))


def test_a_folder_without_a_store_is_loaded_into_memory(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(f"{TRIPLES[0]} .", encoding="utf-8")
    assert len(open_store(tmp_path)) == 1


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    write_store(tmp_path / STORE_FOLDER, [turtle(tmp_path / "a.ttl", TRIPLES)])
    (tmp_path / STORE_FOLDER / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(GraphError, match=r"cannot be read: .*and run `kg build`"):
        open_store(tmp_path)


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / STORE_FOLDER).touch()
    with pytest.raises(OutputError, match="the store cannot be written"):
        write_store(tmp_path / STORE_FOLDER, [turtle(tmp_path / "a.ttl", TRIPLES)])


def test_a_store_of_another_graph_is_removed_and_nothing_else(tmp_path: Path) -> None:
    write_store(tmp_path / STORE_FOLDER, [turtle(tmp_path / "a.ttl", TRIPLES)])
    remove_store(tmp_path)
    remove_store(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.ttl"}
    (tmp_path / STORE_FOLDER).mkdir()
    (tmp_path / STORE_FOLDER / "apples").touch()
    remove_store(tmp_path)
    assert (tmp_path / STORE_FOLDER / "apples").exists()
