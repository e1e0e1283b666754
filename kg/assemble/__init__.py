"""Claims and entities to RDF: the gate that refuses broken claims, the graph, and the evidence beside it."""

from kg.assemble.evidence import (
    DocumentPart,
    claim_set_triples,
    document_evidence,
    document_parts,
    entity_evidence,
    evidence_triples,
    speaks_of_a_thing,
    spoken_of,
)
from kg.assemble.gate import check_claims
from kg.assemble.graph import graph_triples
from kg.assemble.known import KnownConflict, known_conflicts, with_known_names

__all__ = [
    "DocumentPart",
    "KnownConflict",
    "check_claims",
    "claim_set_triples",
    "document_evidence",
    "document_parts",
    "entity_evidence",
    "evidence_triples",
    "graph_triples",
    "known_conflicts",
    "speaks_of_a_thing",
    "spoken_of",
    "with_known_names",
]
