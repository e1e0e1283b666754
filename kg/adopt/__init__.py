"""Other people's graphs as graphs of ours: read whole or not at all, their vocabularies put into the ontology's terms."""

from kg.adopt.adopt import adopt
from kg.adopt.mapping import Mapping, load_mapping, shipped_mappings

__all__ = ["Mapping", "adopt", "load_mapping", "shipped_mappings"]
