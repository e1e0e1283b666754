"""`kg build --push`: what is built goes to a server, a real one, and what is told where it cannot."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.cli.remote import SECRET_VARIABLE
from tests.conftest import free_port

ARTICLE = "Kestrel Motors invested $40 million in Calder Semiconductor in May 2021."


def run(*arguments: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], input=stdin, catch_exceptions=False)


def held(server: str, graph: str) -> set[str]:
    answer = httpx.get(f"{server}/store", params={"graph": graph}, headers={"Accept": "application/n-triples"})
    return set(answer.text.splitlines()) if answer.is_success else set()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built, so that building it again takes no time."""
    root = tmp_path_factory.mktemp("pushed")
    run("init", root)
    (root / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("build", root).exit_code == 0
    return root


@pytest.fixture
def project(root: Path) -> Path:
    (root / "kg.toml").write_text('sources = ["articles"]\n', encoding="utf-8")
    return root


def test_documents_are_built_written_and_pushed(oxigraph_server: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "out"
    options = ("--push-graph", "urn:built", "--push-query", f"{oxigraph_server}/query")
    result = run("build", tmp_path / "a.txt", "--out", out, "--push", f"{oxigraph_server}/store", *options)
    assert result.exit_code == 0
    written = run("query", out / "graph.ttl", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "csv").stdout
    assert len(held(oxigraph_server, "urn:built")) == int(written.split()[1])
    assert held(oxigraph_server, "urn:built/evidence")
    assert f"{written.split()[1]} triples in <urn:built>" in result.stdout


@pytest.mark.parametrize("table", [False, True])
def test_a_project_is_pushed_where_its_settings_say(oxigraph_server: str, project: Path, table: bool) -> None:
    address = f"{oxigraph_server}/store"
    graph = "urn:project" if table else "https://w3id.org/kgbuilder/graph"
    told = f'[push]\nstore = "{address}"\ngraph = "{graph}"\nevidence = false\n' if table else f'push = "{address}"\n'
    with (project / "kg.toml").open("a", encoding="utf-8") as file:
        file.write(told)
    httpx.delete(address, params={"graph": graph})
    # Nothing has changed, and still the server is brought into step.
    result = run("build", project)
    assert (result.exit_code, f"in <{graph}>" in result.stdout) == (0, True)
    assert any("kestrel-motors" in line for line in held(oxigraph_server, graph))
    assert bool(held(oxigraph_server, f"{graph}/evidence")) is not table
    httpx.delete(address, params={"graph": graph})
    assert run("push", project).exit_code == 0
    assert held(oxigraph_server, graph)


def test_a_build_can_leave_the_push_out(project: Path) -> None:
    with (project / "kg.toml").open("a", encoding="utf-8") as file:
        file.write(f'push = "http://127.0.0.1:{free_port()}/store"\n')
    assert run("build", project, "--no-push").exit_code == 0


def test_a_server_that_is_not_there_is_told_and_the_files_stay(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.remote.PAUSE_SECONDS", 0)
    result = run("build", project, "--push", f"http://127.0.0.1:{free_port()}/store")
    assert result.exit_code == 5
    assert "Is the server running?. All is built and written" in result.stderr
    assert (project / "graph" / "graph.ttl").is_file()


def test_a_push_goes_on_where_some_inputs_failed(
    oxigraph_server: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = project / "articles" / "bad.pdf"
    bad.write_bytes(b"no pdf")
    try:
        result = run("build", project, "--push", f"{oxigraph_server}/store", "--push-graph", "urn:some")
    finally:
        bad.unlink()
    assert result.exit_code == 3
    assert held(oxigraph_server, "urn:some")


@pytest.mark.parametrize(
    ("environment", "arguments", "code"),
    [
        ({}, ("--push-auth", "bearer"), 2),
        ({SECRET_VARIABLE: "t0ken"}, ("--push-auth", "bearer"), 0),
        ({}, ("--push-auth", "bearer", "--secret-file", "-"), 0),
        ({}, ("--push-auth", "basic", "--push-user", "ada", "--secret-file", "missing"), 2),
    ],
)
def test_a_secret_comes_from_a_file_the_environment_or_not_at_all(
    oxigraph_server: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = run("build", project, "--push", f"{oxigraph_server}/store", *arguments, stdin="t0ken\n")
    assert result.exit_code == code
    assert "t0ken" not in result.output
