"""`kg import`: a folder like a built one, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError

THEIRS = """\
@prefix schema: <https://schema.org/> .
<urn:tern> a schema:Corporation ; schema:name "Tern Airways" ; schema:parentOrganization [ a schema:Organization ; schema:name "Rook" ] .
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["import", *map(str, arguments)], catch_exceptions=False)


def test_what_comes_in_can_be_asked_and_seen(tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    result = run(tmp_path / "theirs.ttl", "--mapping", "schema", "--out", tmp_path / "out", "--format", "nt")
    assert result.exit_code == 0
    question = "SELECT ?name { ?one kg:subsidiaryOf ?other . ?one rdfs:label ?name }"
    asked = CliRunner().invoke(app, ["query", str(tmp_path / "out"), question, "--format", "csv"])
    assert asked.stdout.split() == ["name", "Tern", "Airways"]
    assert {each.name for each in (tmp_path / "out").iterdir()} >= {
        "graph.ttl",
        "evidence.ttl",
        "graph.html",
        "graph.nt",
    }
    assert "Tern Airways" in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    for name in ("one", "other"):
        run(tmp_path / "theirs.ttl", "--mapping", "schema", "--out", tmp_path / name)
    assert (tmp_path / "one/graph.ttl").read_bytes() == (tmp_path / "other/graph.ttl").read_bytes()


def test_a_broken_file_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    run(tmp_path / "theirs.ttl", "--out", tmp_path / "out")
    before = (tmp_path / "out/graph.ttl").read_bytes()
    (tmp_path / "broken.ttl").write_text(THEIRS + "<urn:a> <urn:b>", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl:\d+:\d+"):
        run(tmp_path / "broken.ttl", "--out", tmp_path / "out")
    assert (tmp_path / "out/graph.ttl").read_bytes() == before
