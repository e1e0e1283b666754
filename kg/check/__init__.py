"""Whether a graph is what its ontology and shapes allow, and which claims are to blame where it is not."""

from kg.check.explain import ExplainedViolation, Testimony, explain_violations
from kg.check.validate import Violation, check_graph

__all__ = ["ExplainedViolation", "Testimony", "Violation", "check_graph", "explain_violations"]
