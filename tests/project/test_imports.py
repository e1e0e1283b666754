"""Other people's RDF in a project: laid beside what the documents say, the same at every build, and how it gets there."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.ask.query import run_query
from kg.cli import app
from kg.errors import GraphError, ProjectError
from kg.project.build import ProjectBuild
from kg.project.generations import reading
from kg.project.imports import add_imports
from kg.project.settings import Project, load_project
from kg.store.disk import open_store
from tests.project.conftest import SETTINGS, written

KESTREL = {"a.txt": "Kestrel Motors invested $40 million in Calder Semiconductor."}
THEIRS = """\
@prefix schema: <https://schema.org/> .
<urn:tern> a schema:Corporation ; schema:name "Tern Airways" ; schema:parentOrganization [ a schema:Corporation ; schema:name "Rook" ] .
"""
OF_KG = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
<urn:heron> a kg:Company ; kg:investsIn <urn:ibis> .
<urn:claim> a kg:Claim ; kg:subject <urn:heron> ; kg:predicate kg:investsIn ; kg:object <urn:ibis> .
"""

Build = Callable[[], ProjectBuild]


def names(project: Project) -> list[str]:
    """The labels of all companies that the project's store knows."""
    with reading(project) as generation:
        asked = run_query(
            open_store(generation),
            "PREFIX kg: <https://w3id.org/kgbuilder/ontology#> SELECT ?name { ?it a kg:Company ; rdfs:label ?name } ORDER BY ?name",
        )
    return [getattr(row[0], "value", "") for row in asked.rows]


def set_up(project: Project, write: Callable[..., None], text: str, files: dict[str, str]) -> None:
    write(KESTREL)
    for name, content in files.items():
        (project.root / name).write_text(content, encoding="utf-8")
    (project.root / "kg.toml").write_text(SETTINGS + text, encoding="utf-8")


def test_what_is_imported_is_asked_and_exported_like_our_own(project, write, build: Build) -> None:
    set_up(project, write, 'imports = ["theirs.ttl"]\nmappings = ["schema"]\n', {"theirs.ttl": THEIRS})
    build()
    assert names(project) == ["Calder Semiconductor", "Kestrel Motors", "Rook", "Tern Airways"]
    files = written(project.root / "graph")
    assert b"Tern Airways" in files["graph.ttl"]
    # What follows from it by the ontology is there as well.
    assert b"<urn:tern> <https://w3id.org/kgbuilder/ontology#belongsTo>" in files["graph.nt"]
    assert any(b"Tern Airways" in content for name, content in files.items() if name.startswith("csv/"))


def test_a_rebuild_gives_the_bytes_of_a_build_from_scratch(project, write, build: Build) -> None:
    both = {"theirs.ttl": THEIRS, "of-kg.ttl": OF_KG}
    set_up(project, write, 'imports = ["theirs.ttl", "of-kg.ttl"]\nmappings = ["schema"]\n', both)
    build()
    first = written(project.root / "graph")
    write({**KESTREL, "b.txt": "Calder Semiconductor cooperates with Polder Energy."})
    build()
    write(KESTREL)
    build()
    assert written(project.root / "graph") == first
    shutil.rmtree(project.root / ".kg")
    build()
    assert written(project.root / "graph") == first
    assert build().conclusions is None


def test_evidence_that_comes_along_is_evidence(project, write, build: Build) -> None:
    set_up(project, write, 'imports = ["of-kg.ttl"]\n', {"of-kg.ttl": OF_KG})
    build()
    files = written(project.root / "graph")
    assert b"<urn:claim>" in files["evidence.ttl"]
    assert b"<urn:claim>" not in files["graph.ttl"]
    assert b"<urn:heron>" in files["graph.ttl"]


def test_a_change_of_an_import_is_a_change_and_no_document_is_read_again(project, write, build: Build) -> None:
    set_up(project, write, 'imports = ["of-kg.ttl"]\n', {"of-kg.ttl": OF_KG})
    build()
    (project.root / "of-kg.ttl").write_text(OF_KG.replace("urn:ibis", "urn:egret"), encoding="utf-8")
    built = build()
    assert built.conclusions is not None
    assert built.changes.extracted == 0
    assert b"urn:ibis" not in written(project.root / "graph")["graph.ttl"]
    (project.root / "kg.toml").write_text(SETTINGS, encoding="utf-8")
    build()
    assert b"urn:" not in written(project.root / "graph")["graph.ttl"]


