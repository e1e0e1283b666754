"""Entities and affirmed claims as the triples of the graph: types, names and plain edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg.assemble.literals import literal, text_literal
from kg.assemble.vocabulary import ALTERNATIVE_LABEL, EXACT_MATCH, LABEL, TYPE
from kg.records import Claim, Entity, MentionKind, Polarity, Value


def graph_triples(claims: Iterable[Claim], entities: Mapping[str, Entity]) -> frozenset[Triple]:
    """The graph that checked claims and their entities make.

    An entity gets its own class (those above it are for inference to add), its label and other names; an affirmed
    claim becomes an edge, any other is left to the evidence. An occurrence of which nothing is affirmed did not occur,
    and is left there too. Subjects and objects of claims are entity IRIs.
    """
    affirmed = [claim for claim in claims if claim.polarity is Polarity.AFFIRMED]
    told = {claim.subject for claim in affirmed}
    triples = {
        triple
        for entity in entities.values()
        if entity.iri in told or not _is_occurrence(entity)
        for triple in entity_triples(entity)
    }
    triples.update(edge(claim) for claim in affirmed)
    return frozenset(triples)


def _is_occurrence(entity: Entity) -> bool:
    return bool(entity.mentions) and all(mention.kind is MentionKind.EVENT for mention in entity.mentions)


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """What a graph says of an entity by itself: its class, its names, and what it is elsewhere."""
    node = NamedNode(entity.iri)
    yield Triple(node, TYPE, NamedNode(entity.cls))
    yield Triple(node, LABEL, text_literal(*entity.label))
    for name in entity.alternatives:
        if name != entity.label:
            yield Triple(node, ALTERNATIVE_LABEL, text_literal(*name))
    for iri in entity.same_as:
        yield Triple(node, EXACT_MATCH, NamedNode(iri))


def edge(claim: Claim) -> Triple:
    """The plain triple a claim states."""
    return Triple(NamedNode(claim.subject), NamedNode(claim.predicate), object_term(claim))


def object_term(claim: Claim) -> NamedNode | Literal:
    """The object of a claim as an RDF term."""
    return literal(claim.object) if isinstance(claim.object, Value) else NamedNode(claim.object)
