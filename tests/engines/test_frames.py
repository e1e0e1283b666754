"""Files of packed records: what is read is what was written, and half a file is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engines.frames import read_frames, write_frames


@given(records=st.lists(st.binary(max_size=40), max_size=6))
def test_records_come_back_as_they_were(records: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("frames") / "file"
    write_frames(path, "kg test 1", records)
    assert list(read_frames(path, "kg test 1")) == records


@pytest.mark.parametrize("cut", [0, 5, 60, 85])
def test_a_file_that_was_cut_short_is_refused(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_frames(path, "kg test 1", [b"one", b"two"])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError, match="not a whole file"):
        read_frames(path, "kg test 1")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    write_frames(tmp_path / "file", "kg test 1", [b"one"])
    with pytest.raises(ValueError, match="kind kg test 2"):
        read_frames(tmp_path / "file", "kg test 2")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read_frames(tmp_path / "file", "kg test 1")
