"""`kg push`: what goes where, and what a call needs."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from kg.cli import app

GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
<urn:heron> a kg:Company .
"""
EVIDENCE = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
<urn:claim> a kg:Claim ; kg:subject <urn:heron> .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    (tmp_path / "evidence.ttl").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["push", *map(str, arguments)], input=stdin, catch_exceptions=False)


def count(server: str, graph: str) -> int:
    answer = httpx.get(f"{server}/store", params={"graph": graph}, headers={"Accept": "application/n-triples"})
    return len(answer.text.splitlines()) if answer.is_success else 0


def test_graph_and_evidence_go_to_two_graphs(folder: Path, oxigraph_server: str) -> None:
    result = run(folder, f"{oxigraph_server}/store", "--graph", "urn:mine")
    assert result.stdout == "1 triples in <urn:mine>\n2 triples in <urn:mine/evidence>\n"
    assert (count(oxigraph_server, "urn:mine"), count(oxigraph_server, "urn:mine/evidence")) == (1, 2)


def test_the_evidence_can_be_left_at_home(folder: Path, oxigraph_server: str) -> None:
    assert run(folder, f"{oxigraph_server}/store", "--graph", "urn:bare", "--no-evidence").exit_code == 0
    assert count(oxigraph_server, "urn:bare/evidence") == 0


def test_a_secret_comes_from_a_file_or_from_stdin(folder: Path, oxigraph_server: str) -> None:
    address = f"{oxigraph_server}/store"
    (folder / "secret").write_text("t0ken\n", encoding="utf-8")
    assert run(folder, address, "--auth", "bearer", "--secret-file", folder / "secret").exit_code == 0
    assert run(folder, address, "--auth", "bearer", "--secret-file", "-", stdin="t0ken\n").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [(), ("http://localhost/store", "--auth", "basic"), ("http://localhost/store", "--secret-file", "missing")],
)
def test_a_call_that_lacks_something_ends_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run(folder, *arguments).exit_code == 2
