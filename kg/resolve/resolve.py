"""The stage's one function: extractions to entities, and claims that speak of them by IRI."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.extract import Extraction
from kg.gazetteer import Gazetteer
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Document, Entity, Evidence, Mention, MentionKind, RejectedClaim
from kg.resolve.descriptions import Description, describe
from kg.resolve.identity import Matcher, identify
from kg.resolve.iris import Stem, entity_iris, is_named, segment_of, stem_of_name
from kg.resolve.keys import slug
from kg.resolve.naming import describe_occurrence, describe_thing, digest, language_of, names_from, vote
from kg.resolve.occurrences import merge_occurrences
from kg.resolve.reports import merge_reports
from kg.resolve.roots import class_of_root, known_entry
from kg.resolve.status import one_status
from kg.resolve.totals import total_claims
from kg.resolve.within import thing_reader
from kg.resolve.worth import is_worth_a_node

NOT_TELLING = ("a", "an", "the", "its", "their", "new", "this", "that")


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
    resolver = _Resolver(sorted(extractions, key=lambda e: e.annotated.document.id), ontology, gazetteer, base)
    return resolver.resolution()


def claim_order(claim: Claim) -> tuple[Evidence, str, str, str, str]:
    """The key by which the claims of a resolution are sorted."""
    return (claim.evidence, claim.subject, claim.predicate, str(claim.object), claim.extractor)


class _Resolver:
    """The entities of a build, filled step by step."""

    def __init__(self, extractions: Sequence[Extraction], ontology: Ontology, gazetteer: Gazetteer, base: str) -> None:
        self.extractions = extractions
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.base = base
        self.documents: dict[str, Document] = {e.annotated.document.id: e.annotated.document for e in extractions}
        reader = thing_reader(ontology, gazetteer)
        self.found = [reader.things_of(extraction) for extraction in extractions]
        grown = {mention.id: mention for found in self.found for mention in found.branches}
        self.mentions: Mapping[str, Mention] = {m.id: grown.get(m.id, m) for e in extractions for m in e.mentions}
        self.claims: list[Claim] = [c for e in extractions for c in e.claims]
        things = [thing for found in self.found for thing in found.things]
        self.identities = identify(things, Matcher(ontology, gazetteer, reader.short_forms))
        self.things = {each.root: each.things for each in self.identities.all}
        self.entries = {
            each.root: entry for each in self.identities.all if (entry := known_entry(each.things, gazetteer))
        }
        self.reasons: dict[str, set[str]] = {each.root: set(each.reasons) for each in self.identities.all}
        self.classes: dict[str, str] = {}
        self.names: dict[str, tuple[tuple[str, str], tuple[tuple[str, str], ...]]] = {}
        self.stems: dict[str, Stem] = {}
        self.members: dict[str, list[Mention]] = defaultdict(list)

    def resolution(self) -> Resolution:
        of_thing = {(thing.document, thing.key): root for root, things in self.things.items() for thing in things}
        roots = {mention: of_thing[found.document, key] for found in self.found for mention, key in found.keys.items()}
        self._name_named(roots)
        for extraction in self.extractions:
            self._add_descriptions(extraction, roots)
        same, rejected = self._merge_occurrences(roots)
        refused = {id(each.claim) for each in rejected}
        claims = [c for c in self.claims if id(c) not in refused]
        claims, outranked = one_status(claims, same, self.ontology)
        rejected += outranked
        claims += total_claims(claims, same, self._sentences(claims, same), self.ontology)
        roots |= same
        self._name_occurrences(same, claims, roots)
        used = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
        kept = self._kept({roots[identifier] for identifier in used if identifier in roots})
        entries = self.entries
        iris = entity_iris(
            self.base,
            {root: self.stems[root] for root in kept},
            {root: segment_of(self.classes[root], entries.get(root), self.ontology) for root in kept},
        )
        iris |= {root: entry.iri for root in kept if (entry := entries.get(root)) and entry.iri}
        rewritten = self._rewritten(claims, roots, iris)
        return Resolution(
            entities=self._entities(iris),
            claims=tuple(claim for claim, _ in rewritten),
            rejected=tuple(rejected),
            proposed=tuple(proposed for _, proposed in rewritten),
        )

    def _name_named(self, roots: Mapping[str, str]) -> None:
        for identifier, root in roots.items():
            self.members[root].append(self.mentions[identifier])
        for root, things in self.things.items():
            entry = self.entries.get(root)
            self.classes[root] = class_of_root(things, entry, self.ontology)
            said: Counter[str] = Counter()
            for thing in things:
                said.update(thing.written)
            self.names[root] = names_from(said, entry)
            self.stems[root] = stem_of_name(min(things, key=lambda thing: thing.order), entry, self.gazetteer)

    def _add_descriptions(self, extraction: Extraction, roots: dict[str, str]) -> None:
        document = extraction.annotated.document
        for claim in extraction.claims:
            if self.ontology.properties[claim.predicate].identifies and isinstance(claim.object, str):
                self._identify(claim.subject, claim.object, roots)
        for each in describe(extraction.mentions, extraction.claims, roots, self.mentions, self.ontology):
            words = _telling_words(each)
            label, text = (describe_thing(words, *names) for names in (self._labels(each), self._stem_texts(each)))
            tied = each.owners or each.places
            root = f"described {slug(text)}" if tied else f"described {slug(text)} {document.id}"
            stem = Stem(("unnamed", document.published or "9999", document.id), text, document.id)
            self.stems[root] = min(stem, self.stems.get(root, stem))
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

    def _labels(self, description: Description) -> tuple[str, str]:
        owner, place = (
            self.names[found[0]][0][0] if found else "" for found in (description.owners, description.places)
        )
        return owner, place

    def _stem_texts(self, description: Description) -> tuple[str, str]:
        owner, place = (
            self.stems[found[0]].text if found else "" for found in (description.owners, description.places)
        )
        return owner, place

    def _merge_occurrences(self, roots: Mapping[str, str]) -> tuple[dict[str, str], list[RejectedClaim]]:
        same: dict[str, str] = {}
        rejected: list[RejectedClaim] = []
        for extraction in self.extractions:
            found, refused = merge_occurrences(self.mentions, extraction.claims, roots, self.ontology)
            same |= found
            rejected += refused
        merged, reasons = merge_reports(self.mentions, self.claims, same, roots, self.documents, self.ontology)
        for root, why in reasons.items():
            self.reasons.setdefault(root, set()).update(why)
        return merged, rejected

    def _sentences(self, claims: Sequence[Claim], same: Mapping[str, str]) -> dict[str, str]:
        """The text of the sentence of each occurrence that a claim speaks of."""
        return {
            c.subject: self.documents[c.evidence.document].quote(c.evidence.sentence)
            for c in claims
            if c.subject in same
        }

    def _name_occurrences(self, same: Mapping[str, str], claims: Sequence[Claim], roots: Mapping[str, str]) -> None:
        by_root: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.subject in same:
                by_root[same[claim.subject]].append(claim)
        for identifier, root in same.items():
            self.members[root].append(self.mentions[identifier])
        for root, about in by_root.items():
            self.classes[root] = self.mentions[root].cls
            fillers = {c.object for c in about if isinstance(c.object, str) and c.object in roots}
            names = {identifier: self.names[roots[identifier]][0][0] for identifier in fillers}
            label = describe_occurrence(about, names, self.ontology)
            self.names[root] = ((label, "en"), ())
            own = [claim for claim in about if claim.evidence.document == self.mentions[root].document]
            self.stems[root] = self._occurrence_stem(root, own, roots, label)

    def _occurrence_stem(self, root: str, own: Sequence[Claim], roots: Mapping[str, str], label: str) -> Stem:
        """The first thing in its roles, as its first report has them, and a digest of that report's place."""
        things = self._things_of(own, roots)
        text = self.stems[things[0]].text if things else label.split(", ", maxsplit=1)[0]
        mention = self.mentions[root]
        order = ("occurrence", self.documents[mention.document].published or "9999", mention.document)
        return Stem(order, f"{text} {digest(mention.document, root)}", root)

    def _things_of(self, about: Sequence[Claim], roots: Mapping[str, str]) -> list[str]:
        """What fills an occurrence's roles, broad roles before those under them, adjuncts left out."""
        properties = self.ontology.properties
        inner = [
            c
            for c in about
            if isinstance(c.object, str) and c.object in roots and not properties[c.predicate].value_kind
        ]
        inner.sort(key=lambda c: (bool(properties[c.predicate].parents), not properties[c.predicate].agentive))
        return [roots[str(claim.object)] for claim in inner]

    def _kept(self, used: set[str]) -> list[str]:
        """Named things stay; common words of an open vocabulary, and unnamed things, only where a claim speaks of them."""
        return sorted(
            root
            for root, cls in self.classes.items()
            if root in used or (is_named(root) and is_worth_a_node(root, self.things[root], self.ontology.classes[cls]))
        )

    def _entities(self, iris: Mapping[str, str]) -> tuple[Entity, ...]:
        made = []
        for root, iri in iris.items():
            label, others = self.names[root]
            unique = {m.id: m for m in self.members[root]}
            mentions = tuple(sorted(unique.values(), key=lambda m: (m.document, m.span)))
            reasons = tuple(sorted(self.reasons.get(root, ())))
            entry = self.entries.get(root)
            known = entry.same_as if entry else ()
            made.append(Entity(iri, self.classes[root], label, others, mentions, reasons, known))
        return tuple(sorted(made, key=lambda entity: entity.iri))

    def _rewritten(
        self, claims: Sequence[Claim], roots: Mapping[str, str], iris: Mapping[str, str]
    ) -> list[tuple[Claim, Claim]]:
        """Each claim as it speaks of entities, with itself, in a fixed order."""
        made = []
        for claim in claims:
            subject = iris[roots[claim.subject]]
            target = claim.object
            if isinstance(target, str) and target in self.mentions:
                target = iris[roots[target]]
            if subject != target:
                made.append((replace(claim, subject=subject, object=target), claim))
        return sorted(made, key=lambda pair: claim_order(pair[0]))


def _telling_words(description: Description) -> str:
    """The fullest of its mentions without article and the like."""
    fullest = min((m.name for m in description.mentions), key=lambda name: (-len(name.split()), name))
    return " ".join(w for w in fullest.split() if w.lower() not in NOT_TELLING)
