"""What `kg build` tells at its end: how much of what there is, what was refused or is wrong, which page to open."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.cli.tables import printable, write_table
from kg.cli.violations import Named, names_in, write_violations
from kg.ontology import NAMESPACE, Ontology
from kg.records import RejectedClaim

if TYPE_CHECKING:
    from kg.assemble import KnownConflict
    from kg.check import ExplainedViolation
    from kg.graph import KnowledgeGraph
    from kg.project.changes import Changes

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT = ox.NamedNode(NAMESPACE + "Document")
COMMONEST = 5
CONFLICTS_SHOWN = 10
_NAMED = re.compile(r"<[^>]*>|\"[^\"]*\"|'[^']*'|\S*(?:://|#)\S*|\b[a-z]+:\S+")


def documents_in(graph: KnowledgeGraph) -> int:
    """How many documents the graph was built from."""
    return sum(1 for each in graph.evidence if each.predicate == TYPE and each.object == DOCUMENT)


def entities_by_class(triples: Iterable[ox.Triple], ontology: Ontology) -> Counter[str]:
    """How many entities there are of each class, every entity counted once, under its most specific class."""
    classes: dict[str, set[str]] = defaultdict(set)
    for each in triples:
        if each.predicate == TYPE and isinstance(each.object, ox.NamedNode):
            cls = each.object.value
            if cls in ontology.classes:
                classes[str(each.subject)].add(cls)
    return Counter(ontology.name(ontology.most_specific(tuple(sorted(found)))) for found in classes.values())


def edges_by_predicate(triples: Set[ox.Triple], ontology: Ontology) -> Counter[str]:
    """How many edges between entities there are of each property; a symmetric edge, written both ways, counts once."""
    edges: Counter[str] = Counter()
    either_way: set[tuple[str, frozenset[str]]] = set()
    for each in triples:
        definition = ontology.properties.get(each.predicate.value)
        if definition is None or not definition.is_object or not isinstance(each.object, ox.NamedNode):
            continue
        if definition.symmetric:
            either_way.add((definition.iri, frozenset((str(each.subject), str(each.object)))))
        else:
            edges[definition.iri] += 1
    edges.update(predicate for predicate, _ in either_way)
    return Counter({ontology.name(predicate): number for predicate, number in edges.items()})


def commonest_reasons(rejected: Sequence[RejectedClaim]) -> list[tuple[str, int]]:
    """The reasons that refused most claims, what they name left out so that like reasons count together."""
    return _ranked(Counter(_NAMED.sub("…", printable(each.reason)) for each in rejected))[:COMMONEST]


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


class Built(Named, Protocol):
    """What a summary is of."""

    @property
    def rejected(self) -> tuple[RejectedClaim, ...]: ...
    @property
    def conflicts(self) -> tuple[KnownConflict, ...]: ...


def write_summary(
    graph: Built,
    violations: Sequence[ExplainedViolation],
    *,
    documents: int,
    failures: int,
    out: Path,
    seconds: float,
) -> None:
    """Writes the summary of a build from so many documents, and inputs that could not be read, to stdout."""
    classes = entities_by_class(graph.graph, graph.ontology)
    edges = edges_by_predicate(graph.graph, graph.ontology)
    size = (_count(documents, "document"), _count(classes.total(), "entity", "entities"), _count(edges.total(), "edge"))
    _line(f"{', '.join(size)} in {seconds:.1f} s")
    for heading, counts in (("entities", classes), ("edges", edges)):
        if counts:
            _line()
            write_table((heading, ""), [(name, str(count)) for name, count in _ranked(counts)], right=frozenset({1}))
    _write_rejected(graph.rejected, out)
    _line()
    write_violations(violations, graph)
    _write_conflicts(graph)
    _line()
    if failures:
        _line(f"{_count(failures, 'input')} could not be read (named above)")
    # A project may do without the page.
    page = out / "graph.html"
    _line(f"open {page if page.exists() else out}")


def _write_rejected(rejected: Sequence[RejectedClaim], out: Path) -> None:
    _line()
    _line(f"{_count(len(rejected), 'claim')} refused" + (f", listed in {out / 'rejected.jsonl'}" if rejected else ""))
    if rejected:
        write_table(
            ("commonest reasons", ""),
            [(reason, str(count)) for reason, count in commonest_reasons(rejected)],
            right=frozenset({1}),
        )


def _write_conflicts(graph: Built) -> None:
    """Where a text says other than the graph that was brought; nothing where there is no such place."""
    if not graph.conflicts:
        return
    _line()
    _line(f"{_count(len(graph.conflicts), 'conflict')} with the graph given by --known")
    names = names_in(graph)
    for each in graph.conflicts[:CONFLICTS_SHOWN]:
        what = f"{names(each.subject)} | {graph.ontology.label(each.predicate)}"
        _line(f"  {what}: it says {printable(each.known)}, a text says {printable(each.stated)}")
        _line(f"    “{printable(each.evidence.quote)}”")
    if len(graph.conflicts) > CONFLICTS_SHOWN:
        _line(f"  and {len(graph.conflicts) - CONFLICTS_SHOWN} more")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _line(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
