"""What follows from a graph by the ontology's axioms and rules, with the reasons."""

from kg.infer.claims import derive_claims
from kg.infer.infer import Inference, infer

__all__ = ["Inference", "derive_claims", "infer"]
