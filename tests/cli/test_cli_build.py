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


class TestSpilled:
    def test_the_files_and_the_summary_are_the_same_without_the_page(self, article: Path, tmp_path: Path) -> None:
        in_memory = run(article, "--out", tmp_path / "one")
        result = run(article, "--out", tmp_path / "other", "--spill", "--jobs", "1")
        assert (result.exit_code, result.stderr) == (0, "")
        assert files(tmp_path / "other") == ALWAYS - {"graph.html"}
        for name in files(tmp_path / "other"):
            assert (tmp_path / "other" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
        assert result.stdout.splitlines()[1:-1] == in_memory.stdout.splitlines()[1:-1]
        assert f"kg load {tmp_path / 'other'}" in result.stdout.splitlines()[-1]
        assert files(tmp_path) == {"news.txt", *(f"one/{each}" for each in ALWAYS)} | {
            f"other/{each}" for each in ALWAYS - {"graph.html"}
        }

    def test_very_many_documents_are_spilled_unless_asked_otherwise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kg.cli.building.LARGEST_IN_MEMORY", 2)
        monkeypatch.setattr("kg.engines.local.FEW", 1)
        for number in range(2):
            (tmp_path / f"{number}.txt").write_text(f"{ARTICLE} It is number {number}.", encoding="utf-8")
        inputs = (tmp_path / "0.txt", tmp_path / "1.txt", "--jobs", "1")
        assert run(*inputs, "--out", tmp_path / "out").exit_code == 0
        assert files(tmp_path / "out") == ALWAYS - {"graph.html"}
        run(*inputs, "--out", tmp_path / "out", "--in-memory")
        assert files(tmp_path / "out") == ALWAYS
        run(*inputs, "--out", tmp_path / "out", "--title", "Cables")
        assert files(tmp_path / "out") == ALWAYS
        run(*inputs, "--out", tmp_path / "out")
        assert files(tmp_path / "out") == ALWAYS - {"graph.html"}, "a page of an earlier build shows another graph"

    @pytest.mark.parametrize("option", [("--format", "csv"), ("--title", "Cables"), ("--corrections", "mine.ttl")])
    def test_what_needs_the_graph_in_memory_cannot_be_asked_for(
        self, option: tuple[str, str], article: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "mine.ttl").touch()
        name, value = option
        value = str(tmp_path / value) if value.endswith(".ttl") else value
        result = CliRunner().invoke(
            app, ["build", str(article), "--out", str(tmp_path / "out"), "--spill", name, value]
        )
        assert result.exit_code == 2
        assert f"{name} can only be had with the graph in memory" in " ".join(result.stderr.replace("│", " ").split())
        assert not (tmp_path / "out").exists()

    def test_nothing_is_written_where_nothing_can_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(KgError, match="nothing was written"):
            run(tmp_path / "nowhere.txt", "--out", tmp_path / "out", "--spill")
        assert not (tmp_path / "out").exists()
