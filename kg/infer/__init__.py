"""What follows from a graph by the ontology's axioms and rules, with the reasons."""

from kg.infer.claims import derive_claims
from kg.infer.closure import Closure
from kg.infer.documents import documents_touched
from kg.infer.infer import Inference, infer
from kg.infer.packed import pack_closure, unpack_closure

__all__ = ["Closure", "Inference", "derive_claims", "documents_touched", "infer", "pack_closure", "unpack_closure"]
