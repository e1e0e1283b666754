"""What a document says on its way through the scratch database: pure steps of `kg.resolve`, for one document at a time.

Between the steps records change places by key. What a document has to know of other documents is handed in: what its names
stand for, the nodes of these, which of its occurrences are also told elsewhere, the IRIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.assemble import speaks_of_a_thing
from kg.assemble.gate import Gate
from kg.engines.extraction import ReadDocument
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, Mention, RejectedClaim, Span
from kg.resolve.descriptions import UnnamedThing, given_names, unnamed_things
from kg.resolve.nodes import Node
from kg.resolve.occurrences import merge_occurrences
from kg.resolve.reports import Report, reports_of
from kg.resolve.rewriting import about_entities, rewritten
from kg.resolve.status import one_status, stated_statuses
from kg.resolve.told import ToldOccurrence, told_occurrences
from kg.resolve.totals import total_claims


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its mentions and claims; `roots` are what mentions turned out to be, `same` those of occurrences.

    `refused` are claims of occurrences that are too poor, and those that others outrank.
    """

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    roots: Mapping[str, str]
    same: Mapping[str, str]
    refused: tuple[RejectedClaim, ...]

    @property
    def by_id(self) -> dict[str, Mention]:
        """Its mentions by id."""
        return {mention.id: mention for mention in self.mentions}

    @property
    def used(self) -> set[str]:
        """The roots that its claims speak of."""
        ends = {end for claim in self.claims for end in (claim.subject, claim.object) if isinstance(end, str)}
        return {self.roots[end] for end in ends if end in self.roots}


@dataclass(frozen=True, slots=True)
class Described:
    """A document whose own things are told apart, and what it has to say to others.

    `given` are mentions that it gives the name of a root, `unnamed` its things without a name, `statuses` those of its
    occurrences.
    """

    text: Text
    given: tuple[tuple[str, Mention], ...]
    unnamed: tuple[UnnamedThing, ...]
    reports: tuple[Report, ...]
    statuses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says of entities: the claims that may enter, those that may not, and where it speaks of which entity."""

    claims: tuple[Claim, ...]
    refused: tuple[RejectedClaim, ...]
    spoken: tuple[tuple[str, Span], ...]


def described(read: ReadDocument, named: Mapping[str, str], nodes: Mapping[str, Node], ontology: Ontology) -> Described:
    """The first step: `named` gives the roots of the document's names by their keys, `nodes` is asked for these."""
    document, claims = read.extraction.annotated.document, read.extraction.claims
    mentions = {mention.id: mention for mention in read.extraction.mentions}
    mentions |= {mention.id: mention for mention in read.things.branches}
    roots = {mention: named[key] for mention, key in read.things.keys.items()}
    given = given_names(mentions, claims, roots, ontology)
    roots |= given
    unnamed = unnamed_things(document, mentions, claims, roots, nodes, ontology)
    roots |= {mention.id: thing.root for thing in unnamed for mention in thing.mentions}
    same, refused = merge_occurrences(mentions, claims, roots, ontology)
    reports = reports_of(document, mentions, claims, same, roots, ontology)
    gone = {id(each.claim) for each in refused}
    kept = [claim for claim in claims if id(claim) not in gone]
    kept += total_claims(document, kept, same, ontology)
    return Described(
        text=Text(document, tuple(mentions.values()), tuple(kept), roots, same, tuple(refused)),
        given=tuple((root, mentions[mention]) for mention, root in given.items()),
        unnamed=tuple(unnamed),
        reports=tuple(reports),
        statuses=tuple(stated_statuses(kept, same, ontology)),
    )


def settled(text: Text, first: Mapping[str, str], best: Mapping[str, str], ontology: Ontology) -> Text:
    """A document whose occurrences are those of all documents, without claims that others outrank.

    `first` gives the occurrences that stand for those of the document, `best` the statuses of these.
    """
    same = {mention: first.get(root, root) for mention, root in text.same.items()}
    claims, outranked = one_status(text.claims, same, best, ontology)
    refused = (*text.refused, *outranked)
    return replace(text, claims=tuple(claims), roots={**text.roots, **same}, same=same, refused=refused)


def told(text: Text, nodes: Mapping[str, Node], ontology: Ontology) -> list[ToldOccurrence]:
    """The second step: what a document that is settled tells of occurrences."""
    return told_occurrences(text.document, text.by_id, text.claims, text.same, text.roots, nodes, ontology)


def stated(text: Text, entities: Mapping[str, Entity], gate: Gate) -> Stated:
    """The third step, of a settled document: `entities` has those that are kept by root, the `gate` knows the ontology."""
    mentions = text.by_id
    iris = {root: entities[root].iri for root in text.used}
    accepted: list[Claim] = []
    refused = list(_refused(text, entities))
    here = {entities[root].iri: entities[root] for root in iris}
    gate = replace(gate, entities=here, documents={text.document.id: text.document})
    for claim, _ in rewritten(text.claims, mentions, text.roots, iris):
        reason = gate.reason(claim)
        if reason:
            refused.append(RejectedClaim(claim, reason))
        else:
            accepted.append(claim)
    return Stated(tuple(accepted), tuple(refused), tuple(_spoken(text, mentions, entities)))


def _refused(text: Text, entities: Mapping[str, Entity]) -> Iterator[RejectedClaim]:
    """What resolution refused, about entities."""
    if text.refused:
        iris = {mention: entities[root].iri for mention, root in text.roots.items() if root in entities}
        yield from (about_entities(each, iris) for each in text.refused)


def _spoken(text: Text, mentions: Mapping[str, Mention], entities: Mapping[str, Entity]) -> Iterator[tuple[str, Span]]:
    for mention, root in text.roots.items():
        if root in entities and speaks_of_a_thing(mentions[mention]):
            yield entities[root].iri, mentions[mention].span


def spans_of(spoken: Iterable[tuple[str, Span]]) -> tuple[Span, ...]:
    """Where a document speaks of entities."""
    return tuple(span for _, span in spoken)
