"""The claims that were refused, from disk to the file that tells of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.store.files import whole_file

_IN_ORDER = "SELECT DISTINCT line FROM rejected ORDER BY line"


def write_rejected_file(database: sqlite3.Connection, path: Path) -> None:
    """Writes the lines of table `rejected`, which are those of `kg.graph.rejected_line`: the bytes of `kg.graph.write_rejected`.

    Raises `OutputError`.
    """
    with whole_file(path) as file:
        file.writelines(f"{line}\n".encode() for (line,) in database.execute(_IN_ORDER))
