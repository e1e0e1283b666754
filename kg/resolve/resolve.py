"""The stage's one function: extractions to entities, and claims that speak of them by IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.annotate.nouns import noun_index
from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Entity, Mention, MentionKind, Polarity, RejectedClaim, Value
from kg.resolve.cluster import (
    Clusters,
    Description,
    describe,
    join_definitions,
    join_identities,
    join_short_forms,
    mention_keys,
    name_suffixes,
)
from kg.resolve.keys import slug
from kg.resolve.naming import describe_sum, describe_thing, digest, entity_iris, language_of, names_of, vote
from kg.resolve.occurrences import merge_occurrences
from kg.resolve.totals import total_claims


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities in IRI order, the claims about them, and the claims that resolution refused."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedClaim, ...]


def resolve(
    extractions: Sequence[Extraction], ontology: Ontology, gazetteer: Gazetteer, *, base: str = ENTITY_BASE
) -> Resolution:
    """Which mentions are one thing, across all documents; every claim's mention ids become entity IRIs."""
    resolver = _Resolver(sorted(extractions, key=lambda e: e.annotated.document.id), ontology, gazetteer, base)
    return resolver.resolution()


class _Resolver:
    """The clusters of a build, filled step by step."""

    def __init__(self, extractions: Sequence[Extraction], ontology: Ontology, gazetteer: Gazetteer, base: str) -> None:
        self.extractions = extractions
        self.ontology = ontology
        self.base = base
        self.mentions: dict[str, Mention] = {m.id: m for e in extractions for m in e.mentions}
        self.claims: list[Claim] = [c for e in extractions for c in e.claims]
        self.clusters = Clusters()
        self.suffixes = name_suffixes(ontology)
        self.nouns = noun_index(ontology, "en")
        self.keys, self.known = mention_keys(self.mentions.values(), ontology, gazetteer)
        self.classes: dict[str, str] = {}
        self.names: dict[str, tuple[tuple[str, str], tuple[tuple[str, str], ...]]] = {}
        self.members: dict[str, list[Mention]] = defaultdict(list)

    def resolution(self) -> Resolution:
        for extraction in self.extractions:
            join_definitions(self.clusters, self.keys, extraction.annotated, self.suffixes)
            join_identities(self.clusters, self.keys, extraction.claims, self.ontology)
            join_short_forms(self.clusters, self.keys, extraction.mentions, self.ontology, self.nouns)
        roots = {identifier: self.clusters.find(key) for identifier, key in self.keys.items()}
        self._name_named(roots)
        for extraction in self.extractions:
            self._add_descriptions(extraction, roots)
        same, rejected = self._merge_occurrences(roots)
        refused = {id(each.claim) for each in rejected}
        claims = [c for c in self.claims if id(c) not in refused]
        claims, outranked = self._one_status(claims, same)
        rejected += outranked
        claims += total_claims(claims, same, self._sentences(claims, same), self.ontology)
        roots |= same
        self._name_occurrences(same, claims, roots)
        used = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
        kept = self._kept({roots[identifier] for identifier in used if identifier in roots})
        iris = entity_iris(
            self.base, {root: (self.ontology.segment(self.classes[root]), self._stem(root)) for root in kept}
        )
        iris |= {root: entry.iri for root in kept if (entry := self._entry(root)) and entry.iri}
        return Resolution(self._entities(iris), tuple(self._rewritten(claims, roots, iris)), tuple(rejected))

    def _overruled(self) -> dict[str, list[str]]:
        """For each guessed mention the likelier class, once for every claim that its guessed class does not allow."""
        found: dict[str, list[str]] = defaultdict(list)
        for claim in self.claims:
            definition = self.ontology.properties[claim.predicate]
            for identifier, expected in ((claim.subject, definition.domain), (claim.object, definition.range)):
                mention = self.mentions.get(identifier) if isinstance(identifier, str) else None
                if mention is None or mention.certain or mention.cls not in self.ontology.classes:
                    continue
                otherwise = self.ontology.classes[mention.cls].otherwise
                acts = definition.is_object and self.ontology.classes[mention.cls].minimum_words > 0
                if otherwise and (acts or not self.ontology.accepts(expected, mention.cls)):
                    found[mention.id].append(otherwise)
        return found

    def _name_named(self, roots: Mapping[str, str]) -> None:
        overruled = self._overruled()
        for identifier, root in roots.items():
            self.members[root].append(self.mentions[identifier])
        for root, members in self.members.items():
            entry = self._entry(root)
            votes = [(m.cls, m.certain) for m in members] + ([(entry.cls, True)] if entry else [])
            if not any(m.certain for m in members):
                votes += [(cls, True) for m in members for cls in overruled.get(m.id, ())]
            self.classes[root] = entry.cls if entry and entry.iri else vote(votes, self.ontology)
            self.names[root] = names_of(members, entry)

    def _entry(self, root: str) -> GazetteerEntry | None:
        found = [entry for key, entry in self.known.items() if self.clusters.find(key) == root]
        return max(found, key=lambda entry: (entry.weight, entry.id)) if found else None

    def _add_descriptions(self, extraction: Extraction, roots: dict[str, str]) -> None:
        document = extraction.annotated.document.id
        for claim in extraction.claims:
            if self.ontology.properties[claim.predicate].identifies and isinstance(claim.object, str):
                self._identify(claim.subject, claim.object, roots)
        for each in describe(extraction.mentions, extraction.claims, roots, self.mentions, self.ontology):
            label = self._described(each)
            tied = each.owners or each.places
            root = f"described {slug(label)}" if tied else f"described {slug(label)} {document}"
            self.members[root] += each.mentions
            self.classes[root] = vote([(m.cls, m.certain) for m in self.members[root]], self.ontology)
            said = {(m.name, m.language) for m in self.members[root]}
            named = (label, language_of(label))
            self.names[root] = (named, tuple(sorted(said - {named})))
            roots |= {m.id: root for m in each.mentions}

    def _identify(self, one: str, other: str, roots: dict[str, str]) -> None:
        """Where a text gives an unnamed thing a name, the two mentions are of one thing."""
        unnamed, named = (one, other) if other in roots else (other, one)
        mention = self.mentions[unnamed]
        if named in roots and unnamed not in roots and mention.kind is not MentionKind.EVENT:
            root = roots[named]
            roots[unnamed] = root
            self.members[root].append(mention)
            self.classes[root] = vote([(m.cls, m.certain) for m in self.members[root]], self.ontology)

    def _described(self, description: Description) -> str:
        fullest = min((m.name for m in description.mentions), key=lambda name: (-len(name.split()), name))
        words = [
            w for w in fullest.split() if w.lower() not in ("a", "an", "the", "its", "their", "new", "this", "that")
        ]
        owner = self.names[description.owners[0]][0][0] if description.owners else ""
        place = self.names[description.places[0]][0][0] if description.places else ""
        return describe_thing(" ".join(words), owner, place)

    def _merge_occurrences(self, roots: Mapping[str, str]) -> tuple[dict[str, str], list[RejectedClaim]]:
        same: dict[str, str] = {}
        rejected: list[RejectedClaim] = []
        for extraction in self.extractions:
            found, refused = merge_occurrences(self.mentions, extraction.claims, roots, self.ontology)
            same |= found
            rejected += refused
        return same, rejected

    def _one_status(self, claims: Sequence[Claim], same: Mapping[str, str]) -> tuple[list[Claim], list[RejectedClaim]]:
        """Of several statuses of one occurrence the highest in rank is kept."""
        statuses = self.ontology.statuses
        best: dict[str, str] = {}
        for claim in claims:
            if claim.subject in same and claim.object in statuses and claim.polarity is Polarity.AFFIRMED:
                root, status = same[claim.subject], str(claim.object)
                kept = best.setdefault(root, status)
                best[root] = max(kept, status, key=lambda iri: (statuses[iri].rank, iri))
        kept_claims, outranked = [], []
        for claim in claims:
            winner = best.get(same.get(claim.subject, ""), "")
            if winner and claim.object in statuses and claim.object != winner and claim.polarity is Polarity.AFFIRMED:
                reason = f"another passage says that it is {self.ontology.label(winner)}, which is further along"
                outranked.append(RejectedClaim(claim, reason))
            else:
                kept_claims.append(claim)
        return kept_claims, outranked

    def _sentences(self, claims: Sequence[Claim], same: Mapping[str, str]) -> dict[str, str]:
        """The text of the sentence of each occurrence that a claim speaks of."""
        texts = {e.annotated.document.id: e.annotated.document for e in self.extractions}
        return {c.subject: texts[c.evidence.document].quote(c.evidence.sentence) for c in claims if c.subject in same}

    def _name_occurrences(self, same: Mapping[str, str], claims: Sequence[Claim], roots: Mapping[str, str]) -> None:
        by_root: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.subject in same:
                by_root[same[claim.subject]].append(claim)
        for identifier, root in same.items():
            self.members[root].append(self.mentions[identifier])
        for root, about in by_root.items():
            self.classes[root] = self.mentions[root].cls
            values = {c.predicate: c.object for c in reversed(about) if isinstance(c.object, Value)}
            things = self._things_of(about, roots)
            total = describe_sum(values, self.ontology)
            dates = [v.lexical for p, v in values.items() if self.ontology.properties[p].value_kind == "date"]
            parts = [" – ".join(dict.fromkeys(things)), total, *dates]
            self.names[root] = ((", ".join(part for part in parts if part), "en"), ())

    def _things_of(self, about: Sequence[Claim], roots: Mapping[str, str]) -> list[str]:
        """The names of what fills an occurrence's roles, broad roles before those under them, adjuncts left out."""
        properties = self.ontology.properties
        inner = [
            c
            for c in about
            if isinstance(c.object, str) and c.object in roots and not properties[c.predicate].value_kind
        ]
        inner.sort(key=lambda c: (bool(properties[c.predicate].parents), not properties[c.predicate].agentive))
        return [self.names[roots[str(claim.object)]][0][0] for claim in inner]

    def _kept(self, used: set[str]) -> list[str]:
        """Named things stay; those of an open vocabulary, and unnamed ones, only where a claim speaks of them."""
        return sorted(
            root
            for root, cls in self.classes.items()
            if root in used or (root.startswith(("known ", "name ")) and not self.ontology.classes[cls].open_vocabulary)
        )

    def _stem(self, root: str) -> str:
        label = self.names[root][0][0]
        mention = self.mentions.get(root)
        if mention is None:
            return label
        first = label.split(" – ")[0].split(", ")[0]
        return f"{first} {digest(mention.document, root)}"

    def _entities(self, iris: Mapping[str, str]) -> tuple[Entity, ...]:
        made = []
        for root, iri in iris.items():
            label, others = self.names[root]
            unique = {m.id: m for m in self.members[root]}
            mentions = tuple(sorted(unique.values(), key=lambda m: (m.document, m.span)))
            reasons = tuple(sorted(self.clusters.reasons.get(root, ())))
            made.append(Entity(iri, self.classes[root], label, others, mentions, reasons))
        return tuple(sorted(made, key=lambda entity: entity.iri))

    def _rewritten(self, claims: Sequence[Claim], roots: Mapping[str, str], iris: Mapping[str, str]) -> list[Claim]:
        made = []
        for claim in claims:
            subject = iris[roots[claim.subject]]
            target = claim.object
            if isinstance(target, str) and target in self.mentions:
                target = iris[roots[target]]
            if subject != target:
                made.append(replace(claim, subject=subject, object=target))
        return sorted(made, key=lambda c: (c.evidence, c.subject, c.predicate, str(c.object), c.extractor))
