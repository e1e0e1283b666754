"""A scratch database, as the stages of an archive's build find it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engines.archive.scratch import scratch_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with scratch_database(tmp_path / "scratch" / "database") as made:
        yield made