def test_a_broken_import_is_told_with_its_place_and_the_last_build_stays(project, write, build: Build) -> None:
    set_up(project, write, 'imports = ["of-kg.ttl"]\n', {"of-kg.ttl": OF_KG})
    build()
    first = written(project.root / "graph")
    (project.root / "of-kg.ttl").write_text("<urn:a> <urn:b>\n", encoding="utf-8")
    with pytest.raises(GraphError, match=r"of-kg\.ttl:2:1: not valid Turtle"):
        build()
    assert written(project.root / "graph") == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('imports = ["none.ttl"]', "imports: no such file: none.ttl"),
        ('imports = ["graph"]', "imports: it is what this project builds"),
        ('mappings = ["skema"]', "mappings: no such file: skema"),
    ],
)
def test_settings_that_cannot_be_are_told(project: Project, text: str, said: str) -> None:
    (project.root / "graph").mkdir()
    (project.root / "kg.toml").write_text(f'sources = ["articles"]\n{text}\n', encoding="utf-8")
    with pytest.raises(ProjectError, match=said):
        load_project(project.root)


# ---------------------------------------------------------------- kg import --into


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('sources = ["articles"]\n', 'sources = ["articles"]\nimports = ["theirs.ttl"]\nmappings = ["schema"]\n'),
        (
            '# ours\nsources = ["articles"] # all\nimports = ["more.ttl"] # old\n',
            '# ours\nsources = ["articles"] # all\nimports = ["more.ttl", "theirs.ttl"] # old\nmappings = ["schema"]\n',
        ),
        (
            'sources = ["articles"]\n\n[push]\nstore = "http://localhost/"\n',
            'sources = ["articles"]\nimports = ["theirs.ttl"]\nmappings = ["schema"]\n\n[push]\nstore = "http://localhost/"\n',
        ),
        (
            'imports = [\n  "theirs.ttl",\n]\nmappings = ["schema"]\nsources = ["articles"]',
            'imports = [\n  "theirs.ttl",\n]\nmappings = ["schema"]\nsources = ["articles"]',
        ),
    ],
)
def test_files_are_named_in_the_settings_and_the_rest_stays(project: Project, before: str, after: str) -> None:
    for name in ("theirs.ttl", "more.ttl"):
        (project.root / name).write_text(THEIRS, encoding="utf-8")
    (project.root / "kg.toml").write_text(before, encoding="utf-8")
    add_imports(project.root, [project.root / "theirs.ttl"], ["schema"])
    assert (project.root / "kg.toml").read_text(encoding="utf-8") == after
    assert tomllib.loads(after)["imports"][-1] == "theirs.ttl"


def test_settings_that_cannot_be_added_to_stay_and_say_what_to_write(project: Project) -> None:
    text = 'sources = ["articles"]\n"imports" = ["more.ttl"]\n'
    for name in ("theirs.ttl", "more.ttl"):
        (project.root / name).write_text(THEIRS, encoding="utf-8")
    (project.root / "kg.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=r'write imports = \["more.ttl", "theirs.ttl"\] into it'):
        add_imports(project.root, [project.root / "theirs.ttl"], [])
    assert (project.root / "kg.toml").read_text(encoding="utf-8") == text


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["import", *map(str, arguments)])


def test_the_command_adds_good_files_only(project: Project, tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<urn:a>", encoding="utf-8")
    before = (project.root / "kg.toml").read_text(encoding="utf-8")
    assert isinstance(run(tmp_path / "broken.ttl", "--into", project.root).exception, GraphError)
    assert (project.root / "kg.toml").read_text(encoding="utf-8") == before
    result = run(tmp_path / "theirs.ttl", "--mapping", "schema", "--into", project.root)
    assert result.exit_code == 0
    assert f"next: kg build {project.root}" in result.stdout
    assert load_project(project.root).settings.imports == (tmp_path / "theirs.ttl",)


def test_a_folder_or_a_project_has_to_be_named_and_not_both(project: Project, tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    assert run(tmp_path / "theirs.ttl").exit_code == 2
    assert run(tmp_path / "theirs.ttl", "--out", tmp_path / "out", "--into", project.root).exit_code == 2
