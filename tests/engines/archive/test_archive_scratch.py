"""The scratch database: seen by others, gone with the build, and what is wrong with the disk is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.engines.archive.scratch import read_scratch, scratch_database
from kg.errors import OutputError


def test_others_see_what_was_committed_and_cannot_write(tmp_path: Path) -> None:
    with scratch_database(tmp_path / "new" / "scratch") as database:
        database.execute("CREATE TABLE thing (name TEXT)")
        database.execute("INSERT INTO thing VALUES ('one')")
        database.commit()
        database.execute("INSERT INTO thing VALUES ('other')")
        reader = read_scratch(tmp_path / "new" / "scratch")
        assert reader.execute("SELECT name FROM thing").fetchall() == [("one",)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("INSERT INTO thing VALUES ('third')")
        reader.close()
    assert list((tmp_path / "new").iterdir()) == []


def test_what_a_killed_build_has_left_is_not_in_it(tmp_path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"scratch{ending}").write_bytes(b"left behind")
    with scratch_database(tmp_path / "scratch") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_full_disk_is_told_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"scratch: what is between the stages cannot be kept there: .*full"):  # noqa: SIM117
        with scratch_database(tmp_path / "scratch") as database:
            database.execute("PRAGMA max_page_count = 4")
            database.execute("CREATE TABLE thing (name TEXT)")
            database.executemany("INSERT INTO thing VALUES (?)", [("x" * 3000,)] * 10)
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_ours_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), scratch_database(tmp_path / "s") as database:
        database.execute("SELECT name FROM thing")
