"""kg: an ontology-first knowledge graph builder.

>>> import kg
>>> graph = kg.build(["data/articles"])                                     # doctest: +SKIP
>>> graph.query("SELECT ?who ?what WHERE { ?who kg:investsIn ?what }").rows  # doctest: +SKIP
>>> print(graph.explain("Synapsor"))                                        # doctest: +SKIP
>>> graph.save("exports")                                                   # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.graph import KnowledgeGraph, load
    from kg.ontology import Ontology, load_ontology
    from kg.pipeline import build, build_from_documents, load_tools
    from kg.records import Document

__version__ = "0.1.0"

__all__ = [
    "Document",
    "KgError",
    "KnowledgeGraph",
    "Ontology",
    "build",
    "build_from_documents",
    "load",
    "load_ontology",
    "load_tools",
]

# Loaded when first asked for, so that reading a graph does not wait for the language model.
_HOMES = {
    "Document": "kg.records",
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.graph",
    "Ontology": "kg.ontology",
    "build": "kg.pipeline",
    "build_from_documents": "kg.pipeline",
    "load": "kg.graph",
    "load_ontology": "kg.ontology",
    "load_tools": "kg.pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
