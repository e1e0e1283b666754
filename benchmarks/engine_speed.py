"""What a document costs each engine, its start apart; and how much sooner two processes are done than one.

    python benchmarks/engine_speed.py [--small 100] [--large 400] [--engines one,two,spark] [--short]

Each engine builds a small and a large corpus in a process of its own; what it takes for a document is the difference of the two
by the difference in documents. Processor time is that of the process and of all below it, and changes least with other work on
the machine; time on the clock means something only where there is none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import generate_corpus
import psutil

KG = (sys.executable, "-c", "from kg.cli import main; main()")
ENGINES = {
    "one": ("--jobs", "1", "--spill"),
    "two": ("--jobs", "2", "--spill"),
    "spark": ("--engine", "spark", "--master", "local[2,4]"),
}
LOOK_EVERY = 0.25


@dataclass(frozen=True)
class Taken:
    """Seconds of processor time and on the clock, and the most memory that all processes had at once, in MB."""

    processor: float
    clock: float
    memory: float


def build(corpus: Path, out: Path, options: tuple[str, ...]) -> Taken:
    """One build, watched from outside."""
    started = time.monotonic()
    process = subprocess.Popen([*KG, "build", str(corpus), "--out", str(out), *options], stdout=subprocess.DEVNULL)
    used: dict[int, float] = {}
    memory = 0.0
    while process.poll() is None:
        memory = max(memory, look(process.pid, used))
        time.sleep(LOOK_EVERY)
    if process.returncode:
        sys.exit(f"kg build ended with {process.returncode}")
    return Taken(sum(used.values()), time.monotonic() - started, memory / 1e6)


def look(root: int, used: dict[int, float]) -> float:
    """Books the processor time of a process and of all below it, and gives their memory together."""
    memory = 0.0
    try:
        top = psutil.Process(root)
        processes = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for each in processes:
        try:
            times = each.cpu_times()
            used[each.pid] = times.user + times.system
            # What processes share counts once.
            memory += each.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return memory


def main() -> None:
    """Measures, and tells a line an engine."""
    parser = argparse.ArgumentParser(description="Measure what a document costs each engine.")
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=400)
    parser.add_argument("--engines", default="one,two,spark", help="which, parted by commas")
    parser.add_argument("--short", action="store_true", help="articles of two sentences")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = (options.small, options.large)
        for size in sizes:
            generate_corpus.write(size, Path(folder, f"{size}.jsonl"), None, short=options.short)
        for engine in options.engines.split(","):
            small, large = (
                build(Path(folder, f"{size}.jsonl"), Path(folder, f"{engine}{size}"), ENGINES[engine]) for size in sizes
            )
            more = options.large - options.small
            print(
                f"{engine:6} {1000 * (large.processor - small.processor) / more:7.1f} ms of processor a document, "
                f"{1000 * (large.clock - small.clock) / more:7.1f} ms on the clock; {options.large} documents: "
                f"{large.processor:.1f} s of processor, {large.clock:.1f} s on the clock, {large.memory:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
