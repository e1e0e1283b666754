"""Kills builds of a project at random moments, and looks at what is left.

    python benchmarks/kill_builds.py [--processes 200] [--forks 200] [--seed 1]

Each round changes the documents, starts a build, and kills it (SIGKILL) at a random moment. Then the store must hold the whole
of the last good build or the whole of the new one, and every file in the project's folder must be a whole one. The next
build, which as often as not is killed as well, must give the store and the bytes of a build from scratch. `--processes` are
real `kg build` processes, which spend most of their time on loading; `--forks` are forked from a process that has loaded
the language model, so that more kills meet the reading and the writing. Needs a system that can fork. The exit code is 1
where something was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.pipeline import Tools, build, load_tools
from kg.project.build import build_project
from kg.project.generations import reading
from kg.project.settings import Project, load_project
from kg.store.disk import open_store
from kg.store.embedded import store_of
from kg.store.files import UNFINISHED

SETTINGS = 'sources = ["articles"]\nformats = ["nt", "csv"]\n'
KG = (sys.executable, "-c", "from kg.cli import main; main()")
COMPANIES = "Kestrel Motors, Calder Semiconductor, Polder Energy, Nordwind Foods, Halvorsen Shipping".split(", ")
TEXTS = (
    "{one} invested ${number} million in {other}.",
    "{one} signed an agreement with {other} in Leipzig on {day} May 2021.",
    "{one} acquired {other} for ${number} million. The company is based in Oslo.",
)
NAMES = ("a.txt", "b.txt", "c.txt", "d.txt")


@dataclass(frozen=True)
class State:
    """What a build from scratch gives: its files, and what its store says."""

    files: dict[str, bytes]
    quads: frozenset[str]


def state_of(graph: KnowledgeGraph, project: Project) -> State:
    files = {name: text.encode() for name, text in graph.contents(project.settings.formats).items()}
    return State(files, frozenset(map(str, store_of(graph.graph, graph.evidence))))


class Forks:
    """A process with everything loaded that forks builds. It builds nothing itself: a store has threads, and these a
    forked process would wait for in vain."""

    def __init__(self, tools: Tools) -> None:
        self.commands, orders = os.pipe()
        results, self.results = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(orders)
            os.close(results)
            try:
                self.serve(tools)
            finally:
                os._exit(0)
        os.close(self.commands)
        os.close(self.results)
        self.orders = os.fdopen(orders, "w", encoding="utf-8")
        self.answers = os.fdopen(results, encoding="utf-8")

    def build(self, root: Path, kill_after: float | None) -> bool:
        """Builds a project and kills it after so many seconds, if it is to be; whether the build had ended before."""
        self.orders.write(f"{'' if kill_after is None else kill_after}\t{root}\n")
        self.orders.flush()
        return self.answers.readline() == "0\n"

    def close(self) -> None:
        """Ends the process."""
        self.orders.close()
        os.waitpid(self.process, 0)

    def serve(self, tools: Tools) -> None:
        """What the process does: an answer for each order, until there are no more."""
        with os.fdopen(self.commands, encoding="utf-8") as commands:
            for line in commands:
                kill_after, _, root = line.rstrip("\n").partition("\t")
                child = os.fork()
                if child == 0:
                    self.become_build(Path(root), tools)
                if kill_after:
                    time.sleep(float(kill_after))
                    os.kill(child, signal.SIGKILL)
                os.write(self.results, f"{os.waitpid(child, 0)[1]}\n".encode())

    def become_build(self, root: Path, tools: Tools) -> None:
        code = 1
        try:
            build_project(load_project(root), tools=tools)
            code = 0
        finally:
            os._exit(code)


@dataclass
class Trial:
    """A project, all states that it was to come to, the last of them that counts, and what was lost."""

    project: Project
    tools: Tools
    forks: Forks
    rng: random.Random
    states: list[State] = field(default_factory=list)
    good: State | None = None
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def start(self) -> None:
        """The first build."""
        wanted = self.changed()
        build_project(self.project, tools=self.tools)
        self.check_next(wanted)

    def longest(self, kill: str) -> float:
        """How long to wait at most before a kill: a little longer than one build takes."""
        wanted = self.changed()
        started = time.monotonic()
        if kill == "process":
            subprocess.run([*KG, "build"], cwd=self.project.root, stdout=subprocess.DEVNULL, check=True)
        else:
            self.forks.build(self.project.root, None)
        taken = time.monotonic() - started
        self.check_next(wanted)
        return 1.2 * taken

    def changed(self) -> State:
        """Adds, changes and removes documents, and gives what a build must come to now."""
        folder = self.project.root / "articles"
        for name in self.rng.sample(NAMES, self.rng.randint(1, len(NAMES))):
            if self.rng.random() < 0.3 and len(list(folder.iterdir())) > 1:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_text(article(self.rng), encoding="utf-8")
        wanted = state_of(build([folder], tools=self.tools), self.project)
        self.states.append(wanted)
        return wanted

    def round(self, kill: str, longest: float) -> None:
        """A build that is killed; then, as often as not, one that is not."""
        wanted = self.changed()
        moment = self.rng.uniform(0, longest)
        ended = self.kill_process(moment) if kill == "process" else self.forks.build(self.project.root, moment)
        found = self.current()
        if found not in (self.good, wanted):
            self.lost.append(f"{kill} killed after {moment:.3f} s: the store is neither the last state nor the new one")
        for name, content in self.exports().items():
            if content not in [state.files.get(name) for state in self.states]:
                self.lost.append(f"{kill} killed after {moment:.3f} s: {name} is not whole")
        switched = "after the switch" if found == wanted and self.exports() == wanted.files else "between"
        when = "before the switch" if found != wanted else switched
        self.counts[f"{kill}: ended before the kill" if ended else f"{kill}: killed {when}"] += 1
        self.good = found
        if self.rng.random() < 0.5:
            build_project(self.project, tools=self.tools)
            self.check_next(wanted)

    def check_next(self, wanted: State) -> None:
        """After a build that was not killed, all must be as from scratch."""
        self.counts["builds that followed"] += 1
        if self.current() != wanted:
            self.lost.append("the next build's store is not that of a build from scratch")
        if self.exports() != wanted.files:
            self.lost.append("the next build's files are not those of a build from scratch")
        if any(self.project.root.rglob(f"*{UNFINISHED}")):
            self.lost.append("the next build leaves unfinished files")
        self.good = wanted

    def kill_process(self, moment: float) -> bool:
        """Starts `kg build` and kills it at a moment; whether it had ended before."""
        process = subprocess.Popen(
            [*KG, "build"], cwd=self.project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == 0

    def current(self) -> State | None:
        """The state that the store and the files beside it are the whole of; None where they are of none."""
        with reading(self.project) as generation:
            quads = frozenset(map(str, open_store(generation)))
            files = {name: (generation / name).read_bytes() for name in ("graph.ttl", "evidence.ttl", "rejected.jsonl")}
        matching = [state for state in self.states if state.quads == quads and files.items() <= state.files.items()]
        return matching[-1] if matching else None

    def exports(self) -> dict[str, bytes]:
        """The files in the project's folder; unfinished ones do not count."""
        out = self.project.settings.out
        paths = [path for path in out.rglob("*") if path.is_file() and path.suffix != UNFINISHED]
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def article(rng: random.Random) -> str:
    one, other = rng.sample(COMPANIES, 2)
    return rng.choice(TEXTS).format(one=one, other=other, number=rng.randint(1, 999), day=rng.randint(1, 28))


