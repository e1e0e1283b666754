"""What follows from a graph by the ontology's axioms and rules, with the reasons."""

from kg.infer.claims import derive_claims
from kg.infer.documents import documents_touched
from kg.infer.infer import Inference, infer, infer_changed

__all__ = ["Inference", "derive_claims", "documents_touched", "infer", "infer_changed"]
