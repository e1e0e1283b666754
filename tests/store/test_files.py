"""Files that are whole or as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.store.files import remove_unfinished, whole_file, write_files, write_whole


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_put_in_place_of_another(durable: bool, tmp_path: Path) -> None:
    path = tmp_path / "sub" / "file"
    for content in (b"one", b"another"):
        assert write_whole(path, content, durable=durable) == path
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_as_readable_as_any_new_one(tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    assert write_whole(tmp_path / "file", b"").stat().st_mode == (tmp_path / "new").stat().st_mode


def test_of_several_files_none_is_put_in_place_before_all_are_written_out(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("old", encoding="utf-8")
    (tmp_path / "blocked").touch()
    with pytest.raises(OutputError, match="blocked/second: cannot be written"):
        write_files(tmp_path, {"first": "new", "blocked/second": "new"})
    assert (tmp_path / "first").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "first"]


def test_what_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder: cannot be written"):
        write_files(tmp_path, {"folder": "a file", "later": "never"})
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_only_what_is_left_of_writing_a_file_is_removed(tmp_path: Path) -> None:
    for name in ("file", ".file.abc.part", ".other.abc.part", ".file.abc", "file.part"):
        (tmp_path / name).touch()
    remove_unfinished(tmp_path / "file")
    remove_unfinished(tmp_path / "nowhere" / "file")
    assert {path.name for path in tmp_path.iterdir()} == {"file", ".other.abc.part", ".file.abc", "file.part"}


def test_a_file_written_bit_by_bit_is_put_in_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "file"
    with whole_file(path) as file:
        file.write(b"one ")
        assert not path.exists()
        file.write(b"file")
    assert path.read_bytes() == b"one file"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("broken", "raised"), [(KeyError("x"), KeyError), (OSError(28, "No space"), OutputError)])
def test_a_file_that_did_not_become_whole_leaves_the_last_one(
    broken: Exception, raised: type[Exception], tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(raised), whole_file(path) as file:
        file.write(b"half")
        raise broken
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
