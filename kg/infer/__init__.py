"""What follows from a graph by the ontology's axioms and rules, with the reasons."""

from kg.infer.basis import Basis, basis_of, documents_touched
from kg.infer.claims import derive_claims
from kg.infer.closure import Closure
from kg.infer.infer import Inference, infer
from kg.infer.packed import pack_basis, unpack_basis

__all__ = [
    "Basis",
    "Closure",
    "Inference",
    "basis_of",
    "derive_claims",
    "documents_touched",
    "infer",
    "pack_basis",
    "unpack_basis",
]
