"""Files that are as they were are not opened again, and whatever else happened to them is seen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

import pytest

from kg.project.reading import KnownFile, Reading, keep_files, known_files, read_sources
from kg.project.settings import Settings
from kg.read import read
from kg.records import Document, ReadFailure

TEXT, OTHER = "Kestrel Motors is based in Oslo.", "Kestrel Motors is based in Rome."
SETTINGS = Settings(sources=("articles",), out=Path("graph"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles" / "b.txt").write_text("Nordwind makes pumps.", encoding="utf-8")
    return tmp_path


def opened(root: Path, known: Mapping[str, KnownFile], later: int = 10) -> tuple[Reading, list[str]]:
    """What is read so many seconds from now, and the names of the files that are opened for it."""
    from kg.project import reading

    names: list[str] = []

    def read_source(source: reading.Source) -> list[Document | ReadFailure]:
        names.append(source.name)
        return list(original(source))

    original = reading.read_source
    now = time.time_ns() + later * 1_000_000_000
    with mock.patch.object(reading, "read_source", read_source), mock.patch("time.time_ns", lambda: now):
        return read_sources(SETTINGS, root, known), names


def change_text(file: Path) -> None:
    before = file.stat()
    file.write_text(OTHER, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_file(file: Path) -> None:
    before = file.stat()
    other = file.with_name("new")
    other.write_text(OTHER, encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def add_metadata(file: Path) -> None:
    file.with_name("a.meta.json").write_text('{"published": "2021-06-01"}', encoding="utf-8")


@pytest.mark.parametrize("change", [change_text, replace_file, add_metadata])
def test_only_a_file_that_has_changed_is_opened_again(root: Path, change: Callable[[Path], None]) -> None:
    first, names = opened(root, {})
    assert names == ["a.txt", "b.txt"]
    assert opened(root, first.files) == (first, [])
    # Clocks of file systems are coarse.
    time.sleep(0.02)
    change(root / "articles" / "a.txt")
    again, names = opened(root, first.files)
    assert names == ["a.txt"]
    assert again.documents == [each for each in read(["articles"], root=root) if isinstance(each, Document)]
    assert again.digests != first.digests


def test_a_file_just_written_is_opened_again(root: Path) -> None:
    first, _ = opened(root, {}, later=0)
    assert opened(root, first.files)[1] == ["a.txt", "b.txt"]


def test_a_file_that_is_gone_is_no_document_any_more_and_one_that_fails_is_told_again(root: Path) -> None:
    (root / "articles" / "c.pdf").write_text("no PDF", encoding="utf-8")
    first, _ = opened(root, {})
    (root / "articles" / "b.txt").unlink()
    again, names = opened(root, first.files)
    assert names == ["c.pdf"]
    assert [document.name for document in again.documents] == ["a.txt"]
    assert again.failures == first.failures != []


def test_what_is_known_comes_back_from_disk_for_the_same_tools(root: Path) -> None:
    first, _ = opened(root, {})
    keep_files(root / "documents", "tools", first.files)
    assert known_files(root / "documents", "tools") == first.files
    assert known_files(root / "documents", "other tools") == {}
    assert known_files(root / "nothing", "tools") == {}
