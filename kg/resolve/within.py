"""The first half of identity: each document's names put together to the things that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex, noun_index
from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Claim, Document, Mention
from kg.resolve.branches import with_branches
from kg.resolve.cluster import join_definitions, join_identities, join_short_forms
from kg.resolve.components import Components
from kg.resolve.jurisdiction import Jurisdiction, is_general_name, jurisdictions
from kg.resolve.known import KNOWN, legal_forms, mention_keys
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import LocalThing, class_of, company, fullest, local_id

# How many characters may stand between a person and the organization whose post the person holds.
POST_REACH = 40


@dataclass(frozen=True)
class DocumentThings:
    """The things of all documents, and what the gazetteer knows of their keys."""

    things: tuple[LocalThing, ...]
    entries: Mapping[str, GazetteerEntry]
    mentions: Mapping[str, Mention]


def document_things(extractions: Sequence[Extraction], ontology: Ontology, gazetteer: Gazetteer) -> DocumentThings:
    """What each document speaks of by name, each document for itself."""
    documents = {e.annotated.document.id: e.annotated.document for e in extractions}
    every = {m.id: m for e in extractions for m in e.mentions}
    mentions = with_branches(every, documents, ontology, gazetteer)
    countries: dict[str, Jurisdiction] = {}
    for extraction in extractions:
        inside = [mentions[m.id] for m in extraction.mentions]
        countries |= jurisdictions(inside, extraction.annotated.document, ontology, gazetteer)
    keys, entries = mention_keys(mentions.values(), ontology, gazetteer, countries)
    nouns = noun_index(ontology, "en")
    reader = _Reader(ontology, gazetteer, nouns, legal_forms(ontology), keys, entries, mentions, countries)
    things = tuple(thing for extraction in extractions for thing in reader.things(extraction))
    return DocumentThings(things, entries, mentions)


def _knows_one(key: str, other: str) -> bool:
    return key.startswith(KNOWN) and other.startswith(KNOWN) and key != other


@dataclass(frozen=True)
class _Reader:
    ontology: Ontology
    gazetteer: Gazetteer
    nouns: NounIndex
    forms: frozenset[str]
    keys: Mapping[str, str]
    entries: Mapping[str, GazetteerEntry]
    mentions: Mapping[str, Mention]
    countries: Mapping[str, Jurisdiction]

    def things(self, extraction: Extraction) -> Iterator[LocalThing]:
        document = extraction.annotated.document
        named = [self.mentions[m.id] for m in extraction.mentions if m.id in self.keys]
        clusters = Components(_knows_one)
        join_definitions(clusters, self.keys, extraction.annotated, self.forms)
        join_identities(clusters, self.keys, extraction.claims, self.ontology)
        defined = {self.keys[m.id]: frozenset(clusters.of(self.keys[m.id])) for m in named}
        join_short_forms(clusters, self.keys, named, ShortForms(self.ontology, self.nouns, self.gazetteer))
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in named:
            groups[clusters.find(self.keys[mention.id])].append(mention)
        ids = {root: local_id(document.id, self._fullest(members)) for root, members in groups.items()}
        by_id = {ids[root]: members for root, members in groups.items()}
        related, near = company(by_id, extraction.claims)
        for root, members in sorted(groups.items()):
            identifier = ids[root]
            key = self._fullest(members)
            names = defined.get(key, frozenset({key}))
            cls, certain = class_of(members, self.ontology)
            yield LocalThing(
                id=identifier,
                key=key,
                document=document,
                cls=cls,
                certain=certain,
                mentions=tuple(sorted(members, key=lambda m: m.span)),
                defined=names - {key},
                shortened=frozenset(clusters.of(root)) - names,
                reasons=tuple(sorted(clusters.reasons.get(root, ()))),
                related=frozenset(related.get(identifier, ())),
                near=frozenset(near.get(identifier, ())),
                ties=frozenset(self._ties(cls, members, by_id, extraction.claims, document)),
            )

    def _fullest(self, members: Sequence[Mention]) -> str:
        return fullest(sorted({self.keys[m.id] for m in members}))

    def _ties(
        self,
        cls: str,
        members: Sequence[Mention],
        things: Mapping[str, Sequence[Mention]],
        claims: Sequence[Claim],
        document: Document,
    ) -> set[str]:
        """What tells the thing from others of its name: ids of things of the document, or keys of known countries."""
        own = {m.id for m in members}
        predicate = self.ontology.distinguished_by(cls)
        ties: set[str] = set()
        if predicate:
            by_mention = {m.id: identifier for identifier, found in things.items() for m in found}
            ends = [(c.subject, c.object) for c in claims if c.predicate == predicate and isinstance(c.object, str)]
            if self.ontology.properties[predicate].symmetric:
                ends += [(target, subject) for subject, target in ends]
            ties |= {by_mention[target] for subject, target in ends if subject in own and target in by_mention}
            ties |= set(self._posts(cls, members, things, document))
        if self.ontology.unique_within(cls) and any(is_general_name(m.name, cls, self.ontology) for m in members):
            stated = {self.countries[m.id].country for m in members if m.id in self.countries}
            spoken_of = stated or self._countries(things)
            ties |= {f"{KNOWN}{country}" for country in spoken_of if len(spoken_of) == 1}
        return ties

    def _posts(
        self, cls: str, members: Sequence[Mention], things: Mapping[str, Sequence[Mention]], document: Document
    ) -> Iterator[str]:
        """The organizations that people hold posts in: "Ana Ruiz, chair of Nova", "Nova chair Ana Ruiz"."""
        nouns = self.ontology.classes[cls].head_nouns.get("zh", ())
        titles = self.nouns.words.get("personTitle", frozenset())
        if not self.ontology.classes[cls].minimum_words:
            return
        for identifier, others in things.items():
            for person in members:
                for other in others:
                    first, last = sorted((person.span, other.span))
                    between = document.text[first.end : last.start]
                    held = self.ontology.short_form(other.cls) == SHORTENED_FROM_FRONT
                    near = other.sentence == person.sentence and first.end <= last.start
                    if near and held and len(between) <= POST_REACH and _names_post(between, titles, nouns):
                        yield identifier

    def _countries(self, things: Mapping[str, Sequence[Mention]]) -> set[str]:
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
