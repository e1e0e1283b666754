"""Other processes that ask while a project is built: each answer is that of one build, and none has to wait."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kg.project.settings import Project

READERS = 2
BUILDS = 6
ASKING = """
import sys
from pathlib import Path
from kg.ask.query import run_query
from kg.cli.source import opened
from kg.store.disk import open_store

while True:
    with opened(Path(sys.argv[1])) as source:
        rows = run_query(open_store(source.path), "SELECT ?name { ?name a <https://w3id.org/kgbuilder/ontology#Company> }").rows
    print(" ".join(sorted(row[0].value.rsplit("/", 1)[-1] for row in rows)), flush=True)
"""
TEXTS = (
    ("Kestrel Motors invested $40 million in Calder Semiconductor.", "calder-semiconductor kestrel-motors"),
    ("Polder Energy signed an agreement with Norwick Foods.", "norwick-foods polder-energy"),
)


def test_each_answer_is_that_of_one_build(
    project: Project, build: Callable[[], object], write: Callable[[dict[str, str]], None]
) -> None:
    def build_of(text: str) -> None:
        write({"a.txt": text})
        build()

    build_of(TEXTS[0][0])
    with ExitStack() as stack:
        readers = [stack.enter_context(asking(project.root)) for _ in range(READERS)]
        stack.callback(lambda: [each.kill() for each in readers])
        heard = [[each.stdout.readline().strip()] for each in readers if each.stdout]
        for number in range(1, BUILDS):
            text, answer = TEXTS[number % 2]
            build_of(text)
            for each, lines in zip(readers, heard, strict=True):
                while lines[-1] != answer and each.poll() is None and each.stdout:
                    lines.append(each.stdout.readline().strip())
    for lines in heard:
        assert set(lines) == {answer for _, answer in TEXTS}


def asking(root: Path) -> subprocess.Popen[str]:
    """A process that asks a project again and again, and prints a line for each answer."""
    command = [sys.executable, "-c", ASKING, str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
