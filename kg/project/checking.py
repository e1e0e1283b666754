"""The violations of a graph, from those of the last build and the triples that have come and gone since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.check import Violation, check_changes, check_graph
from kg.ontology import Ontology
from kg.project.cache import packed_record, read_record
from kg.project.codec import Codec

VIOLATIONS_FILE = "violations"
_WHAT = "kg violations 1"


@dataclass(frozen=True, slots=True)
class _Kept:
    violations: tuple[Violation, ...]


_CODEC = Codec(_Kept)


def find_violations(
    graph: frozenset[ox.Triple],
    changed: Iterable[ox.Triple] | None,
    ontology: Ontology,
    last: Path | None,
    made_by: str,
) -> tuple[Violation, ...]:
    """What `check_graph` says; `changed` are the triples that came or went since the last generation, None where any may
    have. Raises `OntologyError` for a shape that is none."""
    kept = read_record(last / VIOLATIONS_FILE, f"{_WHAT} {made_by}", _CODEC) if last else None
    if kept is None or changed is None:
        return check_graph(graph, ontology)
    return check_changes(graph, changed, kept.violations, ontology)


def pack_violations(violations: tuple[Violation, ...], made_by: str) -> bytes:
    """The violations for the next build, under a digest of what judges."""
    return packed_record(f"{_WHAT} {made_by}", _CODEC, _Kept(violations))
