"""What tells things of one name apart: whose post a person holds, what a place lies in, which country a ministry is of."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex
from kg.annotate.slots import PLACE_PREPOSITIONS
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Claim, Document, Mention
from kg.resolve.jurisdiction import Jurisdiction, is_general_name
from kg.resolve.known import KNOWN

# How many characters may stand between a person and the organization whose post the person holds.
POST_REACH = 40

Things = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True, slots=True)
class Posts:
    """The classes of who holds posts and of who gives them, and the words for posts."""

    holders: frozenset[str]
    givers: frozenset[str]
    titles: frozenset[str]


def posts_of(ontology: Ontology, nouns: NounIndex) -> Posts:
    """What the lexicon says of posts: people hold them in what is shortened from the front, as companies are."""
    classes = ontology.classes
    holders = frozenset(cls for cls in classes if classes[cls].minimum_words and ontology.distinguished_by(cls))
    givers = frozenset(cls for cls in classes if ontology.short_form(cls) == SHORTENED_FROM_FRONT)
    return Posts(holders, givers, nouns.words.get("personTitle", frozenset()))


@dataclass(frozen=True, slots=True)
class Ties:
    """Finds the ties of a document's things, by their keys: those of other things of the document, or of known countries."""

    ontology: Ontology
    gazetteer: Gazetteer
    nouns: NounIndex
    posts: Posts
    entries: Mapping[str, GazetteerEntry]
    countries: Mapping[str, Jurisdiction]

    def of(
        self, things: Things, classes: Mapping[str, str], claims: Sequence[Claim], document: Document
    ) -> dict[str, frozenset[str]]:
        """The ties of each thing that has any; `classes` gives those of all."""
        found: dict[str, set[str]] = defaultdict(set)
        owners = {mention.id: key for key, mentions in things.items() for mention in mentions}
        for subject, target in self._claimed(claims, owners, classes):
            found[subject].add(target)
        for first, second, one, other in _side_by_side(things):
            between = document.text[first.span.end : second.span.start]
            for holder, post in ((one, other), (other, one)):
                if self._holds_post(between, classes[holder], classes[post]):
                    found[holder].add(post)
            if between == ", " and self._is_inside(first, one, other, classes, document):
                found[one].add(other)
        spoken_of = self._countries(things)
        unique = {cls for cls in set(classes.values()) if self.ontology.unique_within(cls)}
        for key, mentions in things.items():
            cls = classes[key]
            if cls in unique and any(is_general_name(m.name, cls, self.ontology) for m in mentions):
                stated = {self.countries[m.id].country for m in mentions if m.id in self.countries} or spoken_of
                found[key] |= {f"{KNOWN}{country}" for country in stated if len(stated) == 1}
        return {key: frozenset(ties) for key, ties in found.items() if ties}

    def _claimed(
        self, claims: Sequence[Claim], owners: Mapping[str, str], classes: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The ends of claims with the property that tells things of the subject's class apart."""
        for claim in claims:
            subject, target = (
                owners.get(claim.subject),
                owners.get(claim.object) if isinstance(claim.object, str) else None,
            )
            if subject is None or target is None:
                continue
            if self.ontology.distinguished_by(classes[subject]) == claim.predicate:
                yield subject, target
            symmetric = self.ontology.properties[claim.predicate].symmetric
            if symmetric and self.ontology.distinguished_by(classes[target]) == claim.predicate:
                yield target, subject

    def _holds_post(self, between: str, holder: str, post: str) -> bool:
        """Whether a person of a class holds a post in an organization: "Ana Ruiz, chair of Nova", "Nova chair Ana Ruiz"."""
        if holder not in self.posts.holders or post not in self.posts.givers or len(between) > POST_REACH:
            return False
        words = between.lower().replace(",", " ").replace("-", " ").split()
        nouns = self.ontology.classes[holder].head_nouns.get("zh", ())
        return any(word in self.posts.titles for word in words) or any(noun in between for noun in nouns)

    def _is_inside(
        self, mention: Mention, inner: str, outer: str, classes: Mapping[str, str], document: Document
    ) -> bool:
        """Whether an unknown place is named with the known one that it lies in: "in Solvik, Bavaria"."""
        entry = self.entries.get(outer)
        if entry is None or entry.cls not in self.nouns.places or inner.startswith(KNOWN):
            return False
        before = document.text[: mention.span.start].split()[-1:]
        return classes[inner] in self.nouns.places or (
            not mention.certain and bool(PLACE_PREPOSITIONS.intersection(before))
        )

    def _countries(self, things: Things) -> set[str]:
        """The countries that the known places of a document are or lie in."""
        found = set()
        for key in things:
            entry = self.entries.get(key)
            if entry is not None and entry.cls in self.nouns.places:
                found.add((entry, *self.gazetteer.ancestors(entry))[-1].id)
        return found


def _side_by_side(things: Things) -> Iterator[tuple[Mention, Mention, str, str]]:
    """Mentions of two things with no other between them, in one sentence, with the keys of both."""
    ordered = sorted(
        ((mention, key) for key, mentions in things.items() for mention in mentions),
        key=lambda each: (each[0].span.start, each[0].span.end, each[1]),
    )
    for (first, one), (second, other) in itertools.pairwise(ordered):
        if first.sentence == second.sentence and one != other:
            yield first, second, one, other
