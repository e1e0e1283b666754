"""The Turtle files in ontology/ as one typed, immutable object: the product's only configuration."""

from kg.ontology.load import load_ontology
from kg.ontology.model import (
    ENTITY_BASE,
    NAMESPACE,
    ClassDefinition,
    Frame,
    Ontology,
    PropertyDefinition,
    Rule,
    StatusDefinition,
)

__all__ = [
    "ENTITY_BASE",
    "NAMESPACE",
    "ClassDefinition",
    "Frame",
    "Ontology",
    "PropertyDefinition",
    "Rule",
    "StatusDefinition",
    "load_ontology",
]
