"""Unnamed things: descriptions of one text put together by their words, their owners and their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.records import Claim, Mention, MentionKind
from kg.resolve.keys import fold

EMPTY_WORDS = frozenset(
    {
        "new",
        "existing",
        "second",
        "first",
        "third",
        "another",
        "additional",
        "large",
        "big",
        "major",
        "planned",
        "proposed",
        "said",
        "flagship",
        "same",
        "own",
    }
)


@dataclass(frozen=True, slots=True)
class Description:
    """An unnamed thing of a document: its mentions and what is said of them that can tell it from others."""

    mentions: tuple[Mention, ...]
    words: frozenset[str]
    noun: str
    owners: tuple[str, ...]
    places: tuple[str, ...]


def describe(
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    roots: Mapping[str, str],
    by_id: Mapping[str, Mention],
    ontology: Ontology,
) -> list[Description]:
    """The unnamed things that claims speak of, those with the same noun and no contradiction put together."""
    spoken_of = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
    found: list[Description] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind not in (MentionKind.DESCRIPTION, MentionKind.REFERENCE) or mention.id not in spoken_of:
            continue
        if mention.id in roots:
            continue
        words = [w for w in fold(mention.name).split() if w not in EMPTY_WORDS]
        owners, places = _ties(mention.id, claims, roots, by_id, ontology)
        one = Description((mention,), frozenset(words[:-1]), words[-1] if words else "", owners, places)
        for position, other in enumerate(found):
            if _same_thing(one, other, ontology):
                found[position] = _merged(other, one)
                break
        else:
            found.append(one)
    return found


def _ties(
    identifier: str, claims: Sequence[Claim], roots: Mapping[str, str], by_id: Mapping[str, Mention], ontology: Ontology
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clusters that own or make the thing, and the places it is in, from the claims about it."""
    owners: dict[str, None] = {}
    places: dict[str, None] = {}
    events = [c.subject for c in claims if c.object == identifier and by_id[c.subject].kind is MentionKind.EVENT]
    for claim in claims:
        if claim.object == identifier and claim.subject in roots:
            owners[roots[claim.subject]] = None
        elif claim.subject in events and isinstance(claim.object, str) and claim.object in roots:
            definition = ontology.properties[claim.predicate]
            if definition.agentive:
                owners[roots[claim.object]] = None
        elif (
            claim.subject == identifier
            and isinstance(claim.object, str)
            and claim.object in roots
            and not _is_topic(by_id[claim.object], ontology)
        ):
            places[roots[claim.object]] = None
    return tuple(owners), tuple(places)


def _is_topic(mention: Mention, ontology: Ontology) -> bool:
    """Whether a thing is a product, a technology or the like, which nothing can be in."""
    return mention.cls in ontology.classes and ontology.classes[mention.cls].open_vocabulary


def _same_thing(one: Description, other: Description, ontology: Ontology) -> bool:
    first, second = one.mentions[0], other.mentions[0]
    if one.noun != other.noun or not _same_kind(first, second, ontology):
        return False
    if one.places and other.places and not set(one.places) & set(other.places):
        return False
    if one.owners and other.owners and not set(one.owners) & set(other.owners):
        return False
    return one.words <= other.words or other.words <= one.words


def _merged(first: Description, second: Description) -> Description:
    return Description(
        first.mentions + second.mentions,
        first.words | second.words,
        first.noun,
        tuple(dict.fromkeys(first.owners + second.owners)),
        tuple(dict.fromkeys(first.places + second.places)),
    )


def _same_kind(first: Mention, second: Mention, ontology: Ontology) -> bool:
    return ontology.is_a(first.cls, second.cls) or ontology.is_a(second.cls, first.cls)
