"""Files loaded into a store on disk."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError, OutputError
from kg.store.bulk import bulk_files, bulk_load
from kg.store.disk import open_store

LINE = "<https://a.example/s> <https://a.example/p> <https://a.example/{}> <https://a.example/g> .\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "dataset" / "nquads"
    folder.mkdir(parents=True)
    for part in range(3):
        lines = "".join(LINE.format(number) for number in range(part * 10, part * 10 + 12))
        (folder / f"part-{part}.nq.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path / "dataset"


def test_a_dataset_is_loaded_whole_and_can_be_asked(dataset: Path) -> None:
    assert bulk_load(bulk_files(dataset), dataset / "store") == 32
    assert len(open_store(dataset)) == 32
    asked = CliRunner().invoke(app, ["query", str(dataset), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv"])
    assert asked.stdout.split() == ["n", "32"]


def test_files_of_several_kinds_are_loaded_together(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<urn:s> <urn:p> <urn:a> .\n", encoding="utf-8")
    (tmp_path / "b.ttl.gz").write_bytes(gzip.compress(b"@prefix u: <urn:> . u:s u:p u:b , u:c ."))
    assert bulk_load([tmp_path / "a.nt", tmp_path / "b.ttl.gz"], tmp_path / "out" / "store") == 3
    assert {quad.object for quad in open_store(tmp_path / "out")} == {ox.NamedNode(f"urn:{name}") for name in "abc"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.nq", b"<urn:s> <urn:p> .\n", "cannot be loaded"),
        ("a.nq.gz", gzip.compress(LINE.format(1).encode() * 9)[:-9], "cannot be loaded"),
        ("a.doc", b"", "no form of RDF"),
    ],
)
def test_a_file_that_is_wrong_is_named_and_no_store_is_left(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=rf"{name}: {reason}"):
        bulk_load([tmp_path / name], tmp_path / "out" / "store")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_store_that_is_there_is_left_alone(dataset: Path) -> None:
    (dataset / "store").mkdir()
    with pytest.raises(OutputError, match="remove it first"):
        bulk_load(bulk_files(dataset), dataset / "store")


def test_a_folder_that_is_no_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no folder that kg wrote"):
        bulk_files(tmp_path)


def test_where_to_put_single_files_has_to_be_said(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["load", str(tmp_path / "a.nq")]).exit_code == 2


def test_the_files_of_a_built_graph_are_its_turtle(tmp_path: Path) -> None:
    for name in ("graph.ttl", "evidence.ttl"):
        (tmp_path / name).write_text(f"<https://example.org/{name}> <https://example.org/is> 1 .", encoding="utf-8")
    assert bulk_load(bulk_files(tmp_path), tmp_path / "store") == 2
