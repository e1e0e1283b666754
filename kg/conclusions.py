"""`Conclusions`: all that documents say, resolved, checked and followed up, before it becomes triples of evidence and files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.assemble import KnownConflict, evidence_triples
from kg.correct.records import StaleCorrection
from kg.graph import KnowledgeGraph
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Document, Entity, ReadFailure, RejectedClaim


@dataclass(frozen=True)
class Conclusions:
    """What documents say once it is resolved, checked and followed up: all that a graph and its evidence are made of.

    `claims` may enter, `derived` follow from them; `graph` is its triples. `documents` are keyed by id and hold
    the sources of what people have added too. `brought_evidence` is that of imported graphs.
    """

    entities: Mapping[str, Entity]
    claims: tuple[Claim, ...]
    derived: tuple[Claim, ...]
    graph: frozenset[Triple]
    documents: Mapping[str, Document]
    ontology: Ontology
    rejected: tuple[RejectedClaim, ...] = ()
    stale: tuple[StaleCorrection, ...] = ()
    conflicts: tuple[KnownConflict, ...] = ()
    brought_evidence: frozenset[Triple] = frozenset()
    base: str = ENTITY_BASE
    title: str = ""

    def evidence_about(self, things: Collection[str]) -> frozenset[Triple]:
        """The part of the evidence that is claims with one of these things as subject or object, and their passages."""
        claims, derived = (
            [each for each in found if each.subject in things or each.object in things]
            for found in (self.claims, self.derived)
        )
        return evidence_triples(claims, {}, self.documents, derived=derived, base=self.base) if things else frozenset()

    def knowledge_graph(self, failures: Iterable[ReadFailure] = ()) -> KnowledgeGraph:
        """All of it as sets of triples."""
        return KnowledgeGraph(
            graph=self.graph,
            evidence=evidence_triples(self.claims, self.entities, self.documents, derived=self.derived, base=self.base)
            | self.brought_evidence,
            ontology=self.ontology,
            rejected=self.rejected,
            stale=self.stale,
            failures=tuple(failures),
            conflicts=self.conflicts,
            base=self.base,
            title=self.title,
        )
