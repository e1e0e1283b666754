"""Locks: who is refused, and that the system gives back what a killed process had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import ProjectError
from kg.project.lock import build_lock, if_unread, shared_lock

HOLD = """
import sys, time
from pathlib import Path
from kg.project.lock import build_lock
with build_lock(Path(sys.argv[1]), "it"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_refusal_names_the_process_and_ends_with_it(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(ProjectError, match=f"^it is being built by process {holder.pid}; wait"),
            build_lock(lock, "it"),
        ):
            pass
        holder.kill()
    with build_lock(lock, "it"):
        pass


def test_a_lock_is_given_back_when_what_it_was_for_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), build_lock(tmp_path / "lock", "it"):
        raise ZeroDivisionError
    with build_lock(tmp_path / "lock", "it"):
        pass


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(ProjectError, match="cannot be opened for writing"),
        build_lock(tmp_path / "file" / "lock", "it"),
    ):
        pass


def test_many_read_at_once_and_nobody_removes_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "readers"
    path.touch()
    with shared_lock(path) as first, shared_lock(path) as second:
        assert (first, second) == (True, True)
        with if_unread(path) as unread:
            assert not unread
    with if_unread(path) as unread, shared_lock(path) as held:
        assert (unread, held) == (True, False)


def test_a_file_that_is_gone_cannot_be_held_and_nobody_reads_it(tmp_path: Path) -> None:
    with shared_lock(tmp_path / "gone") as held, if_unread(tmp_path / "gone") as unread:
        assert (held, unread) == (False, True)
