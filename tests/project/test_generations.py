"""Generations: what a reader finds, and when one is removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ProjectError
from kg.project.generations import Generations, Manifest, reading
from kg.project.settings import Project
from kg.store.disk import open_store
from kg.store.files import write_whole
from tests.project.conftest import quads


@pytest.fixture
def generations(project: Project) -> Generations:
    return Generations(project.private)


def finish(generations: Generations, manifest: Manifest = Manifest()) -> Path:  # noqa: B008 -- frozen
    folder = generations.begin()
    generations.finish(folder, manifest)
    return folder


def test_before_the_first_build_there_is_nothing_to_read(project: Project, generations: Generations) -> None:
    generations.begin()
    assert generations.current() is None
    with pytest.raises(ProjectError, match="has not been built yet"), reading(project):
        pass


def test_a_reader_finds_the_last_that_was_finished(project: Project, generations: Generations) -> None:
    first = finish(generations)
    generations.begin()
    with reading(project) as folder:
        assert folder == first


def test_the_manifest_comes_back(generations: Generations) -> None:
    manifest = Manifest("0", {"a.txt": ("1", "2"), "京.txt": ()}, {"graph.ttl": "3"}, ("graph.nt",))
    finish(generations, manifest)
    assert generations.manifest() == manifest


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "documents": []}', "\xff"])
def test_a_manifest_of_another_version_is_none(text: str, generations: Generations) -> None:
    (finish(generations) / "build.json").write_text(text, encoding="latin-1")
    assert generations.manifest() == Manifest()


@pytest.mark.parametrize("text", ["", "000099\n", "../..\n", "é\n"])
def test_a_pointer_to_nothing_is_as_none(text: str, project: Project, generations: Generations) -> None:
    finish(generations)
    write_whole(project.private / "current", text.encode("utf-8"))
    assert generations.current() is None


def test_all_but_the_current_one_are_swept_away(project: Project, generations: Generations) -> None:
    finish(generations)
    current = finish(generations)
    generations.begin()
    generations.sweep()
    assert list(current.parent.iterdir()) == [current]


def test_one_that_is_being_read_stays_until_the_reader_has_gone(project: Project, generations: Generations) -> None:
    first = finish(generations)
    with reading(project) as folder:
        second = finish(generations)
        generations.sweep()
        assert folder == first
        assert sorted(first.parent.iterdir()) == [first, second]
    generations.sweep()
    assert list(first.parent.iterdir()) == [second]


def test_a_reader_keeps_its_answer_while_the_project_is_built_again(
    project: Project, build: Callable[[], object], write: Callable[[dict[str, str]], None]
) -> None:
    write({"a.txt": "Kestrel Motors invested $40 million in Calder Semiconductor."})
    build()
    with reading(project) as folder:
        store = open_store(folder)
        before = quads(store)
        write({"a.txt": "Vilamar University signed an agreement with Polder Energy."})
        build()
        build()
        assert quads(store) == before == quads(open_store(folder))
        with reading(project) as newer:
            assert quads(open_store(newer)) != before
