"""How time and memory grow with the number of documents, stage by stage, and the figure of it in docs/.

    python benchmarks/growth.py --sizes 250,1000,4000 [--short] --table growth.json
    python benchmarks/growth.py --draw growth.json --out docs/images/growth.svg

Every size is built by a process of its own, with what is between the stages on disk (`kg build --spill --jobs 1`). Processor
time is told, since other work on the machine
changes it least, and the most memory that the process has had by the end of each stage.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate_corpus

STAGES = ("extracting", "resolving", "inferring", "checking", "writing")
COLOURS = {
    "extracting": "#4477aa",
    "resolving": "#ee6677",
    "inferring": "#228833",
    "checking": "#ccbb44",
    "writing": "#aa3377",
    "memory": "#555555",
}
WIDTH, HEIGHT, MARGIN = 760, 380, 70


def measure(corpus: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Seconds of processor time and MB at the end of each stage, in this process."""
    from kg.engines.archive.build import build_archive
    from kg.engines.local import extracted
    from kg.engines.tools import ToolFiles

    begun: list[tuple[str, float]] = []
    found: dict[str, dict[str, float]] = {}
    files, work, out = ToolFiles(), folder / "work", folder / "out"
    knowledge = files.knowledge()

    def report(stage: str, done: int, total: int | None) -> None:
        if stage in STAGES and (not begun or begun[-1][0] != stage):
            end()
            begun.append((stage, time.process_time()))

    def end() -> None:
        for stage, since in begun[-1:]:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found[stage] = {"seconds": time.process_time() - since, "peak": peak}

    with extracted([corpus], files, work=work, jobs=1, few=0, progress=report) as said:
        build_archive(said.partitions, files, knowledge, out, work=work, jobs=1, progress=report)
    end()
    sizes = {path.name: path.stat().st_size for path in out.iterdir()}
    found["result"] = {"bytes": sum(sizes.values()), "entities": _entities(out / "graph.ttl")}
    return found


def _entities(graph: Path) -> int:
    """How many subjects there are in a canonical Turtle file: each begins a block after an empty line."""
    with graph.open(encoding="utf-8") as lines:
        return sum(1 for line in lines if line == "\n")


def table(sizes: list[int], short: bool, partial: Path | None) -> list[dict[str, object]]:
    """A row for each size, measured by a process that does nothing else; what is there so far is written to `partial`."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            corpus = Path(folder, f"{size}.jsonl")
            generate_corpus.write(size, corpus, None, short=short)
            command = [sys.executable, __file__, "--measure", str(corpus), "--out", str(Path(folder, str(size)))]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            rows.append({"documents": size, **json.loads(done.stdout)})
            told = ", ".join(f"{stage} {rows[-1][stage]['seconds']:.1f} s" for stage in STAGES)  # type: ignore[index]
            print(f"{size} documents: {told}; {rows[-1]['writing']['peak']:.0f} MB", flush=True)  # type: ignore[index]
            corpus.unlink()
            shutil.rmtree(Path(folder, str(size)))
            if partial:
                partial.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return rows


def draw(rows: list[dict[str, dict[str, float]]]) -> str:
    """Milliseconds a document by stage, and MB, against documents, both axes logarithmic."""
    sizes = [float(row["documents"]) for row in rows]  # type: ignore[arg-type]
    lines = {
        stage: [1000 * row[stage]["seconds"] / size for row, size in zip(rows, sizes, strict=True)] for stage in STAGES
    }
    lines["memory"] = [row["writing"]["peak"] for row in rows]
    low = math.floor(math.log10(min(min(values) for values in lines.values())))
    high = math.ceil(math.log10(max(max(values) for values in lines.values())))
    across = math.log10(sizes[-1] / sizes[0]) or 1.0

    def place(size: float, value: float) -> str:
        x = MARGIN + (WIDTH - 3 * MARGIN) * math.log10(size / sizes[0]) / across
        y = HEIGHT - MARGIN / 2 - (HEIGHT - MARGIN) * (math.log10(value) - low) / (high - low)
        return f"{x:.1f},{y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low, high + 1):
        x, y = place(sizes[0], 10.0**power).split(",")
        end = place(sizes[-1], 10.0**power).split(",")[0]
        label = f'<text x="{float(x) - 8}" y="{float(y) + 4}" text-anchor="end">{10.0**power:g}</text>'
        parts.append(f'<path d="M{x},{y}H{end}" stroke="#ddd"/>{label}')
    for size in sizes:
        x, y = place(size, 10.0**low).split(",")
        parts.append(f'<text x="{x}" y="{float(y) + 16}" text-anchor="middle">{size:g}</text>')
    shown: list[float] = []
    for name, values in sorted(lines.items(), key=lambda line: -line[1][-1]):
        points = [place(size, value) for size, value in zip(sizes, values, strict=True)]
        x, y = points[-1].split(",")
        # Lines that end together are named one below the other.
        below = max([float(y), *(each + 15 for each in shown[-1:])])
        shown.append(below)
        unit = f"{values[-1]:.0f} MB" if name == "memory" else f"{values[-1]:.1f} ms"
        dashes = ' stroke-dasharray="5 4"' if name == "memory" else ""
        parts.append(
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"{dashes}/>'
        )
        parts.append(f'<text x="{float(x) + 6}" y="{below + 4}" fill="{COLOURS[name]}">{name} {unit}</text>')
    parts.append(
        f'<text x="{MARGIN}" y="16">ms of processor a document by stage, and peak memory in MB, against documents</text></svg>'
    )
    return "\n".join(parts) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure how time and memory grow with the number of documents.")
    parser.add_argument("--sizes", default="250,1000,4000", help="numbers of documents, parted by commas")
    parser.add_argument("--short", action="store_true", help="articles of two sentences")
    parser.add_argument("--table", type=Path, help="where to write what was measured (.json)")
    parser.add_argument("--draw", type=Path, help="what was measured, to be drawn")
    parser.add_argument("--measure", type=Path, help="measure one corpus in this process")
    parser.add_argument("--out", type=Path, help="where to write the figure")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, options.out)))
    elif options.draw:
        options.out.write_text(draw(json.loads(options.draw.read_text(encoding="utf-8"))), encoding="utf-8")
    else:
        table([int(size) for size in options.sizes.split(",")], options.short, options.table)


if __name__ == "__main__":
    main()