def run(processes: int, forks: int, seed: int) -> Trial:
    """A trial in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "articles").mkdir()
        (root / "kg.toml").write_text(SETTINGS, encoding="utf-8")
        tools = load_tools()
        trial = Trial(load_project(root), tools, Forks(tools), random.Random(seed))
        trial.start()
        for kill, number in (("fork", forks), ("process", processes)):
            longest = trial.longest(kill) if number else 0.0
            for _ in range(number):
                trial.round(kill, longest)
        build_project(trial.project, tools=trial.tools)
        trial.check_next(trial.states[-1])
        trial.forks.close()
        return trial


def main() -> None:
    """Runs the trial and tells what came of it."""
    parser = argparse.ArgumentParser(description="Kill builds at random moments and check what is left.")
    parser.add_argument(
        "--processes", type=int, default=200, help="how many `kg build` processes to kill (default 200)"
    )
    parser.add_argument("--forks", type=int, default=200, help="how many loaded processes to kill (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="another seed kills at other moments (default 1)")
    arguments = parser.parse_args()
    trial = run(arguments.processes, arguments.forks, arguments.seed)
    for what, count in sorted(trial.counts.items()):
        print(f"{count:5}  {what}")
    print(f"{len(trial.lost):5}  lost")
    for each in trial.lost:
        print(f"       {each}")
    sys.exit(1 if trial.lost else 0)


if __name__ == "__main__":
    main()
