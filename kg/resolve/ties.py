"""What tells things of one name apart: whose post a person holds, what a place lies in, which country a ministry is of."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Claim, Document, Mention
from kg.resolve.jurisdiction import Jurisdiction, is_general_name
from kg.resolve.known import KNOWN
from kg.resolve.things import class_of

# How many characters may stand between a person and the organization whose post the person holds.
POST_REACH = 40

Things = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True)
class Ties:
    """Finds the ties of a document's things: ids of other things of the document, or keys of known countries."""

    ontology: Ontology
    gazetteer: Gazetteer
    nouns: NounIndex
    entries: Mapping[str, GazetteerEntry]
    countries: Mapping[str, Jurisdiction]

    def of(self, things: Things, claims: Sequence[Claim], document: Document) -> dict[str, frozenset[str]]:
        """The ties of each thing that has any."""
        found: dict[str, set[str]] = defaultdict(set)
        owners = {mention.id: identifier for identifier, mentions in things.items() for mention in mentions}
        classes = {identifier: class_of(mentions, self.ontology)[0] for identifier, mentions in things.items()}
        for subject, target in self._claimed(claims, owners, classes):
            found[subject].add(target)
        for holder, organization in self._posts(things, classes, document):
            found[holder].add(organization)
        spoken_of = self._countries(things)
        for identifier, mentions in things.items():
            cls = classes[identifier]
            if self.ontology.unique_within(cls) and any(is_general_name(m.name, cls, self.ontology) for m in mentions):
                stated = {self.countries[m.id].country for m in mentions if m.id in self.countries} or spoken_of
                found[identifier] |= {f"{KNOWN}{country}" for country in stated if len(stated) == 1}
        return {identifier: frozenset(ties) for identifier, ties in found.items() if ties}

    def _claimed(
        self, claims: Sequence[Claim], owners: Mapping[str, str], classes: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The ends of claims with the property that tells things of the subject's class apart."""
        for claim in claims:
            subject, target = owners.get(claim.subject), owners.get(str(claim.object))
            if subject is None or target is None:
                continue
            if self.ontology.distinguished_by(classes[subject]) == claim.predicate:
                yield subject, target
            symmetric = self.ontology.properties[claim.predicate].symmetric
            if symmetric and self.ontology.distinguished_by(classes[target]) == claim.predicate:
                yield target, subject

    def _posts(self, things: Things, classes: Mapping[str, str], document: Document) -> Iterator[tuple[str, str]]:
        """The organizations that people hold posts in: "Ana Ruiz, chair of Nova", "Nova chair Ana Ruiz"."""
        titles = self.nouns.words.get("personTitle", frozenset())
        ordered = sorted(
            ((mention, identifier) for identifier, mentions in things.items() for mention in mentions),
            key=lambda each: (each[0].span, each[1]),
        )
        # Nobody else stands between the two.
        for (first, one), (second, other) in itertools.pairwise(ordered):
            between = document.text[first.span.end : second.span.start]
            if first.sentence != second.sentence or len(between) > POST_REACH:
                continue
            for holder, post in ((one, other), (other, one)):
                cls = classes[holder]
                holds = self.ontology.classes[cls].minimum_words and self.ontology.distinguished_by(cls)
                nouns = self.ontology.classes[cls].head_nouns.get("zh", ())
                given = self.ontology.short_form(classes[post]) == SHORTENED_FROM_FRONT
                if holds and given and _names_post(between, titles, nouns):
                    yield holder, post

    def _countries(self, things: Things) -> set[str]:
        """The countries that the known places of a document are or lie in."""
        found = set()
        for identifier in things:
            entry = self.entries.get(identifier.partition("\t")[0])
            if entry is not None and entry.latitude is not None:
                found.add((entry, *self.gazetteer.ancestors(entry))[-1].id)
        return found


def _names_post(text: str, titles: frozenset[str], nouns: Sequence[str]) -> bool:
    words = text.lower().replace(",", " ").replace("-", " ").split()
    return any(word in titles for word in words) or any(noun in text for noun in nouns)
