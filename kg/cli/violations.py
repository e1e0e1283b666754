"""Violations as lines to read: what is wrong, with what was claimed and in which words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.cli.tables import printable

if TYPE_CHECKING:
    from kg.check import ExplainedViolation
    from kg.ontology import Ontology

LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
VIOLATIONS_SHOWN = 10
TESTIMONIES_SHOWN = 2


class Named(Protocol):
    """Things with labels, and what their properties are called."""

    @property
    def graph(self) -> frozenset[ox.Triple]: ...
    @property
    def ontology(self) -> Ontology: ...


def write_violations(violations: Sequence[ExplainedViolation], graph: Named, *, shown: int = VIOLATIONS_SHOWN) -> None:
    """Writes how many violations there are, and the first of them with the claims behind them, to stdout."""
    _line(f"{len(violations)} violation{'' if len(violations) == 1 else 's'}")
    if not violations:
        return
    names = names_in(graph)
    for explained in violations[:shown]:
        violation = explained.violation
        value = names(violation.value) if violation.value else ""
        edge = " | ".join(filter(None, (names(violation.focus), graph.ontology.label(violation.path), value)))
        _line(f"  {violation.severity}: {edge}: {printable(violation.message)}")
        for each in explained.testimonies[:TESTIMONIES_SHOWN]:
            _line(f"    claimed: {names(each.subject)} | {graph.ontology.label(each.predicate)} | {names(each.object)}")
            _line(f"    “{printable(each.quote)}”")
    if len(violations) > shown:
        _line(f"  and {len(violations) - shown} more")


def names_in(graph: Named) -> Callable[[str], str]:
    """What to call a thing or value: its label, the English one first, else what it is written as."""
    labels: dict[str, tuple[bool, str]] = {}
    for each in graph.graph:
        if each.predicate == LABEL and isinstance(each.object, ox.Literal):
            iri = str(getattr(each.subject, "value", ""))
            found = (each.object.language != "en", each.object.value)
            labels[iri] = min(found, labels.get(iri, found))
    return lambda iri: printable(labels[iri][1] if iri in labels else iri)


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
