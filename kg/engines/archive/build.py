"""A build whose memory does not grow with its documents: partitions of them to the files of a graph, by way of a scratch database.

The files are those of a build in memory, byte for byte.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.assemble import KnownConflict, Row, mention_row, merge_row
from kg.check import ExplainedViolation, Violation, explain_violations
from kg.engines.archive.checking import check_stored
from kg.engines.archive.claims import follow_up, state_all
from kg.engines.archive.evidence import EvidenceBlocks, entity_blocks, write_evidence
from kg.engines.archive.inference import can_infer
from kg.engines.archive.passes import Work, block_documents
from kg.engines.archive.rejected import write_rejected_file
from kg.engines.archive.running import Passing
from kg.engines.archive.scratch import scratch_database
from kg.engines.archive.statements import conflicts_with_known, evidence_about
from kg.engines.archive.summary import summary_of
from kg.engines.archive.turtle import write_graph
from kg.engines.partition import Partition
from kg.engines.tools import ToolFiles, forget_tools
from kg.errors import OntologyError, OutputError
from kg.graph import PAGE_FILE, REJECTED_FILE
from kg.ontology import ENTITY_BASE, Ontology
from kg.pipeline import Knowledge, Progress
from kg.publish.summary import Summary
from kg.records import Span
from kg.store.embedded import EVIDENCE_FILE, GRAPH_FILE
from kg.store.files import UNFINISHED

FILES = (GRAPH_FILE, EVIDENCE_FILE, REJECTED_FILE)
# For so many violations it is told what was claimed; more are only named.
EXPLAINED = 100


@dataclass(frozen=True, slots=True)
class ArchiveBuild:
    """What came of a build, beside the files: how much there is, what is wrong with it, where a known graph says other."""

    documents: int
    summary: Summary
    violations: tuple[ExplainedViolation, ...]
    conflicts: tuple[KnownConflict, ...]


def build_archive(
    partitions: Sequence[Partition],
    tools: ToolFiles,
    knowledge: Knowledge,
    out: Path,
    *,
    work: Path,
    jobs: int,
    progress: Progress,
    base: str = ENTITY_BASE,
) -> ArchiveBuild:
    """Writes the graph of what partitions of documents say, its evidence and what was refused, to the folder `out`.

    What is between is kept in the folder `work` meanwhile. Raises `OutputError`, and `OntologyError` for an ontology whose
    rules only a graph in memory can be asked by (see `can_infer`).
    """
    ontology = knowledge.ontology
    if not can_infer(ontology):
        raise OntologyError(
            "the ontology has a rule that only a graph in memory can be asked by; build with --in-memory"
        )
    forget_tools()
    scratch = work / "scratch"
    with scratch_database(scratch) as database:
        passing = Passing(database, Work(scratch, tools, base), jobs, progress)
        state_all(passing, partitions, knowledge)
        progress("inferring", 0, None)
        follow_up(database, knowledge)
        progress("checking", 0, None)
        violations = check_stored(database, ontology)
        _write(passing, ontology, out)
        (documents,) = database.execute("SELECT count(*) FROM part").fetchone()
        explained = _explained(database, violations, base)
        conflicts = conflicts_with_known(database, knowledge)
        return ArchiveBuild(
            documents=documents,
            summary=summary_of(database, ontology, explained, conflicts),
            violations=explained,
            conflicts=conflicts,
        )


def _write(passing: Passing, ontology: Ontology, out: Path) -> None:
    """Writes the files, and puts them in place when all are there. There is no page, which would hold the graph."""
    made = out / f".files{UNFINISHED}"
    # What a build that was killed has left.
    shutil.rmtree(made, ignore_errors=True)
    database, base, prefixes = passing.database, passing.work.base, ontology.prefixes
    write_graph(database, made / GRAPH_FILE, prefixes, base=base)
    write_rejected_file(database, made / REJECTED_FILE)
    segments = {"claim", "document", *map(ontology.segment, ontology.classes)}

    def blocks(names: Mapping[str, str]) -> Iterator[EvidenceBlocks]:
        work = replace(passing.work, prefixes=tuple(sorted(names.items())))
        yield from replace(passing, work=work).each(block_documents, "part", "writing")
        yield from entity_blocks(_entity_rows(database, base), names, base)

    write_evidence(database, made / EVIDENCE_FILE, blocks, prefixes, segments, base=base)
    try:
        for name in FILES:
            (made / name).replace(out / name)
        made.rmdir()
        # It would show another graph: that of an earlier build.
        (out / PAGE_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error


def _entity_rows(database: sqlite3.Connection, base: str) -> Iterator[Row]:
    """Which passages speak of entities and why names were put together, those of an entity side by side."""
    rows = database.execute(
        "SELECT entity, reason, '', 0, 0 FROM merged UNION ALL SELECT entity, NULL, document, start, end FROM spoken ORDER BY 1"
    )
    for entity, reason, document, start, end in rows:
        yield merge_row(entity, reason) if document == "" else mention_row(entity, document, Span(start, end), base)


def _explained(
    database: sqlite3.Connection, violations: Sequence[Violation], base: str
) -> tuple[ExplainedViolation, ...]:
    first, others = violations[:EXPLAINED], violations[EXPLAINED:]
    evidence = evidence_about(database, {each.focus for each in first}, base)
    return (*explain_violations(first, evidence), *(ExplainedViolation(each, ()) for each in others))
