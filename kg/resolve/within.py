"""The first half of identity: each document's names put together to the things that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import NounIndex, noun_index
from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Claim, Mention
from kg.resolve.branches import with_branches
from kg.resolve.components import Components
from kg.resolve.joins import join_definitions, join_identities, join_short_forms
from kg.resolve.jurisdiction import jurisdictions
from kg.resolve.known import KNOWN, KnownNames, NameForms, known_names, mention_keys, name_forms
from kg.resolve.naming import class_votes
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import DocumentThings, LocalThing, class_of, company, fullest, longest_name
from kg.resolve.ties import Posts, Ties, posts_of
from kg.resolve.worth import is_mixed_case, is_proper, stands_alone


@dataclass(frozen=True, slots=True)
class ThingReader:
    """What tells which things a document speaks of by name: made once, for any number of documents."""

    ontology: Ontology
    gazetteer: Gazetteer
    nouns: NounIndex
    forms: NameForms
    short_forms: ShortForms
    posts: Posts
    known: KnownNames

    def things_of(self, extraction: Extraction) -> DocumentThings:
        """The named things of one document, which depend on nothing but it and the tools."""
        document = extraction.annotated.document
        mentions = with_branches(extraction.mentions, document, self.ontology, self.gazetteer, self.nouns)
        grown = tuple(m for m, before in zip(mentions, extraction.mentions, strict=True) if m is not before)
        countries = jurisdictions(mentions, document, self.ontology, self.gazetteer)
        keys, entries = mention_keys(mentions, self.ontology, self.gazetteer, countries, self.forms, self.known)
        named = [m for m in mentions if m.id in keys]
        joined = self._joined(extraction, named, keys)
        classes = {key: class_of(members, self.ontology) for key, members in joined.members.items()}
        ties = Ties(self.ontology, self.gazetteer, self.nouns, self.posts, entries, countries)
        told_apart = ties.of(
            joined.members, {key: cls for key, (cls, _) in classes.items()}, extraction.claims, document
        )
        surroundings = _Surroundings(*company(joined.members, extraction.claims), told_apart)
        overruled = _overruled(extraction.claims, {m.id: m for m in mentions}, self.ontology)
        things = tuple(
            self._thing(key, extraction, joined, classes[key], surroundings, overruled)
            for key in sorted(joined.members)
        )
        owners = {m.id: key for key, members in joined.members.items() for m in members}
        return DocumentThings(document.id, things, owners, grown)

    def _joined(self, extraction: Extraction, named: Sequence[Mention], keys: Mapping[str, str]) -> _Joined:
        clusters = Components(_knows_one)
        join_definitions(clusters, keys, extraction.annotated, self.forms.legal)
        join_identities(clusters, keys, extraction.claims, self.ontology)
        defined = {keys[m.id]: frozenset(clusters.of(keys[m.id])) for m in named}
        join_short_forms(clusters, keys, named, self.short_forms)
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in named:
            groups[clusters.find(keys[mention.id])].append(mention)
        members = {fullest(sorted({keys[m.id] for m in found})): found for found in groups.values()}
        return _Joined(members, defined, clusters)

    def _thing(
        self,
        key: str,
        extraction: Extraction,
        joined: _Joined,
        class_of_thing: tuple[str, bool],
        surroundings: _Surroundings,
        overruled: Mapping[str, Sequence[str]],
    ) -> LocalThing:
        members, document = joined.members[key], extraction.annotated.document
        names = joined.defined.get(key, frozenset({key}))
        cls, certain = class_of_thing
        likelier = [each for m in members for each in overruled.get(m.id, ())]
        return LocalThing(
            key=key,
            document=document.id,
            published=document.published or "",
            name=longest_name(members),
            cls=cls,
            certain=certain,
            written=_counted(" ".join(m.name.split()) for m in members),
            votes=dict(sorted(class_votes((m.cls, m.certain) for m in members).items())),
            sure=tuple(sorted({m.cls for m in members if m.certain})),
            overruled=_counted(likelier),
            stands_alone=any(map(stands_alone, members)),
            mixed_case=any(map(is_mixed_case, members)),
            proper=any(map(is_proper, members)),
            defined=tuple(sorted(names - {key})),
            shortened=tuple(sorted(joined.clusters.of(key) - names)),
            reasons=tuple(sorted(joined.clusters.reasons.get(joined.clusters.find(key), ()))),
            related=tuple(sorted(surroundings.related.get(key, ()))),
            near=tuple(sorted(surroundings.near.get(key, ()))),
            ties=tuple(sorted(surroundings.ties.get(key, ()))),
        )


def thing_reader(ontology: Ontology, gazetteer: Gazetteer) -> ThingReader:
    """A reader for an ontology and a gazetteer."""
    nouns = noun_index(ontology, "en")
    forms = name_forms(ontology)
    return ThingReader(
        ontology,
        gazetteer,
        nouns,
        forms,
        ShortForms(ontology, nouns, gazetteer),
        posts_of(ontology, nouns),
        known_names(ontology, gazetteer, forms),
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    """A document's named mentions by the key of their thing, and which keys it defines to be one."""

    members: Mapping[str, Sequence[Mention]]
    defined: Mapping[str, frozenset[str]]
    clusters: Components


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """For each key those of the things that a claim ties it to, that stand near, and that tell it apart."""

    related: Mapping[str, set[str]]
    near: Mapping[str, set[str]]
    ties: Mapping[str, frozenset[str]]


def _knows_one(key: str, other: str) -> bool:
    return key.startswith(KNOWN) and other.startswith(KNOWN) and key != other


def _overruled(claims: Sequence[Claim], mentions: Mapping[str, Mention], ontology: Ontology) -> dict[str, list[str]]:
    """For each guessed mention the likelier class, once for every claim that its guessed class does not allow."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        definition = ontology.properties[claim.predicate]
        for identifier, expected in ((claim.subject, definition.domain), (claim.object, definition.range)):
            mention = mentions.get(identifier) if isinstance(identifier, str) else None
            if mention is None or mention.certain or mention.cls not in ontology.classes:
                continue
            otherwise = ontology.classes[mention.cls].otherwise
            if otherwise and not ontology.accepts(expected, mention.cls):
                found[mention.id].append(otherwise)
    return found


def _counted(words: Iterable[str]) -> dict[str, int]:
    """How often each word is there, in the order of words."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))
