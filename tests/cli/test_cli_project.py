"""Projects from the command line: making one, building it, and asking it without naming it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import KgError
from kg.project.build import LOCK_FILE
from kg.project.generations import Generations
from kg.project.lock import build_lock

KESTREL = "Kestrel Motors invested $40 million in Calder Semiconductor in May 2021."
CALDER = "Calder Semiconductor cooperates with Polder Energy."


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project, which is the folder we are in."""
    root = tmp_path / "project"
    run("init", root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built; tests leave it as it is."""
    root = tmp_path_factory.mktemp("built")
    run("init", root)
    (root / "articles" / "a.txt").write_text(KESTREL, encoding="utf-8")
    assert run("build", root).exit_code == 0
    return root


@pytest.fixture
def inside(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built / "articles")
    return built


# ---------------------------------------------------------------- init and build


def test_init_says_where_documents_go_and_what_to_do_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", tmp_path / "a").stdout.splitlines() == [
        f"{tmp_path / 'a' / 'kg.toml'} written; documents are taken from articles",
        f"next: kg build {tmp_path / 'a'}",
    ]
    monkeypatch.chdir(tmp_path)
    assert run("init").stdout.splitlines()[-1] == "next: kg build"


def test_build_tells_what_had_changed_and_what_it_read(empty: Path) -> None:
    (empty / "articles" / "a.txt").write_text(KESTREL, encoding="utf-8")
    (empty / "articles" / "b.txt").write_text(CALDER, encoding="utf-8")
    first = run("build")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "documents: 2 new; 2 read"
    assert first.stdout.splitlines()[-1] == f"open {empty / 'graph' / 'graph.html'}"
    (empty / "articles" / "a.txt").write_text(f"{KESTREL} {CALDER}", encoding="utf-8")
    (empty / "articles" / "b.txt").unlink()
    assert run("build").stdout.splitlines()[0] == "documents: 1 changed, 1 removed; 1 read"
    assert run("build").stdout.splitlines() == [
        "documents: 1 unchanged; 0 read",
        f"nothing has changed since the last build, which is in {empty / 'graph'}",
    ]


def test_an_input_that_cannot_be_read_is_named_and_ends_it_with_3(empty: Path) -> None:
    (empty / "articles" / "a.txt").write_text(KESTREL, encoding="utf-8")
    (empty / "articles" / "b.docx").write_text("no document", encoding="utf-8")
    result = run("build")
    assert result.exit_code == 3
    assert result.stderr.startswith("b.docx: ")
    assert "1 input could not be read" in result.stdout


@pytest.mark.parametrize(
    "arguments", [("build", "--title", "x"), ("build", "--format", "nt"), ("build", "--out", "x"), ("build", "a.txt")]
)
def test_options_of_a_project_belong_into_its_settings(arguments: tuple[str, ...], empty: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_second_build_at_once_is_refused(empty: Path) -> None:
    with build_lock(empty / ".kg" / LOCK_FILE, "it"), pytest.raises(KgError, match=f"built by process {os.getpid()}"):
        run("build")


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "investments"),
        ("query", "SELECT ?who ?what { ?who kg:investsIn ?what }"),
        ("query", ".", "investments"),
        ("query", "..", "investments"),
        ("explain", "Kestrel Motors"),
        ("explain", "Kestrel Motors", "investsIn"),
        ("explain", "Kestrel Motors", "investsIn", "Calder Semiconductor"),
        ("explain", "..", "Kestrel Motors", "investsIn", "Calder Semiconductor"),
    ],
)
def test_inside_a_project_it_need_not_be_named(arguments: tuple[str, ...], inside: Path) -> None:
    arguments = tuple(str(inside) if each in (".", "..") else each for each in arguments)
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert "Kestrel Motors" in result.stdout
    assert "Calder Semiconductor" in result.stdout


def test_the_other_commands_take_a_project_too(inside: Path) -> None:
    assert run("validate").stdout == "0 violations\n"
    assert run("validate", inside).exit_code == 0
    assert run("diff", inside, inside / "graph").stdout == "no difference\n"


def test_what_is_there_is_asked_even_inside_a_project(inside: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text("<https://example.org/x> <https://example.org/y> <https://example.org/z> .", encoding="utf-8")
    assert "example.org/x" in run("query", other, "SELECT ?s { ?s ?p ?o }").stdout


def test_a_query_from_a_file_can_be_asked_of_the_project(inside: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?name { ?x a kg:Investment ; rdfs:label ?name }", encoding="utf-8")
    assert "40 million USD" in run("query", "-f", tmp_path / "q.rq").stdout


@pytest.mark.parametrize(
    "arguments", [("query", "investments"), ("explain", "Kestrel Motors"), ("validate",), ("query",)]
)
def test_outside_a_project_a_graph_has_to_be_named(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_project_answers_in_its_own_terms(empty: Path) -> None:
    (empty / "kg.toml").write_text(
        'sources = ["articles"]\nformats = []\nbase = "https://example.org/id/"\nontology = ["ours.ttl"]\n',
        encoding="utf-8",
    )
    (empty / "ours.ttl").write_text(
        "@prefix ours: <https://example.org/ours#> . ours:Yard a <http://www.w3.org/2002/07/owl#Class> .",
        encoding="utf-8",
    )
    (empty / "articles" / "a.txt").write_text(KESTREL, encoding="utf-8")
    assert run("build").stdout.splitlines()[-1] == f"open {empty / 'graph'}"
    assert (
        "yes"
        in run("query", "ASK { org:kestrel-motors kg:investsIn ?what FILTER NOT EXISTS { ?x a ours:Yard } }").stdout
    )


ASK_FOR_A_WHILE = """
import sys, time
from pathlib import Path
from kg.project.generations import reading
from kg.project.settings import load_project
from kg.store.disk import open_store
with reading(load_project(Path(sys.argv[1]))) as folder:
    store = open_store(folder)
    print("reading", flush=True)
    sys.stdin.readline()
    print(sum("Kestrel" in str(quad) for quad in store) > 0, flush=True)
"""


def test_a_reader_in_another_process_is_not_disturbed_by_builds(empty: Path) -> None:
    (empty / "articles" / "a.txt").write_text(KESTREL, encoding="utf-8")
    run("build")
    read = Generations(empty / ".kg").current()
    assert read is not None
    with subprocess.Popen(
        [sys.executable, "-c", ASK_FOR_A_WHILE, str(empty)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        (empty / "articles" / "a.txt").write_text(CALDER, encoding="utf-8")
        run("build")
        assert read.is_dir()
        assert reader.communicate("\n")[0] == "True\n"
    run("build")
    assert not read.is_dir()
