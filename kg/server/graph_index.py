"""What the explorer keeps of a graph in memory: who is linked with how many others, and what everything is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ask.nodes import folded
from kg.ontology import Ontology
from kg.store.evidence import (
    ALTERNATIVE_LABEL,
    CLAIM,
    DOCUMENT,
    LABEL,
    MENTIONED_IN,
    MERGED_BECAUSE,
    OBJECT,
    PASSAGE,
    SUBJECT,
    TYPE,
    VALUE,
)

OF_EVIDENCE = frozenset({SUBJECT, OBJECT, VALUE, MENTIONED_IN, MERGED_BECAUSE})
_EVIDENCE_CLASSES = frozenset({CLAIM, PASSAGE, DOCUMENT})


@dataclass(frozen=True, slots=True)
class GraphIndex:
    """The things of a graph with the number of their neighbours, and their names; `events` are the occurrences."""

    neighbours: Mapping[str, int]
    names: tuple[tuple[str, str, str], ...]
    events: frozenset[str]
    links: int
    sources: int

    def totals(self) -> dict[str, int]:
        """How much there is, for the page to tell."""
        things = len(self.neighbours) - len(self.events)
        return {"things": things, "events": len(self.events), "links": self.links, "sources": self.sources}


def read_index(store: ox.Store, ontology: Ontology) -> GraphIndex:
    """The index of a store as it is now."""
    typed: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(TYPE), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            typed.setdefault(quad.subject.value, []).append(quad.object.value)
    evidence = {iri for iri, classes in typed.items() if not _EVIDENCE_CLASSES.isdisjoint(classes)}
    own = {*ontology.statuses, *ontology.classes, *ontology.properties}
    names = _names(store)
    pairs = _pairs(store, ontology, evidence | own)
    counts = Counter(end for pair in pairs for end in pair)
    things = sorted(({iri for _, _, iri in names} | typed.keys() | counts.keys()) - evidence - own)
    occurrence = ontology.iri("Occurrence")
    events = {iri for iri in things if any(ontology.is_a(cls, occurrence) for cls in typed.get(iri, ()))}
    return GraphIndex(
        neighbours={iri: counts[iri] for iri in things},
        names=tuple(sorted(each for each in names if each[2] not in evidence and each[2] not in own)),
        events=frozenset(events),
        links=len(pairs),
        sources=sum(DOCUMENT in classes for classes in typed.values()),
    )


def edge_properties(ontology: Ontology) -> list[str]:
    """The properties whose triples may be drawn as edges."""
    return [iri for iri, definition in ontology.properties.items() if definition.is_object and iri not in OF_EVIDENCE]


def _pairs(store: ox.Store, ontology: Ontology, left_out: set[str]) -> set[tuple[str, str]]:
    """Who is linked with whom; a mere transitive closure does not count."""
    parents = {parent for definition in ontology.properties.values() for parent in definition.parents}
    pairs: set[tuple[str, str]] = set()
    for iri in edge_properties(ontology):
        if ontology.properties[iri].transitive and iri in parents:
            continue
        for quad in store.quads_for_pattern(None, ox.NamedNode(iri), None):
            ends = (str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", "")))
            if isinstance(quad.object, ox.NamedNode) and ends[0] != ends[1] and left_out.isdisjoint(ends):
                pairs.add((min(ends), max(ends)))
    return pairs


def _names(store: ox.Store) -> set[tuple[str, str, str]]:
    return {
        (folded(quad.object.value), quad.object.value, quad.subject.value)
        for predicate in (LABEL, ALTERNATIVE_LABEL)
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }
