"""How long a project takes to build again after one document has changed, as a share of a build from scratch.

    python benchmarks/rebuild_speed.py [--count 200] [--repeats 3] [--without-page]

Both are `kg build` processes with nothing loaded. They take turns: all is forgotten and built, one document is changed, the
project is built again; each pair gives a ratio, and the median is told. Processor time counts, since other work on the machine
changes it least; time on the clock stands beside it. The bytes written must be those of a build from scratch.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import generate_news

# One process: what workers take is nowhere counted, since their fork server, and not the command, waits for them.
BUILD = (sys.executable, "-c", "from kg.cli import main; main()", "build", "--jobs", "1")
ADDED = "\n\nCorvane Foods invested ${number} million in Ilmari Logistics in May 2021.\n"


@dataclass(frozen=True)
class Taken:
    """Processor time and time on the clock, in seconds."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:6.1f} s of processor time, {self.clock:6.1f} s on the clock"


def timed_build(root: Path) -> Taken:
    """One `kg build` in a project."""
    before, started = os.times(), time.monotonic()
    subprocess.run(BUILD, cwd=root, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(used, time.monotonic() - started)


def written(root: Path) -> dict[str, bytes]:
    """What a build has written."""
    return {path.name: path.read_bytes() for path in (root / "graph").rglob("*") if path.is_file()}


def measure(root: Path, formats: str, repeats: int) -> bool:
    """Tells one line a pair and the median; whether the bytes were the same."""
    (root / "kg.toml").write_text(f'sources = ["articles"]\nformats = [{formats}]\n', encoding="utf-8")
    changed = min(path for path in (root / "articles").iterdir() if path.suffix == ".txt")
    original = changed.read_text(encoding="utf-8")
    ratios, rebuilt, same = [], {}, True
    for number in range(repeats):
        shutil.rmtree(root / ".kg", ignore_errors=True)
        whole = timed_build(root)
        changed.write_text(original + ADDED.format(number=number + 1), encoding="utf-8")
        again = timed_build(root)
        rebuilt = written(root)
        unchanged = timed_build(root)
        same = same and written(root) == rebuilt
        ratios.append(again.processor / whole.processor)
        print(f"  from scratch {whole}\n  one changed  {again}  {ratios[-1]:.1%}\n  none changed {unchanged}")
    shutil.rmtree(root / ".kg")
    timed_build(root)
    same = same and written(root) == rebuilt
    print(f"  median {statistics.median(ratios):.1%}; {'the same bytes' if same else 'OTHER BYTES'}")
    changed.write_text(original, encoding="utf-8")
    return same


def main() -> None:
    """Measures with the page and without it, which costs more than all the rest of a rebuild."""
    parser = argparse.ArgumentParser(description="Measure a rebuild against a build from scratch.")
    parser.add_argument("--count", type=int, default=200, help="how many articles (default 200)")
    parser.add_argument("--repeats", type=int, default=3, help="how many pairs (default 3)")
    parser.add_argument("--without-page", action="store_true", help="leave out the measurement with the page")
    arguments = parser.parse_args()
    kinds = (("with the page", '"html"'), ("without the page", ""))[arguments.without_page :]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate_news.write(generate_news.generate(arguments.count, 1), root / "articles")
        results = []
        for what, formats in kinds:
            print(f"{arguments.count} documents, {what}")
            results.append(measure(root, formats, arguments.repeats))
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
