"""Servers of the product itself, each a process of its own, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

CHECKOUT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from kg.cli import main; main()"]


@contextmanager
def serving(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, errors: IO[bytes] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address and process of `kg serve` with these arguments, on a free port; `errors` is where its stderr goes."""
    command = [*PROGRAM, "serve", *map(str, arguments), "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors or subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env={**os.environ, **(environment or {})},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line.startswith("open http://"), process.stderr.read() if process.stderr else ""
            yield line.split()[1].rstrip("/"), process
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A read-only server over the sample's graph."""
    with serving(CHECKOUT / "exports", "--timeout", "2", "--result-bytes", "3000000") as (found, _):
        yield found
