"""A project to build, and what there is of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.pipeline import Tools
from kg.project.build import ProjectBuild, build_project
from kg.project.settings import Project, init_project, load_project

SETTINGS = 'sources = ["articles"]\nout = "graph"\nformats = ["nt", "csv"]\n'


@pytest.fixture(scope="session")
def tools(road) -> Tools:
    return road.tools


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project without a page, which takes longest to write."""
    root = init_project(tmp_path / "project").root
    (root / "kg.toml").write_text(SETTINGS, encoding="utf-8")
    return load_project(root)


@pytest.fixture
def write(project: Project) -> Callable[..., None]:
    """Makes the documents of the project these and no others."""

    def put(documents: Mapping[str, str]) -> None:
        write_documents(project, documents)

    return put


@pytest.fixture
def build(project: Project, tools: Tools) -> Callable[[], ProjectBuild]:
    return lambda: build_project(load_project(project.root), tools=tools)


def write_documents(project: Project, documents: Mapping[str, str]) -> None:
    folder = project.root / "articles"
    for path in folder.iterdir():
        path.unlink()
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")


def written(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def quads(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store}
