"""Hostile and malformed files: each is loaded or refused in one line, by a process that lives on and does not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from tests.fuzz.seeds import files, mutated

SEEDS = list(files())
MUTATIONS = 5_000
LARGEST_MUTATED = 3_000
GROWTH_MB = 60
LOADER = """
import json, resource, sys
from pathlib import Path
from kg.errors import KgError
from kg.store.embedded import load, load_triples
for line in sys.stdin:
    said = []
    for read in (load, load_triples):
        try:
            read(Path(line.rstrip("\\n")))
            said.append("read")
        except KgError as error:
            said.append(f"refused: {error}")
    memory = [each.split()[1] for each in open("/proc/self/status") if each.startswith("VmRSS")] if sys.platform == "linux" else [0]
    print(json.dumps([said, int(memory[0]) // 1024]), flush=True)
"""


class Loader:
    """A process that loads files one after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def load(self, path: Path) -> tuple[list[str], int]:
        """How both ways of loading ended, and the memory of the process in MB."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{path.name} ended the process ({self._process.wait()})"
        said, memory = json.loads(line)
        return said, memory


@contextmanager
def loader() -> Iterator[Loader]:
    with subprocess.Popen(
        [sys.executable, "-c", LOADER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Loader(process)
        finally:
            process.kill()


def test_each_kept_file_is_loaded_or_refused(tmp_path: Path) -> None:
    wrong = []
    with loader() as started:
        for seed in SEEDS:
            path = tmp_path / seed.name
            path.write_bytes(seed.content)
            said, _ = started.load(path)
            if {each.startswith("refused") for each in said} != {seed.refused} or "Traceback" in str(said):
                wrong.append(f"{seed.name}: {str(said)[:300]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_thousands_of_mutations_are_loaded_or_refused_and_the_memory_does_not_grow(tmp_path: Path) -> None:
    small = [each for each in SEEDS if 0 < len(each.content) <= LARGEST_MUTATED]
    with loader() as started:
        before = 0
        for number in range(MUTATIONS):
            seed = small[number % len(small)]
            path = tmp_path / f"mutation-{seed.name}"
            path.write_bytes(mutated(seed.content, number))
            _, memory = started.load(path)
            if number == MUTATIONS // 5:
                before = memory
        assert memory <= before + GROWTH_MB


@pytest.mark.slow
@pytest.mark.parametrize("number", range(40))
def test_what_can_be_imported_is_written_and_what_cannot_leaves_nothing(number: int, tmp_path: Path) -> None:
    small = [each for each in SEEDS if 0 < len(each.content) <= LARGEST_MUTATED]
    seed = small[number % len(small)]
    content = seed.content if number < len(small) else mutated(seed.content, number)
    (tmp_path / seed.name).write_bytes(content)
    arguments = ["import", str(tmp_path / seed.name), "--mapping", "schema", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, arguments)
    if result.exit_code:
        assert isinstance(result.exception, KgError), result.exception
        assert not (tmp_path / "out").exists()
    else:
        assert {"graph.ttl", "evidence.ttl", "graph.html"} <= {each.name for each in (tmp_path / "out").iterdir()}
