"""Unnamed things: descriptions of one text put together by their words, their owners and their places.

Those of several texts are one where words, owner and place are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.records import Claim, Document, Mention, MentionKind
from kg.resolve.iris import Stem, segment_of
from kg.resolve.keys import fold, slug
from kg.resolve.naming import added, class_votes, describe_thing, elected, language_of
from kg.resolve.nodes import Node

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


NOT_TELLING = ("a", "an", "the", "its", "their", "new", "this", "that")


@dataclass(frozen=True, slots=True)
class Description:
    """An unnamed thing of a document: its mentions and what is said of them that can tell it from others."""

    mentions: tuple[Mention, ...]
    words: frozenset[str]
    noun: str
    owners: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnnamedThing:
    """What one document says of an unnamed thing; those with one `root` are one, `place` is its place in the document."""

    root: str
    document: str
    place: int
    label: str
    stem: Stem
    votes: Mapping[str, int]
    mentions: tuple[Mention, ...]


def unnamed_things(
    document: Document,
    mentions: Mapping[str, Mention],
    claims: Sequence[Claim],
    roots: Mapping[str, str],
    nodes: Mapping[str, Node],
    ontology: Ontology,
) -> list[UnnamedThing]:
    """The unnamed things of a document, named after the owners and places that `roots` and `nodes` tell of."""
    found = []
    for place, each in enumerate(describe(mentions, claims, roots, ontology)):
        words = _telling_words(each)
        owner, inside = (nodes[tied[0]] if tied else None for tied in (each.owners, each.places))
        label = describe_thing(words, owner.label[0] if owner else "", inside.label[0] if inside else "")
        text = describe_thing(words, owner.stem.text if owner else "", inside.stem.text if inside else "")
        root = f"described {slug(text)}" if owner or inside else f"described {slug(text)} {document.id}"
        stem = Stem(("unnamed", document.published or "9999", document.id), text, document.id)
        votes = class_votes((m.cls, m.certain) for m in each.mentions)
        found.append(UnnamedThing(root, document.id, place, label, stem, votes, each.mentions))
    return found


def unnamed_node(things: Sequence[UnnamedThing], ontology: Ontology) -> Node:
    """The node of unnamed things that are one: the last of them gives its label, the first its IRI."""
    last = max(things, key=lambda each: (each.document, each.place))
    cls = elected(added(each.votes for each in things), ontology)
    label = (last.label, language_of(last.label))
    said = {(m.name, m.language) for each in things for m in each.mentions}
    alternatives = tuple(sorted(said - {label}))
    return Node(last.root, cls, segment_of(cls, None, ontology), label, alternatives, min(each.stem for each in things))


def given_names(
    mentions: Mapping[str, Mention], claims: Sequence[Claim], roots: Mapping[str, str], ontology: Ontology
) -> dict[str, str]:
    """The roots of unnamed mentions that a text gives a name: the two are of one thing."""
    found: dict[str, str] = {}
    for claim in claims:
        if not ontology.properties[claim.predicate].identifies or not isinstance(claim.object, str):
            continue
        one, other = (found.get(end) or roots.get(end, "") for end in (claim.subject, claim.object))
        unnamed = claim.object if one else claim.subject
        if bool(one) != bool(other) and mentions[unnamed].kind is not MentionKind.EVENT:
            found[unnamed] = one or other
    return found


def describe(
    mentions: Mapping[str, Mention], claims: Sequence[Claim], roots: Mapping[str, str], ontology: Ontology
) -> list[Description]:
    """The unnamed things that claims speak of, those with the same noun and no contradiction put together."""
    about: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        about[claim.subject].append(number)
        if isinstance(claim.object, str):
            about[claim.object].append(number)
    unnamed = [m for m in mentions.values() if m.kind in (MentionKind.DESCRIPTION, MentionKind.REFERENCE)]
    found: list[Description] = []
    for mention in sorted(unnamed, key=lambda m: (m.span.start, m.span.end)):
        if mention.id in roots or mention.id not in about:
            continue
        words = [w for w in fold(mention.name).split() if w not in EMPTY_WORDS]
        events = [
            claims[number].subject
            for number in about[mention.id]
            if claims[number].object == mention.id and mentions[claims[number].subject].kind is MentionKind.EVENT
        ]
        nearby = sorted({number for each in (mention.id, *events) for number in about[each]})
        owners, places = _ties(mention.id, events, [claims[number] for number in nearby], roots, mentions, ontology)
        one = Description((mention,), frozenset(words[:-1]), words[-1] if words else "", owners, places)
        for position, other in enumerate(found):
            if _same_thing(one, other, ontology):
                found[position] = _merged(other, one)
                break
        else:
            found.append(one)
    return found


def _ties(
    identifier: str,
    events: Sequence[str],
    claims: Sequence[Claim],
    roots: Mapping[str, str],
    mentions: Mapping[str, Mention],
    ontology: Ontology,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roots of what owns or makes the thing, and of the places it is in, from the claims about it."""
    owners: dict[str, None] = {}
    places: dict[str, None] = {}
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
            and not _is_topic(mentions[claim.object], ontology)
        ):
            places[roots[claim.object]] = None
    return tuple(owners), tuple(places)


def _telling_words(description: Description) -> str:
    """The fullest of its mentions without article and the like."""
    fullest = min((m.name for m in description.mentions), key=lambda name: (-len(name.split()), name))
    return " ".join(w for w in fullest.split() if w.lower() not in NOT_TELLING)


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
