"""The first half of identity: each document's names put together to the things that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import NounIndex, noun_index
from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Mention
from kg.resolve.branches import with_branches
from kg.resolve.cluster import join_definitions, join_identities, join_short_forms
from kg.resolve.components import Components
from kg.resolve.jurisdiction import Jurisdiction, jurisdictions
from kg.resolve.known import KNOWN, legal_forms, mention_keys
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import LocalThing, class_of, company, fullest, local_id, longest_name
from kg.resolve.ties import Ties


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
    nouns = noun_index(ontology, "en")
    mentions = with_branches(every, documents, ontology, gazetteer, nouns)
    countries: dict[str, Jurisdiction] = {}
    for extraction in extractions:
        inside = [mentions[m.id] for m in extraction.mentions]
        countries |= jurisdictions(inside, extraction.annotated.document, ontology, gazetteer)
    keys, entries = mention_keys(mentions.values(), ontology, gazetteer, countries)
    ties = Ties(ontology, gazetteer, nouns, entries, countries)
    reader = _Reader(ontology, gazetteer, nouns, legal_forms(ontology), keys, mentions, ties)
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
    mentions: Mapping[str, Mention]
    ties: Ties

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
        ties = self.ties.of(by_id, extraction.claims, document)
        for root, members in sorted(groups.items()):
            identifier = ids[root]
            key = self._fullest(members)
            names = defined.get(key, frozenset({key}))
            cls, certain = class_of(members, self.ontology)
            yield LocalThing(
                id=identifier,
                key=key,
                name=longest_name(members),
                document=document,
                cls=cls,
                certain=certain,
                mentions=tuple(sorted(members, key=lambda m: m.span)),
                defined=names - {key},
                shortened=frozenset(clusters.of(root)) - names,
                reasons=tuple(sorted(clusters.reasons.get(root, ()))),
                related=frozenset(related.get(identifier, ())),
                near=frozenset(near.get(identifier, ())),
                ties=ties.get(identifier, frozenset()),
            )

    def _fullest(self, members: Sequence[Mention]) -> str:
        return fullest(sorted({self.keys[m.id] for m in members}))
