"""The stage's one function: extractions to entities, and claims that speak of them by IRI.

Its steps are functions of one document, or of all records under one key: things of a cluster, of a root, reports of a
block. Between them records change places, by key and back to their documents; here that is done with dictionaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Document, Entity, Mention, RejectedClaim
from kg.resolve.descriptions import UnnamedThing, given_names, unnamed_node, unnamed_things
from kg.resolve.identity import Identities, identify
from kg.resolve.iris import entity_iris
from kg.resolve.nodes import Node, named_node, with_unnamed_mentions
from kg.resolve.occurrences import merge_occurrences
from kg.resolve.reports import Report, merge_reports, reports_of
from kg.resolve.rewriting import claim_order, rewritten
from kg.resolve.settling import Matcher, Settled
from kg.resolve.status import furthest, one_status, stated_statuses
from kg.resolve.things import DocumentThings
from kg.resolve.told import ToldOccurrence, occurrence_node, told_occurrences
from kg.resolve.totals import total_claims
from kg.resolve.within import ThingReader, thing_reader

__all__ = ["Resolution", "claim_order", "matcher_of", "resolve", "resolve_identified", "resolve_things"]

Record = TypeVar("Record")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities in IRI order, the claims about them, and the claims that resolution refused.

    `proposed` are the same claims, in the same order, as they spoke of mentions.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedClaim, ...]
    proposed: tuple[Claim, ...] = ()


def resolve(
    extractions: Sequence[Extraction], ontology: Ontology, gazetteer: Gazetteer, *, base: str = ENTITY_BASE
) -> Resolution:
    """Which mentions are one thing, across all documents; every claim's mention ids become entity IRIs."""
    reader = thing_reader(ontology, gazetteer)
    read = [(extraction, reader.things_of(extraction)) for extraction in extractions]
    return resolve_things(read, matcher_of(reader), base=base)[0]


def matcher_of(reader: ThingReader) -> Matcher:
    """What settles the clusters of things that a reader found."""
    return Matcher(reader.ontology, reader.gazetteer, reader.short_forms)


def resolve_things(
    read: Iterable[tuple[Extraction, DocumentThings]],
    matcher: Matcher,
    *,
    known: Mapping[str, Settled] | None = None,
    base: str = ENTITY_BASE,
) -> tuple[Resolution, Mapping[str, Settled]]:
    """The same where the things of each document are known; with what is worth giving as `known` the next time.

    Clusters that are in `known` under a digest of what they are made of are not settled again; without it nothing is said
    of what is worth keeping.
    """
    pairs = sorted(read, key=lambda pair: pair[0].annotated.document.id)
    identities = identify((thing for _, found in pairs for thing in found.things), matcher, known)
    return resolve_identified(pairs, identities, matcher, base=base), identities.settled


def resolve_identified(
    read: Iterable[tuple[Extraction, DocumentThings]],
    identities: Identities,
    matcher: Matcher,
    *,
    base: str = ENTITY_BASE,
) -> Resolution:
    """The same where it is known which things are one."""
    pairs = sorted(read, key=lambda pair: pair[0].annotated.document.id)
    texts = _texts(pairs, identities)
    nodes = {each.root: named_node(each, matcher.ontology, matcher.gazetteer) for each in identities.all}
    _name_what_is_described(texts, nodes, identities, matcher)
    reasons = _put_occurrences_together(texts, matcher.ontology)
    _name_occurrences(texts, nodes, reasons, matcher.ontology)
    return _resolution(texts, nodes, base)


@dataclass(slots=True)
class _Text:
    """One document on its way: its mentions by id, and what they and its claims turn out to be, step by step."""

    document: Document
    mentions: dict[str, Mention]
    claims: Sequence[Claim]
    roots: dict[str, str]
    same: dict[str, str] = field(default_factory=dict)
    refused: list[RejectedClaim] = field(default_factory=list)
    outranked: list[RejectedClaim] = field(default_factory=list)


def _texts(pairs: Iterable[tuple[Extraction, DocumentThings]], identities: Identities) -> list[_Text]:
    inside: dict[str, dict[str, str]] = defaultdict(dict)
    for identity in identities.all:
        for thing in identity.things:
            inside[thing.document][thing.key] = identity.root
    texts = []
    for extraction, found in pairs:
        document = extraction.annotated.document
        mentions = {mention.id: mention for mention in extraction.mentions}
        mentions |= {mention.id: mention for mention in found.branches}
        here = inside[document.id]
        roots = {mention: here[key] for mention, key in found.keys.items()}
        texts.append(_Text(document, mentions, extraction.claims, roots))
    return texts


