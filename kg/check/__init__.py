"""Whether a graph is what its ontology and shapes allow, and which claims are to blame where it is not."""

from kg.check.changes import check_changes
from kg.check.explain import ExplainedViolation, Testimony, explain_violations
from kg.check.report import conforms, report_records, report_triples
from kg.check.validate import check_graph
from kg.check.violation import Violation

__all__ = [
    "ExplainedViolation",
    "Testimony",
    "Violation",
    "check_changes",
    "check_graph",
    "conforms",
    "explain_violations",
    "report_records",
    "report_triples",
]
