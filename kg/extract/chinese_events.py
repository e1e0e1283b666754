"""An occurrence that a Chinese sentence states, with the claims that its filled roles make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology, PropertyDefinition
from kg.records import Claim, Evidence, Mention, MentionKind, Polarity, Value

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
OUTRIGHT, INHERITED = 0.85, 0.65

Stretches = Sequence[tuple[int, int]]
Proof = Callable[[Stretches], Evidence]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: how far the frame reached for it, which frame, and the stretches that frame rests on."""

    mention: Mention
    reach: int
    frame: str
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence with its fillers by role, in role order."""

    mention: Mention
    trigger: tuple[int, int]
    roles: Mapping[str, tuple[Filler, ...]]
    polarity: Polarity
    status: str

    def claim(
        self, predicate: str, target: str | Value, evidence: Evidence, confidence: float, extractor: str
    ) -> Claim:
        """A claim about the occurrence."""
        return Claim(self.mention.id, predicate, target, evidence, self.polarity, self.status, confidence, extractor)


def role_claims(event: Event, ontology: Ontology, proof: Proof) -> Iterator[Claim]:
    """A claim for each filler of each role; a sum gives its amount, currency and qualifier."""
    for definition in ontology.roles(event.mention.cls):
        for filler in event.roles.get(ontology.name(definition.iri), ()):
            evidence = proof([event.trigger, *filler.pieces])
            confidence = INHERITED if filler.reach else OUTRIGHT
            for predicate, target in _statements(filler.mention, definition, event, ontology):
                yield event.claim(predicate, target, evidence, confidence, f"frame: {filler.frame}")


def _statements(
    mention: Mention, definition: PropertyDefinition, event: Event, ontology: Ontology
) -> Iterator[tuple[str, str | Value]]:
    if mention.money is not None:
        money = mention.money
        yield definition.iri, Value(f"{money.amount:f}", XSD + "decimal")
        for other in ontology.roles(event.mention.cls):
            if other.value_kind == "currency":
                yield other.iri, Value(money.currency, XSD + "string")
            elif other.value_kind == "qualifier" and money.qualifier:
                yield other.iri, Value(money.qualifier, XSD + "string")
    elif mention.date is not None:
        yield definition.iri, Value(mention.date.value, XSD + mention.date.datatype)
    elif mention.kind not in (MentionKind.MONEY, MentionKind.DATE):
        yield definition.iri, mention.id
