"""kg.toml: what it gives, and what is said where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ProjectError
from kg.ontology import ENTITY_BASE
from kg.project.settings import Settings, find_project, init_project, load_project


def settings_of(root: Path, text: str) -> Settings:
    (root / "kg.toml").write_text(text, encoding="utf-8")
    return load_project(root).settings


def test_sources_are_enough(tmp_path: Path) -> None:
    assert settings_of(tmp_path, 'sources = ["news"]') == Settings(("news",), tmp_path / "graph")
    assert settings_of(tmp_path, 'sources = ["news"]').base == ENTITY_BASE


def test_all_of_it(tmp_path: Path) -> None:
    for name in ("ours.ttl", "crm.ttl"):
        (tmp_path / name).touch()
    text = (
        'sources = ["news", "more/*.txt"]\nout = "../graph"\nformats = ["html", "jsonld"]\nontology = ["ours.ttl"]\n'
        'known = ["crm.ttl"]\nbase = "https://example.org/id#"\ntitle = "Ours"\n'
    )
    assert settings_of(tmp_path, text) == Settings(
        sources=("news", "more/*.txt"),
        out=tmp_path.parent / "graph",
        formats=("html", "jsonld"),
        ontology=(tmp_path / "ours.ttl",),
        known=(tmp_path / "crm.ttl",),
        base="https://example.org/id#",
        title="Ours",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r'sources: it is missing; write sources = \["..."\]'),
        ("sources = []", "sources: it is empty"),
        ('sources = "news"', r'sources: it should be a list of texts .*, and is "news"'),
        ("sources = [1]", r"sources: it should be a list of texts .*, and is \[1\]"),
        ('sources = ["-"]', "sources: .*standard input"),
        ('sources = [".kg/news"]', "sources: .kg/news lies in the folder that kg keeps for itself"),
        ('sources = ["graph"]', "out: graph is a source"),
        ('sources = ["news"]\nout = "."', "out: . cannot be it"),
        ('sources = ["news"]\nout = ".."', "out: .. cannot be it"),
        ('sources = ["news"]\nout = ".kg/graph"', "out: .kg/graph cannot be it"),
        ('sources = ["news"]\nout = "kg.toml"', "out: kg.toml is a file"),
        ('sources = ["news"]\nout = 3', r'out: it should be a text in quotes \("..."\), and is 3'),
        ('sources = ["news"]\nformats = ["pdf"]', "formats: unknown format pdf; choose from html,"),
        ('sources = ["news"]\nontology = ["ours.ttl"]', "ontology: no such file: ours.ttl"),
        ('sources = ["news"]\nknown = ["crm.ttl"]', "known: no such file: crm.ttl"),
        ('sources = ["news"]\nout = "made"\nknown = ["made"]', "known: it is what this project builds"),
        ('sources = ["news"]\nbase = "example"', "base: it should be an IRI that ends in / or #"),
        ('sources = ["news"]\nbase = "https://example.org/a b/"', "base: it should be an IRI"),
        ('sources = ["news"]\ntitle = ""', "title: it should be a text"),
        ('sources = ["news"]\nformat = ["nt"]', "format: no such setting; did you mean formats"),
        ('sources = ["news"]\nx = 1', "x: no such setting; there are sources, out, formats"),
        ('sources = ["news"', r"cannot be read as settings: Unclosed array"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    with pytest.raises(ProjectError, match=rf"kg\.toml: {said}"):
        settings_of(tmp_path, text)


def test_a_folder_without_settings_is_told_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no kg\.toml in this folder; `kg init"):
        load_project(tmp_path)


def test_a_project_is_found_from_inside_it(tmp_path: Path) -> None:
    root = init_project(tmp_path / "project").root
    (root / "articles" / "deep").mkdir()
    assert find_project(root / "articles" / "deep") == root
    assert find_project(root) == root
    assert find_project(tmp_path) is None


# ---------------------------------------------------------------- a new project


@pytest.mark.parametrize(
    ("files", "sources"),
    [
        ([], ("articles",)),
        (["news/a.txt", "reports/deep/b.pdf", "pictures/c.png", ".hidden/d.txt"], ("news", "reports")),
        (["a.txt", "news/b.txt"], (".",)),
        (['odd "name"\\/a.txt'.replace("\\", "")], ('odd "name"',)),
    ],
)
def test_a_new_project_takes_the_documents_that_are_there(
    files: list[str], sources: tuple[str, ...], tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    project = init_project(tmp_path)
    assert project.settings == Settings(sources, tmp_path / "graph")
    assert all((tmp_path / source).is_dir() for source in sources)


def test_every_setting_can_be_read_off_a_new_project(tmp_path: Path) -> None:
    init_project(tmp_path)
    text = (tmp_path / "kg.toml").read_text(encoding="utf-8")
    for name in (*Settings.__dataclass_fields__, "push"):
        assert f"{name} = " in text


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    init_project(tmp_path)
    with pytest.raises(ProjectError, match="there is a project already"):
        init_project(tmp_path)
