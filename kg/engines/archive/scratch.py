"""The scratch database of a build: what is between its stages, sorted and joined on disk by SQLite with little memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError

# KiB that a connection keeps of the database in memory, and that a sort takes before it goes to disk.
CACHE_SIZE = 4_096
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
# Seconds to wait where another process is just writing.
_PATIENCE = 600.0


@contextmanager
def scratch_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A new, empty database; one writes and others may read. Nothing in it outlives the context.

    Raises `OutputError` where the disk is full, or cannot be written or read.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_scratch(path)
        database = _connected(path, "rwc")
        try:
            yield database
        finally:
            database.close()
            remove_scratch(path)
    except sqlite3.OperationalError as error:
        # The other codes are errors of ours.
        if error.sqlite_errorcode & 0xFF not in _OF_THE_DISK:
            raise
        raise OutputError(f"{path}: what is between the stages cannot be kept there: {error}") from error


def read_scratch(path: Path) -> sqlite3.Connection:
    """The same database for another process, which sees what was committed and writes nothing."""
    return _connected(path, "ro")


def remove_scratch(path: Path) -> None:
    """Removes what a build that was killed has left."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE)
    if mode != "ro":
        # It is made anew by the next build, so a power cut may have it.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
    database.execute(f"PRAGMA cache_size = -{CACHE_SIZE}")
    database.execute("PRAGMA temp_store = FILE")
    # The system's folder for such files may be one in memory.
    folder = str(path.resolve().parent).replace("'", "''")
    database.execute(f"PRAGMA temp_store_directory = '{folder}'")
    return database
