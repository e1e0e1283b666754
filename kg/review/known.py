"""A built graph as review looks at it: its things by name, its claims, and what was decided already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.assemble.names import document_iri
from kg.correct.names import Names, learn_names
from kg.correct.records import Accept, ClaimReference, Correction, Distinct, Merge, Reject, ThingReference
from kg.ontology import Ontology
from kg.records import Entity
from kg.review.question import Quotation
from kg.store.evidence import ALTERNATIVE_LABEL, LABEL, TYPE, CitedPassage, RecordedEvidence, read_evidence


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as review sees it: `object` is an IRI or the text of a literal; `document` is a file name."""

    subject: str
    predicate: str
    object: str
    quote: str
    document: str
    quotation: Quotation


class KnownThings:
    """The things of a graph, what they are called, and the corrections that are written down already."""

    def __init__(
        self,
        graph: Iterable[ox.Triple],
        evidence: Iterable[ox.Triple],
        ontology: Ontology,
        base: str,
        corrections: Sequence[Correction],
    ) -> None:
        self.ontology = ontology
        self.evidence: RecordedEvidence = read_evidence(evidence)
        self.names = Names(_entities(graph, ontology), ontology, base)
        learn_names(self.names, corrections)
        self._base = base
        self._passages: dict[str, list[CitedPassage]] = defaultdict(list)
        for claim in self.evidence.claims:
            for passage in claim.passages:
                self._passages[passage.document.iri].append(passage)
        pairs = [each for each in corrections if isinstance(each, (Merge, Distinct))]
        self._pairs = {frozenset(self._groups(each)) for each in pairs}
        self._accepted: dict[str, list[ClaimReference]] = defaultdict(list)
        self._rejected: dict[str, list[ClaimReference]] = defaultdict(list)
        for each in corrections:
            if isinstance(each, Accept):
                self._accepted[each.claim.predicate].append(each.claim)
            elif isinstance(each, Reject) and isinstance(each.what, ClaimReference):
                self._rejected[each.what.predicate].append(each.what)

    def label(self, iri: str) -> str:
        """What to call a thing, a status or a literal."""
        entity = self.names.entities.get(iri)
        return entity.label[0] if entity else self.ontology.label(iri) if "://" in iri else iri

    def is_occurrence(self, iri: str) -> bool:
        """Whether a thing is an event, which goes by a description that changes with what is known of it."""
        entity = self.names.entities.get(iri)
        return entity is not None and self.ontology.classes[entity.cls].minimum_roles > 0

    def refer(self, iri: str) -> ThingReference:
        """How a correction names a thing: by its label, with its class where others are called the same."""
        entity = self.names.entities.get(iri)
        if entity is None:
            return ThingReference(self.ontology.name(iri) if iri in self.ontology.statuses else iri)
        for reference in (ThingReference(entity.label[0]), ThingReference(entity.label[0], entity.cls)):
            if self.names.find(reference) == (iri,):
                return reference
        return ThingReference(iri)

    def refer_to(self, said: Said) -> ClaimReference:
        """How a correction names a claim: an occurrence's by its words, as nothing else of it is sure to stay."""
        subject = None if self.is_occurrence(said.subject) else self.refer(said.subject)
        return ClaimReference(said.predicate, subject, self.refer(said.object), said.quote, said.document)

    def told(self, said: Said) -> str:
        """A claim in words."""
        return f"{self.label(said.subject)} | {self.ontology.label(said.predicate)} | {self.label(said.object)}"

    def is_accepted(self, said: Said) -> bool:
        """Whether a correction accepts a claim."""
        return any(self._is_meant(reference, said) for reference in self._accepted.get(said.predicate, ()))

    def is_rejected(self, said: Said) -> bool:
        """Whether a correction rejects a claim."""
        return any(self._is_meant(reference, said) for reference in self._rejected.get(said.predicate, ()))

    def is_decided(self, said: Said) -> bool:
        """Whether a correction speaks of a claim."""
        return self.is_accepted(said) or self.is_rejected(said)

    def is_settled(self, one: str, other: str) -> bool:
        """Whether a correction says that two things are one, or that they are not."""
        pair = {self.names.root(one), self.names.root(other)}
        return len(pair) == 1 or any(pair <= group for group in self._pairs)

    def quotations(self, iri: str, most: int) -> tuple[Quotation, ...]:
        """The first sentences that speak of a thing; of a sentence that nothing is claimed in, the name alone."""
        found: dict[Quotation, None] = {}
        for mention in self.evidence.mentions.get(iri, ()):
            passage = self._covering(mention.document.iri, mention.start, mention.end) or mention
            found[quotation_of(passage)] = None
        return tuple(found)[:most]

    def passage(self, document: str, start: int, end: int) -> CitedPassage | None:
        """A passage of a document (by its id) whose sentence covers a range of characters, the shortest such."""
        return self._covering(document_iri(document, self._base).value, start, end)

    def _covering(self, document: str, start: int, end: int) -> CitedPassage | None:
        covering = [
            each
            for each in self._passages.get(document, ())
            if each.sentence_start <= start and end <= each.sentence_start + len(each.sentence)
        ]
        return min(covering, key=lambda each: (len(each.sentence), each.iri), default=None)

    def _groups(self, correction: Merge | Distinct) -> Iterable[str]:
        return [root for reference in correction.things if (root := self.names.one(reference))]

    def _is_meant(self, reference: ClaimReference, said: Said) -> bool:
        for named, end in ((reference.subject, said.subject), (reference.object, said.object)):
            if named is not None and named != self.refer(end) and end not in self.names.find(named):
                return False
        if reference.document and reference.document != said.document:
            return False
        return not reference.quote or reference.quote in (said.quote, said.quotation.sentence)


def quotation_of(passage: CitedPassage) -> Quotation:
    """A passage's sentence, and the title or file name and the date of its document."""
    document = passage.document
    named = document.title or document.file_name or document.iri
    return Quotation(passage.sentence, ", ".join(part for part in (named, document.issued) if part))


def _entities(graph: Iterable[ox.Triple], ontology: Ontology) -> list[Entity]:
    classes: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, set[tuple[bool, str, str]]] = defaultdict(set)
    others: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in graph:
        iri, predicate = str(getattr(each.subject, "value", "")), each.predicate.value
        if predicate == TYPE and isinstance(each.object, ox.NamedNode) and each.object.value in ontology.classes:
            classes[iri].add(each.object.value)
        elif predicate == LABEL and isinstance(each.object, ox.Literal):
            language = each.object.language or ""
            labels[iri].add((language != "en", each.object.value, language))
        elif predicate == ALTERNATIVE_LABEL and isinstance(each.object, ox.Literal):
            others[iri].add((each.object.value, each.object.language or ""))
    made = []
    for iri, found in sorted(classes.items()):
        if labels[iri]:
            _, label, language = min(labels[iri])
            rest = {(text, tag) for _, text, tag in labels[iri]} | others[iri]
            cls = ontology.most_specific(tuple(sorted(found)))
            made.append(Entity(iri, cls, (label, language), tuple(sorted(rest - {(label, language)}))))
    return made
