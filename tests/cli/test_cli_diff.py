"""`kg diff`: what it prints, and the exit code by which scripts tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError

BEFORE = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:heron a kg:Company ; rdfs:label "Heron \\u001B[31m"@en .
"""
AFTER = BEFORE + 'org:teal a kg:Fund ; rdfs:label "Teal Fund"@en ; kg:investsIn org:heron .\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "before.ttl").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "after.ttl").write_text(AFTER, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["diff", *map(str, arguments)], catch_exceptions=False)


def test_two_that_are_the_same_end_with_0(folder: Path) -> None:
    result = run(folder / "before.ttl", folder / "before.ttl")
    assert (result.exit_code, result.stdout) == (0, "no difference\n")


def test_two_that_differ_end_with_4_and_a_report(folder: Path) -> None:
    result = run(folder / "before.ttl", folder / "after.ttl")
    assert result.exit_code == 4
    assert "Teal Fund (fund)" in result.stdout
    assert "+ invests in Heron" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_patch_has_the_triples(folder: Path) -> None:
    result = run(folder / "after.ttl", folder / "before.ttl", "--format", "patch")
    assert result.exit_code == 4
    assert result.stdout.startswith("TX .\nD <https://w3id.org/kgbuilder/id/org/teal> ")
    assert result.stdout.endswith("TC .\n")


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(GraphError, match=r"missing\.ttl: no such file"):
        run(folder / "before.ttl", folder / "missing.ttl")
