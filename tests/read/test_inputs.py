"""Files behind inputs."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kg.read.inputs import Source, find_sources
from kg.records import ReadFailure


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in (
        "data/b.txt", "data/a.md", "data/a.meta.json", "data/.hidden.txt", "data/.git/x.txt", "data/picture.png",
        "data/sub/c.HTML", "data/sub/deep/d.txt", "empty/readme.rst", "single.txt",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Text.", encoding="utf-8")
    return tmp_path


def names(found: list[Source | ReadFailure]) -> list[str]:
    return [item.name for item in found if isinstance(item, Source)]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["data"], ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.txt"]),
        (["data/"], ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.txt"]),
        (["data/b.txt"], ["b.txt"]),
        (["data/.hidden.txt"], [".hidden.txt"]),
        (["data/**/*.txt"], ["b.txt", "sub/deep/d.txt"]),
        (["data/*"], ["a.md", "b.txt"]),
        (["s*.txt"], ["single.txt"]),
        (["data/sub", "data/sub/deep/d.txt", "data/**/d.txt"], ["c.HTML", "sub/deep/d.txt"]),
        (["-", "-"], ["stdin"]),
        ([], []),
    ],
)
def test_inputs_lead_to_files_named_from_where_they_were_found(
    data: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str], expected: list[str]
) -> None:
    monkeypatch.chdir(data)
    for order in itertools.permutations(inputs):
        found = find_sources(order)
        assert names(found) == expected
        assert len(found) == len(expected)
    assert find_sources([Path(item) if item != "-" else item for item in inputs]) == find_sources(inputs)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["data"], ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.txt"]),
        (["data/**/*.txt", "single.txt"], ["b.txt", "single.txt", "sub/deep/d.txt"]),
        (["."], ["data/a.md", "data/b.txt", "data/sub/c.HTML", "data/sub/deep/d.txt", "single.txt"]),
    ],
)
def test_inputs_can_be_looked_for_under_another_folder(
    data: Path, tmp_path: Path, inputs: list[str], expected: list[str]
) -> None:
    # What looks like a pattern in the folder's own name is none.
    root = tmp_path / "odd[1]*"
    root.mkdir()
    for path in [path for path in data.iterdir() if path != root]:
        path.rename(root / path.name)
    found = find_sources(inputs, root=root)
    assert names(found) == expected
    assert all(item.path.is_file() for item in found)


@pytest.mark.parametrize(
    "inputs", [["data"], ["data/**/*"], ["data/sub/deep", "data/b.txt", "data/a.md", "data/sub/*"]]
)
def test_a_folder_can_be_left_out(data: Path, inputs: list[str]) -> None:
    found = find_sources(inputs, root=data, leave_out=data / "data" / "sub" / "deep")
    assert {Path(name).name for name in names(found)} - {"c.HTML"} == {"a.md", "b.txt"}


def test_a_linked_file_is_read_once(data: Path) -> None:
    (data / "data/link.txt").symlink_to(data / "data/b.txt")
    assert names(find_sources([data / "data"])) == ["a.md", "b.txt", "sub/c.HTML", "sub/deep/d.txt"]


def test_a_pattern_may_be_absolute(data: Path) -> None:
    assert names(find_sources([f"{data}/data/**/*.txt"])) == ["b.txt", "sub/deep/d.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(data: Path) -> None:
    (data / "a[1].txt").write_text("Text.", encoding="utf-8")
    assert names(find_sources([data / "a[1].txt"])) == ["a[1].txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("empty", "holds no document"),
        ("data/*.rst", "matches no document"),
        ("data/picture.png", "files ending in .png are not read"),
        ("data/a.meta.json", "metadata file"),
        ("x" * 5000, "no path"),
    ],
)
def test_an_input_that_leads_nowhere_is_named_with_the_remedy(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(data)
    (failure,) = find_sources([name, name])
    assert isinstance(failure, ReadFailure)
    assert failure.name == name[:200]
    assert reason in failure.reason
