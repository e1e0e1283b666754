"""IRIs for the blank nodes of other people's graphs, since what we write has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from kg.adopt.canonical import canonical
from kg.ontology import ENTITY_BASE

SEGMENT = "genid/"
_DIGITS = 12


def without_blank_nodes(triples: Iterable[ox.Triple], base: str = ENTITY_BASE) -> frozenset[ox.Triple]:
    """The triples with an IRI for each blank node: the same for the same graph, whatever its nodes were called.

    Raises `GraphError` for nodes that are too much alike.
    Sources: RDFC-1.0 for the order of the nodes; RDF 1.1 Concepts, section 3.5, for putting IRIs in their place.
    """
    every = frozenset(triples)
    if not any(isinstance(term, ox.BlankNode) for each in every for term in (each.subject, each.object)):
        return every
    named_alike = canonical(every)
    digest = hashlib.sha256("\n".join(sorted(map(str, named_alike))).encode()).hexdigest()[:_DIGITS]

    def named(node: ox.BlankNode) -> ox.NamedNode:
        return ox.NamedNode(f"{base}{SEGMENT}{digest}-{node.value}")

    return frozenset(
        ox.Triple(
            named(each.subject) if isinstance(each.subject, ox.BlankNode) else each.subject,
            each.predicate,
            named(each.object) if isinstance(each.object, ox.BlankNode) else each.object,
        )
        for each in named_alike
    )
