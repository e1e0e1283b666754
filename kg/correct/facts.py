"""Facts that corrections add, as claims like any other: what they are about, their words, and who stated them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.correct.finding import named_terms
from kg.correct.names import Names
from kg.correct.records import Add, AddOccurrence, StaleCorrection, ThingReference
from kg.correct.sources import Sources
from kg.correct.values import expected, value_of
from kg.ontology import PropertyDefinition
from kg.records import Claim, Entity, Evidence, Value
from kg.resolve.keys import fold, slug
from kg.resolve.naming import describe_occurrence, digest, language_of

CURATOR = "curator: "


@dataclass
class FactAdder:
    """Makes claims of corrections, and the things that these need; `labels` are by IRI, `iris` by root of `names`."""

    names: Names
    iris: Mapping[str, str]
    labels: Mapping[str, str]
    sources: Sources
    base: str
    claims: list[tuple[Claim, Add | AddOccurrence]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    stale: list[StaleCorrection] = field(default_factory=list)

    def add_all(self, corrections: Iterable[Add | AddOccurrence]) -> None:
        """Adds facts, in one order whatever theirs is; raises `CorrectionError` for a quote that stands in several places."""
        for correction in sorted(corrections, key=_order):
            self._add(correction)

    def _add(self, correction: Add | AddOccurrence) -> None:
        evidence, reason = self.sources.evidence(correction.source, correction.decision)
        wanted = _references(correction, self.names)
        reason = reason or _unreadable(correction, self.names)
        reason = reason or next((why for each in wanted if (why := self._why_not(each))), "")
        if evidence is None or reason:
            self.stale.append(StaleCorrection(correction, reason))
        elif isinstance(correction, Add):
            subject = self._thing(correction.subject)
            self._claim(subject, correction.predicate, correction.object, evidence, correction)
        else:
            self._add_occurrence(correction, evidence)

    def _claim(
        self, subject: str, predicate: str, target: ThingReference, evidence: Evidence, correction: Add | AddOccurrence
    ) -> Claim:
        definition = self.names.ontology.properties[predicate]
        claim = Claim(
            subject=subject,
            predicate=predicate,
            object=self._object(target, definition),
            evidence=evidence,
            status=correction.status if isinstance(correction, Add) else "",
            extractor=CURATOR + correction.decision.author,
        )
        self.claims.append((claim, correction))
        return claim

    def _add_occurrence(self, correction: AddOccurrence, evidence: Evidence) -> None:
        ontology = self.names.ontology
        # From what is written and not from what it leads to, so that the IRI outlives corrections of the things.
        written = sorted(f"{role} {filler.name}" for role, filler in correction.roles)
        key = digest(correction.cls, *written)
        first = correction.roles[0][1].name
        iri = f"{self.base}{ontology.segment(correction.cls)}/{slug(first)}-{key}"
        made = [self._claim(iri, role, filler, evidence, correction) for role, filler in correction.roles]
        labels = {**self.labels, **{entity.iri: entity.label[0] for entity in self.entities.values()}}
        self.entities[iri] = Entity(iri, correction.cls, (describe_occurrence(made, labels, ontology), "en"))

    def _object(self, reference: ThingReference, definition: PropertyDefinition) -> str | Value:
        if not definition.is_object:
            return value_of(reference.name, definition) or Value(reference.name, definition.range)
        return next(iter(sorted(named_terms(reference.name, self.names.ontology))), "") or self._thing(reference)

    def _why_not(self, reference: ThingReference) -> str:
        if self.names.one(reference) or (not self.names.find(reference) and _can_be_made(reference)):
            return ""
        return self.names.why_not(reference) + ("" if self.names.find(reference) else "; give a class to make it")

    def _thing(self, reference: ThingReference) -> str:
        """The IRI of a thing that is there, else of one that is made for the fact."""
        root = self.names.one(reference)
        if root:
            return self.iris[root]
        for iri, entity in self.entities.items():
            if entity.cls == reference.cls and fold(entity.label[0]) == fold(reference.name):
                return iri
        segment = self.names.ontology.segment(reference.cls)
        iri = f"{self.base}{segment}/{slug(reference.name)}"
        if iri in self.entities or iri in self.iris.values():
            iri = f"{iri}-{digest(reference.cls, reference.name)}"
        self.entities[iri] = Entity(iri, reference.cls, (reference.name, language_of(reference.name)))
        return iri


def _fillers(correction: Add | AddOccurrence) -> list[tuple[str, ThingReference]]:
    return [(correction.predicate, correction.object)] if isinstance(correction, Add) else list(correction.roles)


def _references(correction: Add | AddOccurrence, names: Names) -> Sequence[ThingReference]:
    """The things that a fact is about: literals and statuses are left out."""
    ontology = names.ontology
    things = [
        filler
        for role, filler in _fillers(correction)
        if ontology.properties[role].is_object and not named_terms(filler.name, ontology)
    ]
    return [correction.subject, *things] if isinstance(correction, Add) else things


def _unreadable(correction: Add | AddOccurrence, names: Names) -> str:
    """Why a sum or a date of a fact is none, "" where all can be read."""
    for role, filler in _fillers(correction):
        definition = names.ontology.properties[role]
        if not definition.is_object and value_of(filler.name, definition) is None:
            return f"“{filler.name}” is not {expected(definition)}"
    return ""


def _can_be_made(reference: ThingReference) -> bool:
    return bool(reference.cls) and "://" not in reference.name


def _order(correction: Add | AddOccurrence) -> str:
    source, decision = correction.source, correction.decision
    facts = (
        (correction.subject, correction.predicate, correction.object)
        if isinstance(correction, Add)
        else (correction.cls, correction.roles)
    )
    return repr((facts, source, decision.author, decision.date))
