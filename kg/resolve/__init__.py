"""Mentions to entities: what is one thing gets one IRI, and claims speak of entities."""