def _name_what_is_described(
    texts: Sequence[_Text], nodes: dict[str, Node], identities: Identities, matcher: Matcher
) -> None:
    """Adds the roots of unnamed mentions to the documents, and their nodes to all others."""
    described: list[UnnamedThing] = []
    named: list[tuple[str, Mention]] = []
    for text in texts:
        given = given_names(text.mentions, text.claims, text.roots, matcher.ontology)
        named += [(root, text.mentions[mention]) for mention, root in given.items()]
        text.roots |= given
        found = unnamed_things(text.document, text.mentions, text.claims, text.roots, nodes, matcher.ontology)
        text.roots |= {mention.id: thing.root for thing in found for mention in thing.mentions}
        described += found
    by_root = {each.root: each for each in identities.all}
    for root, mentions in _by_key(named).items():
        nodes[root] = with_unnamed_mentions(nodes[root], by_root[root], mentions, matcher.ontology, matcher.gazetteer)
    for root, things in _by_key((each.root, each) for each in described).items():
        nodes[root] = unnamed_node(things, matcher.ontology)


def _put_occurrences_together(texts: Sequence[_Text], ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """Finds which mentions are of one occurrence, in a document and over all, and gives the reasons for the latter."""
    reports: list[Report] = []
    for text in texts:
        text.same, text.refused = merge_occurrences(text.mentions, text.claims, text.roots, ontology)
        gone = {id(each.claim) for each in text.refused}
        reports += reports_of(text.document, text.mentions, text.claims, text.same, text.roots, ontology)
        text.claims = [claim for claim in text.claims if id(claim) not in gone]
    merged = merge_reports(reports, ontology)
    for text in texts:
        totals = total_claims(text.document, text.claims, text.same, ontology)
        text.same = {mention: merged.first.get(root, root) for mention, root in text.same.items()}
        text.roots |= text.same
        text.claims = [*text.claims, *totals]
    best = furthest((each for text in texts for each in stated_statuses(text.claims, text.same, ontology)), ontology)
    for text in texts:
        text.claims, text.outranked = one_status(text.claims, text.same, best, ontology)
    return merged.reasons


def _name_occurrences(
    texts: Sequence[_Text], nodes: dict[str, Node], reasons: Mapping[str, tuple[str, ...]], ontology: Ontology
) -> None:
    told: list[ToldOccurrence] = []
    for text in texts:
        told += told_occurrences(text.document, text.mentions, text.claims, text.same, text.roots, nodes, ontology)
    for root, found in _by_key((each.root, each) for each in told).items():
        nodes[root] = occurrence_node(found, reasons.get(root, ()), ontology)


def _resolution(texts: Sequence[_Text], nodes: Mapping[str, Node], base: str) -> Resolution:
    used: set[str] = set()
    members: dict[str, list[Mention]] = defaultdict(list)
    for text in texts:
        ends = {end for claim in text.claims for end in (claim.subject, claim.object) if isinstance(end, str)}
        used.update(text.roots[end] for end in ends & text.roots.keys())
        for mention, root in text.roots.items():
            members[root].append(text.mentions[mention])
    kept = [node for root, node in sorted(nodes.items()) if node.stays or root in used]
    iris = entity_iris(base, {node.root: node.stem for node in kept}, {node.root: node.segment for node in kept})
    iris |= {node.root: node.iri for node in kept if node.iri}
    entities = [_entity(node, iris[node.root], members[node.root]) for node in kept]
    claims = [pair for text in texts for pair in rewritten(text.claims, text.mentions, text.roots, iris)]
    return Resolution(
        entities=tuple(sorted(entities, key=lambda entity: entity.iri)),
        claims=tuple(claim for claim, _ in claims),
        rejected=(
            *(each for text in texts for each in text.refused),
            *(each for text in texts for each in text.outranked),
        ),
        proposed=tuple(proposed for _, proposed in claims),
    )


def _entity(node: Node, iri: str, mentions: Iterable[Mention]) -> Entity:
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.document, mention.span.start, mention.span.end)))
    return Entity(iri, node.cls, node.label, node.alternatives, ordered, node.reasons, node.same_as)


def _by_key(records: Iterable[tuple[Key, Record]]) -> dict[Key, list[Record]]:
    found: dict[Key, list[Record]] = defaultdict(list)
    for key, record in records:
        found[key].append(record)
    return found
