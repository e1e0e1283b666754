"""Claims and entities to RDF: the gate that refuses broken claims, the graph, and the evidence beside it."""

from kg.assemble.evidence import (
    DocumentPart,
    Row,
    document_evidence,
    document_parts,
    document_rows,
    entity_evidence,
    entity_rows,
    evidence_triples,
    mention_row,
    merge_row,
    speaks_of_a_thing,
    spoken_of,
)
from kg.assemble.gate import check_claims
from kg.assemble.graph import graph_triples
from kg.assemble.known import KnownConflict, known_conflicts, with_known_names

__all__ = [
    "DocumentPart",
    "KnownConflict",
    "Row",
    "check_claims",
    "document_evidence",
    "document_parts",
    "document_rows",
    "entity_evidence",
    "entity_rows",
    "evidence_triples",
    "graph_triples",
    "known_conflicts",
    "mention_row",
    "merge_row",
    "speaks_of_a_thing",
    "spoken_of",
    "with_known_names",
]
