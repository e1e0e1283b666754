"""What `kg build` does outside a project: in memory with a page, or by way of a database on disk for very many documents."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.corrections import load_corrections, report_stale
from kg.cli.progress import progress_bar
from kg.cli.remarks import name_failures, name_slow
from kg.cli.summary import documents_in, write_summary, write_summary_of
from kg.cli.tables import printable
from kg.errors import ReadError
from kg.store.disk import remove_store

if TYPE_CHECKING:
    from kg.correct.records import Correction
    from kg.engines.local import Extracted
    from kg.engines.tools import ToolFiles
    from kg.gazetteer import KnownGraph
    from kg.graph import KnowledgeGraph
    from kg.pipeline import Knowledge

SOME_INPUTS_FAILED = 3
# From so many documents on what is between the stages goes to disk: the page of so large a graph is of little use.
LARGEST_IN_MEMORY = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build is asked for; with `spill` None it depends on the number of documents."""

    inputs: Sequence[str]
    out: Path
    formats: Sequence[str]
    ontology: Sequence[Path]
    known: Sequence[Path]
    corrections: Path | None
    title: str | None
    jobs: int | None
    spill: bool | None


def build_graph(asked: Asked) -> None:
    """Builds and writes a graph, and tells what came of it."""
    # Here, because they load the language model's and the validator's libraries, which `kg query` can do without.
    from kg.engines.archive.inference import can_infer
    from kg.engines.local import extracted, working_folder
    from kg.engines.processes import processors
    from kg.engines.tools import ToolFiles

    started = time.monotonic()
    files, jobs, work = (
        ToolFiles(tuple(asked.ontology), tuple(asked.known)),
        asked.jobs or processors(),
        working_folder(asked.out),
    )
    knowledge = files.knowledge()
    decided = load_corrections(asked.corrections, knowledge.ontology)
    few = 0 if asked.spill else None
    # What was read is kept until all is written.
    with ExitStack() as kept:
        with progress_bar() as progress:
            said = kept.enter_context(extracted(asked.inputs, files, work=work, jobs=jobs, few=few, progress=progress))
        spill = asked.spill
        if spill is None:
            spill = said.on_disk >= LARGEST_IN_MEMORY and can_infer(knowledge.ontology)
        if spill:
            failures = _spilled(asked, said, files, knowledge, work, jobs, started)
        else:
            failures = _in_memory(asked, said, knowledge, decided, started)
    # One that `kg load` made holds the graph of an earlier build, and would be asked in place of this one.
    remove_store(asked.out)
    if failures:
        raise typer.Exit(SOME_INPUTS_FAILED)


def _in_memory(
    asked: Asked, said: Extracted, knowledge: Knowledge, decided: Sequence[Correction], started: float
) -> int:
    """Makes a graph and saves it; gives how many inputs could not be read."""
    from kg.check import check_graph, explain_violations
    from kg.engines.local import graph_of_extracted

    with progress_bar() as progress:
        graph = graph_of_extracted(said, knowledge, corrections=decided, progress=progress)
    report_without_class(knowledge.known)
    _report_failures(graph)
    name_slow(said.slow)
    report_stale(graph.stale)
    with progress_bar() as progress:
        progress("checking", 0, None)
        violations = explain_violations(check_graph(graph.graph, graph.ontology), graph.evidence)
        progress("writing", 0, None)
        titled = replace(graph, title=asked.title) if asked.title else graph
        titled.save(asked.out, formats=("html", *asked.formats))
    seconds = time.monotonic() - started
    documents, failures = documents_in(graph), len(graph.failures)
    write_summary(graph, violations, documents=documents, failures=failures, out=asked.out, seconds=seconds)
    return failures


def _spilled(
    asked: Asked, said: Extracted, files: ToolFiles, knowledge: Knowledge, work: Path, jobs: int, started: float
) -> int:
    """Writes the files by way of a database on disk; gives how many inputs could not be read."""
    from kg.engines.archive.build import build_archive

    report_without_class(knowledge.known)
    name_failures(said.failures)
    name_slow(said.slow)
    if not said.on_disk:
        raise ReadError("none of the inputs could be read; nothing was written")
    with progress_bar() as progress:
        built = build_archive(said.partitions, files, knowledge, asked.out, work=work, jobs=jobs, progress=progress)
    write_summary_of(
        built,
        failures=len(said.failures),
        out=asked.out,
        seconds=time.monotonic() - started,
        next_step=f"there is no page: kg load {asked.out}, then kg serve {asked.out} to look at it, or kg query {asked.out}",
    )
    return len(said.failures)


def report_without_class(known: KnownGraph | None) -> None:
    """Tells how many things of graphs that were brought are of no class."""
    if known is not None and known.without_class:
        first, number = known.without_class[0], len(known.without_class)
        sys.stderr.write(
            f"--known: {number} named {'thing is' if number == 1 else 'things are'} of no class that the ontology knows, "
            f"first <{printable(first)}>: say in a file for --ontology which kg class theirs is a rdfs:subClassOf\n"
        )


def _report_failures(graph: KnowledgeGraph) -> None:
    name_failures(graph.failures)
    if graph.failures and not documents_in(graph):
        raise ReadError("none of the inputs could be read; nothing was written")
