"""Parts of the graph that is served, read from the store: some things, the edges among them, and what those rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.ontology import Ontology
from kg.publish.page_data import PageData, page_data
from kg.server.graph_index import OF_EVIDENCE, edge_properties
from kg.store.evidence import DERIVED_FROM, IN_DOCUMENT, IN_SENTENCE, MENTIONED_IN, OBJECT, SUBJECT, TYPE

# Of one thing so many claims and mentions are read at most.
CLAIMS = 2000


class Excerpts:
    """Reads parts of a store; `things` are all that the graph has, with the number of their neighbours."""

    def __init__(self, store: ox.Store, ontology: Ontology, things: Mapping[str, int]) -> None:
        self._store = store
        self._ontology = ontology
        self._things = things
        self._edges = frozenset(edge_properties(ontology))
        self._occurrence = ontology.iri("Occurrence")

    def neighbours(self, iri: str) -> set[str]:
        """The things that an edge leads to or comes from."""
        node = ox.NamedNode(iri)
        outgoing = (quad.object for quad in self._quads(node, None) if quad.predicate.value in self._edges)
        incoming = (quad.subject for quad in self._quads(None, node) if quad.predicate.value in self._edges)
        found = {str(getattr(term, "value", "")) for term in (*outgoing, *incoming)}
        return {other for other in found if other in self._things and other != iri}

    def around(self, iri: str) -> set[str]:
        """The neighbours of a thing; an event is no step of its own, so that its participants are there too."""
        near = self.neighbours(iri)
        further = (self.neighbours(other) for other in sorted(near) if self._is_event(other))
        return near.union(*further) - {iri}

    def read(self, wanted: Collection[str], known: Collection[str], resting: Iterable[str]) -> PageData:
        """Some things, the edges among them and to known ones, and what is recorded of those named in `resting`."""
        graph = set(self._described(wanted, frozenset((*wanted, *known))))
        evidence = {triple for iri in resting for triple in self._evidence(iri)}
        return page_data(graph, evidence, self._ontology)

    def _described(self, wanted: Collection[str], ends: Collection[str]) -> Iterator[ox.Triple]:
        chosen = frozenset(wanted)
        touched: set[str] = set()
        for iri in sorted(chosen):
            node = ox.NamedNode(iri)
            for quad in self._quads(node, None):
                other = str(getattr(quad.object, "value", ""))
                if self._describes(quad) or (other in ends and quad.predicate.value not in OF_EVIDENCE):
                    touched.add(other)
                    yield quad.triple
            for quad in self._quads(None, node):
                other = str(getattr(quad.subject, "value", ""))
                if other in ends and quad.predicate.value in self._edges:
                    touched.add(other)
                    yield quad.triple
        for iri in sorted((touched & frozenset(ends)) - chosen):
            for quad in self._quads(ox.NamedNode(iri), None):
                if self._describes(quad):
                    yield quad.triple

    def _evidence(self, iri: str) -> Iterator[ox.Triple]:
        """The claims that speak of a thing and the passages that name it, with their sentences and documents."""
        node = ox.NamedNode(iri)
        claims = [
            quad.subject
            for predicate in (SUBJECT, OBJECT)
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), node)
        ]
        waiting: list[object] = [*sorted(set(claims), key=str)[:CLAIMS]]
        for quad in sorted(self._quads(node, None), key=str)[:CLAIMS]:
            if quad.predicate.value == MENTIONED_IN:
                waiting.append(quad.object)
                yield quad.triple
        seen: set[object] = set()
        while waiting:
            subject = waiting.pop()
            if subject in seen or not isinstance(subject, ox.NamedNode):
                continue
            seen.add(subject)
            for quad in self._quads(subject, None):
                yield quad.triple
                if quad.predicate.value in (DERIVED_FROM, IN_SENTENCE, IN_DOCUMENT):
                    waiting.append(quad.object)

    def _describes(self, quad: ox.Quad) -> bool:
        """Whether a statement is about its subject alone: a literal, a class or a status."""
        if isinstance(quad.object, ox.Literal):
            return quad.predicate.value not in OF_EVIDENCE
        return quad.predicate.value == TYPE or getattr(quad.object, "value", "") in self._ontology.statuses

    def _quads(self, subject: ox.NamedNode | None, target: ox.NamedNode | None) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(subject, None, target)

    def _is_event(self, iri: str) -> bool:
        types = self._store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(TYPE), None)
        return any(self._ontology.is_a(str(getattr(quad.object, "value", "")), self._occurrence) for quad in types)
