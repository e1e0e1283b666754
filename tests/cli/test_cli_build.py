"""`kg build`: what it writes, what it tells, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.cli.build import ExportFormat
from kg.errors import KgError
from kg.graph import FORMATS

ARTICLE = "Aldermoor Cables has signed an agreement with Brackwater Group in Oslo. Aldermoor Cables is a company."
ALWAYS = {"graph.ttl", "evidence.ttl", "rejected.jsonl", "graph.html"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["build", *map(str, arguments)], input=stdin, catch_exceptions=False)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_a_folder_and_ends_with_the_page_to_open(article: Path, tmp_path: Path) -> None:
    result = run(article, "--out", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert files(tmp_path / "out") == ALWAYS
    assert result.stdout.splitlines()[0].startswith("1 document, ")
    assert result.stdout.splitlines()[-1] == f"open {tmp_path / 'out' / 'graph.html'}"


def test_further_formats_and_the_title_of_the_page_are_as_asked(article: Path, tmp_path: Path) -> None:
    run(article, "--out", tmp_path / "out", "--format", "nt", "--format", "graphml", "--title", "Cables <of> Oslo")
    assert files(tmp_path / "out") == {*ALWAYS, "graph.nt", "evidence.nt", "graph.graphml"}
    assert "Cables &lt;of&gt; Oslo" in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")


def test_a_document_can_come_from_stdin(tmp_path: Path) -> None:
    assert run("-", "--out", tmp_path / "out", stdin=ARTICLE).exit_code == 0


def test_an_input_that_cannot_be_read_is_named_and_the_rest_is_built(article: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"\x00\x01\x02")
    result = run(article, broken, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert [line.split(": ")[0].endswith("broken.pdf") for line in result.stderr.splitlines()] == [True]
    assert "1 document, " in result.stdout
    assert "1 input could not be read" in result.stdout
    assert files(tmp_path / "out") == ALWAYS


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(KgError):
        run(tmp_path / "nowhere.txt", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_every_format_that_a_graph_can_be_saved_in_can_be_asked_for() -> None:
    assert {str(each) for each in ExportFormat} == {*FORMATS} - {"html"}
