"""What `kg build` tells at its end: how much of what there is, what was refused or is wrong, which page to open."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.cli.tables import printable, write_table
from kg.cli.violations import write_violations
from kg.ontology import NAMESPACE, Ontology
from kg.publish.summary import TYPE, Summary, summary_of_graph
from kg.records import RejectedClaim

if TYPE_CHECKING:
    from kg.assemble import KnownConflict
    from kg.check import ExplainedViolation
    from kg.graph import KnowledgeGraph
    from kg.project.changes import Changes

DOCUMENT = ox.NamedNode(NAMESPACE + "Document")
COMMONEST = 5
CONFLICTS_SHOWN = 10


def documents_in(graph: KnowledgeGraph) -> int:
    """How many documents the graph was built from."""
    return sum(1 for each in graph.evidence if each.predicate == TYPE and each.object == DOCUMENT)


def write_changes(changes: Changes, out: Path, built: bool) -> None:
    """Writes what had changed since a project's last build, and how much of it had to be read."""
    counts = {
        "new": changes.new,
        "changed": changes.changed,
        "removed": changes.removed,
        "unchanged": changes.unchanged,
    }
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    again = changes.extracted > changes.new + changes.changed
    why = "; the ontology, a known graph or kg itself has changed" if again else ""
    _line(f"documents: {told}; {changes.extracted} read{why}")
    if not built:
        _line(f"nothing has changed since the last build, which is in {out}")


class Built(Protocol):
    """What was built in memory."""

    @property
    def graph(self) -> frozenset[ox.Triple]: ...
    @property
    def ontology(self) -> Ontology: ...
    @property
    def rejected(self) -> tuple[RejectedClaim, ...]: ...
    @property
    def conflicts(self) -> tuple[KnownConflict, ...]: ...


class Told(Protocol):
    """What a summary is of: how many documents were built from, what is in the graph, what is wrong with it."""

    @property
    def documents(self) -> int: ...
    @property
    def summary(self) -> Summary: ...
    @property
    def violations(self) -> tuple[ExplainedViolation, ...]: ...
    @property
    def conflicts(self) -> tuple[KnownConflict, ...]: ...


@dataclass(frozen=True, slots=True)
class _Told:
    documents: int
    summary: Summary
    violations: tuple[ExplainedViolation, ...]
    conflicts: tuple[KnownConflict, ...]


def write_summary(
    graph: Built,
    violations: Sequence[ExplainedViolation],
    *,
    documents: int,
    failures: int,
    out: Path,
    seconds: float,
) -> None:
    """Writes the summary of a build in memory from so many documents, and inputs that could not be read, to stdout."""
    refused = (each.reason for each in graph.rejected)
    summary = summary_of_graph(graph.graph, graph.ontology, refused, violations, graph.conflicts)
    told = _Told(documents, summary, tuple(violations), graph.conflicts)
    write_summary_of(told, failures=failures, out=out, seconds=seconds)


def write_summary_of(told: Told, *, failures: int, out: Path, seconds: float, next_step: str = "") -> None:
    """The same of what is summed up already; `next_step` is told in place of the page to open."""
    entities, edges, refused = told.summary.entities, told.summary.edges, told.summary.refused
    size = (
        _count(told.documents, "document"),
        _count(entities.total(), "entity", "entities"),
        _count(edges.total(), "edge"),
    )
    _line(f"{', '.join(size)} in {seconds:.1f} s")
    for heading, counts in (("entities", entities), ("edges", edges)):
        if counts:
            _line()
            write_table((heading, ""), [(name, str(count)) for name, count in _ranked(counts)], right=frozenset({1}))
    _write_refused(refused, out)
    _line()
    write_violations(told.violations, told.summary.names)
    _write_conflicts(told)
    _line()
    if failures:
        _line(f"{_count(failures, 'input')} could not be read (named above)")
    # A project may do without the page.
    page = out / "graph.html"
    _line(next_step or f"open {page if page.exists() else out}")


def _write_refused(refused: Counter[str], out: Path) -> None:
    number = refused.total()
    _line()
    _line(f"{_count(number, 'claim')} refused" + (f", listed in {out / 'rejected.jsonl'}" if number else ""))
    if number:
        commonest = [(printable(reason), str(count)) for reason, count in _ranked(refused)[:COMMONEST]]
        write_table(("commonest reasons", ""), commonest, right=frozenset({1}))


def _write_conflicts(told: Told) -> None:
    """Where a text says other than the graph that was brought; nothing where there is no such place."""
    if not told.conflicts:
        return
    _line()
    _line(f"{_count(len(told.conflicts), 'conflict')} with the graph given by --known")
    names = told.summary.names
    for each in told.conflicts[:CONFLICTS_SHOWN]:
        what = " | ".join(printable(names.get(part, part)) for part in (each.subject, each.predicate))
        _line(f"  {what}: it says {printable(each.known)}, a text says {printable(each.stated)}")
        _line(f"    “{printable(each.evidence.quote)}”")
    if len(told.conflicts) > CONFLICTS_SHOWN:
        _line(f"  and {len(told.conflicts) - CONFLICTS_SHOWN} more")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _line(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
