"""The gate: a claim enters the graph only if the ontology and its own evidence allow it; a refusal says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.assemble.conflicts import functional_conflicts
from kg.assemble.literals import datatype_of, is_valid
from kg.assemble.vocabulary import RDF, RDFS, XSD
from kg.ontology import Ontology, PropertyDefinition
from kg.records import Claim, Document, Entity, Evidence, RejectedClaim, Value

_DATE_TYPES = (XSD + "date", XSD + "gYearMonth", XSD + "gYear")
_LONGEST_SHOWN = 60


def check_claims(
    claims: Iterable[Claim], entities: Mapping[str, Entity], documents: Mapping[str, Document], ontology: Ontology
) -> tuple[tuple[Claim, ...], tuple[RejectedClaim, ...]]:
    """The claims that may enter, and those that may not with a reason each, both in the order given.

    Refused are: a predicate the ontology does not know, a subject or object its domain or range does not let in, a
    literal that is not valid, a thing related to itself where that cannot be, a quote that does not stand where it is
    said to, a confidence outside 0..1, and all but the best of several values of a functional property. Denied and
    hypothetical claims are held to the same, but conflict with nothing.
    """
    proposed = tuple(claims)
    gate = Gate(entities, documents, ontology, individuals(ontology))
    reasons = {index: gate.reason(claim) for index, claim in enumerate(proposed)}
    sound = {index: proposed[index] for index, reason in reasons.items() if not reason}
    reasons |= functional_conflicts(sound, entities, ontology)
    accepted = tuple(claim for index, claim in enumerate(proposed) if not reasons[index])
    rejected = tuple(RejectedClaim(claim, reasons[index]) for index, claim in enumerate(proposed) if reasons[index])
    return accepted, rejected


def individuals(ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """The things the ontology itself names, such as statuses, with their classes."""
    found: dict[str, tuple[str, ...]] = {}
    for triple in ontology.triples:
        cls = getattr(triple.object, "value", "")
        if triple.predicate.value == RDF + "type" and cls in ontology.classes:
            subject = str(getattr(triple.subject, "value", ""))
            found[subject] = (*found.get(subject, ()), cls)
    return found


@dataclass(frozen=True, slots=True)
class Gate:
    """What claims are held against; `accepted` keeps what was asked before of a domain or range and some classes."""

    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    ontology: Ontology
    individuals: Mapping[str, tuple[str, ...]]
    accepted: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)

    def reason(self, claim: Claim) -> str:
        """Why a claim may not enter, or "" if it may."""
        definition = self.ontology.properties.get(claim.predicate)
        if definition is None:
            return f"{claim.predicate} is not a property of the ontology"
        return (
            self.evidence_reason(claim.evidence)
            or _confidence_reason(claim.confidence)
            or self.status_reason(claim.status)
            or self.subject_reason(claim, definition)
            or self.object_reason(claim, definition)
        )

    def evidence_reason(self, evidence: Evidence) -> str:
        document = self.documents.get(evidence.document)
        if document is None:
            return f"its document {evidence.document} was not read"
        if evidence.span.end > len(document.text) or document.quote(evidence.span) != evidence.quote:
            return f"its quote “{_short(evidence.quote)}” does not stand at {_place(evidence)}"
        if not evidence.quote.strip():
            return f"its quote at {_place(evidence)} is empty"
        if not evidence.sentence.covers(evidence.span) or evidence.sentence.end > len(document.text):
            sentence = f"{evidence.sentence.start}..{evidence.sentence.end}"
            return f"its quote at {_place(evidence)} lies outside its sentence at {sentence}"
        return ""

    def status_reason(self, status: str) -> str:
        return f"{status} is not a status of the ontology" if status and status not in self.ontology.statuses else ""

    def subject_reason(self, claim: Claim, definition: PropertyDefinition) -> str:
        return self.thing_reason(claim.subject, definition, definition.domain, "domain", "subject")

    def object_reason(self, claim: Claim, definition: PropertyDefinition) -> str:
        if isinstance(claim.object, Value):
            if definition.is_object:
                return (
                    f"{self.name(definition)} relates to a thing, not to the literal “{_short(claim.object.lexical)}”"
                )
            return _literal_reason(claim.object, definition, self.ontology)
        if not definition.is_object:
            return f"{self.name(definition)} takes a literal, not the thing {claim.object}"
        if definition.irreflexive and claim.subject == claim.object:
            name = self.name(definition)
            return f"nothing can be related to itself by {name}, and both ends are {self.label(claim.subject)}"
        return self.thing_reason(claim.object, definition, definition.range, "range", "object")

    def thing_reason(self, iri: str, definition: PropertyDefinition, expected: str, side: str, role: str) -> str:
        classes = (self.entities[iri].cls,) if iri in self.entities else self.individuals.get(iri, ())
        if (expected, classes) not in self.accepted:
            self.accepted[expected, classes] = self.accepts(expected, classes)
        if self.accepted[expected, classes]:
            return ""
        if not classes:
            return f"its {role} {iri} is not a known entity"
        unknown = [cls for cls in classes if cls not in self.ontology.classes]
        if unknown:
            return f"its {role} {self.label(iri)} is of the class {unknown[0]}, which the ontology does not have"
        ontology = self.ontology
        return (
            f"the {role} of {ontology.name(definition.iri)} must be {_article(ontology.label(expected))} (its {side}), "
            f"and {self.label(iri)} is {_article(ontology.label(classes[0]))}"
        )

    def accepts(self, expected: str, classes: tuple[str, ...]) -> bool:
        known = all(cls in self.ontology.classes for cls in classes)
        return known and any(self.ontology.accepts(expected, cls) for cls in classes)

    def name(self, definition: PropertyDefinition) -> str:
        return self.ontology.name(definition.iri)

    def label(self, iri: str) -> str:
        return self.entities[iri].label[0] if iri in self.entities else self.ontology.label(iri)


def _place(evidence: Evidence) -> str:
    return f"{evidence.span.start}..{evidence.span.end} of {evidence.document}"


def _confidence_reason(confidence: float) -> str:
    # Written so that NaN, which is neither below nor above anything, is refused too.
    return "" if 0 <= confidence <= 1 else f"its confidence {confidence} does not lie between 0 and 1"


def _literal_reason(value: Value, definition: PropertyDefinition, ontology: Ontology) -> str:
    datatype = datatype_of(value)
    if not is_valid(value):
        name = ontology.name(definition.iri)
        return f"“{_short(value.lexical)}” is not a valid {ontology.name(datatype)} for {name}"
    allowed: tuple[str, ...] = (definition.range,) if definition.range else ()
    if not allowed and definition.value_kind == "date":
        allowed = _DATE_TYPES
    if not allowed or datatype in allowed or allowed == (RDFS + "Literal",):
        return ""
    name, expected = ontology.name(definition.iri), " or ".join(ontology.name(each) for each in allowed)
    return f"{name} takes {_article(expected)}, and “{_short(value.lexical)}” is {_article(ontology.name(datatype))}"


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
