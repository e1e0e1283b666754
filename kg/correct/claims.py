"""Claims that corrections speak of: found by what they say and where, accepted or kept out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.correct.contradictions import contradict
from kg.correct.finding import ClaimFinder
from kg.correct.names import Names
from kg.correct.records import (
    OUTDONE,
    REJECTED_BY,
    Accept,
    Add,
    AddOccurrence,
    ClaimReference,
    Decision,
    Reject,
    StaleCorrection,
)
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, Evidence, Polarity, RejectedClaim, Value
from kg.resolve.resolve import claim_order

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ONE_VALUE = ("status", "date")


Wanting = Accept | Add | AddOccurrence
C = TypeVar("C", Accept, Reject)


@dataclass(frozen=True, slots=True)
class DecidedEdge:
    """An edge that a person decided on: its ends by IRI, None for any; `met` where a claim says it outright."""

    correction: Accept | Reject
    reference: ClaimReference
    subjects: frozenset[str] | None
    objects: frozenset[str] | None
    met: bool


@dataclass(frozen=True, slots=True)
class CorrectedClaims:
    """The claims that may go on to the gate, those kept out, and the corrections that had no effect.

    `wanted` are the claims that were accepted or added, with the correction that did so; `edges` the edges that are to
    be accepted or rejected wherever they follow from other claims.
    """

    claims: tuple[Claim, ...]
    wanted: Mapping[Claim, Wanting]
    rejected: tuple[RejectedClaim, ...]
    stale: tuple[StaleCorrection, ...]
    edges: tuple[DecidedEdge, ...] = ()


def correct_claims(
    claims: Sequence[Claim],
    refused: Sequence[RejectedClaim],
    decided: tuple[Sequence[Accept], Sequence[Reject]],
    added: Mapping[int, Add | AddOccurrence],
    gone: Mapping[str, Decision],
    documents: Mapping[str, Document],
    names: Names,
    iris: Mapping[str, str],
) -> CorrectedClaims:
    """Applies acceptances and rejections; a claim that resolution refused can be accepted too.

    `added` says by whom claims, by number, were added: these count as accepted. `gone` are the things rejected, by IRI.
    """
    every = [*claims, *(each.claim for each in refused)]
    finder = ClaimFinder(every, documents, names, iris)
    accepts, rejects = decided
    chosen, lost = _chosen([(each, each.claim) for each in accepts], finder)
    rejects_of_claims = [(each, each.what) for each in rejects if isinstance(each.what, ClaimReference)]
    rejected, missed = _chosen(rejects_of_claims, finder)
    accepted: dict[int, Wanting] = {**chosen, **added}
    _check_agreed(every, accepted, rejected, names)
    against = {index: reject.decision for index, reject in rejected.items()}
    against |= _of_rejected_things(every, gone, accepted, names)
    reasons = {index: f"{REJECTED_BY}{decision.told()}" for index, decision in against.items()}
    numbered = enumerate(refused, start=len(claims))
    reasons |= {index: each.reason for index, each in numbered if index not in accepted and index not in reasons}
    reasons |= _outdone(every, accepted, reasons, names)
    kept = {
        index: certain(claim, chosen[index].decision) if index in chosen and index not in added else claim
        for index, claim in enumerate(every)
        if index not in reasons
    }
    return CorrectedClaims(
        claims=tuple(sorted(kept.values(), key=claim_order)),
        wanted={kept[index]: accepted[index] for index in sorted(accepted)},
        rejected=tuple(RejectedClaim(every[index], reasons[index]) for index in sorted(reasons)),
        stale=(*lost, *missed),
        edges=_edges(accepts, rejects, finder, names.ontology),
    )


def _chosen(
    corrections: Iterable[tuple[C, ClaimReference]], finder: ClaimFinder
) -> tuple[dict[int, C], list[StaleCorrection]]:
    """The first correction of each claim, by the claim's number, and those that mean none."""
    found: dict[int, C] = {}
    stale: list[StaleCorrection] = []
    for correction, reference in corrections:
        indexes, reason = finder.find(reference)
        if reason:
            stale.append(StaleCorrection(correction, reason))
        for index in indexes:
            found[index] = min(found.get(index, correction), correction, key=_order)
    return found, stale


def _check_agreed(
    claims: Sequence[Claim], accepted: Mapping[int, Wanting], rejected: Mapping[int, Reject], names: Names
) -> None:
    for index in sorted(accepted.keys() & rejected.keys()):
        why = f"one wants and one rejects {_told(claims[index], names)}"
        contradict(accepted[index].decision, rejected[index].decision, why)


def _edges(
    accepts: Iterable[Accept], rejects: Iterable[Reject], finder: ClaimFinder, ontology: Ontology
) -> tuple[DecidedEdge, ...]:
    decided: list[tuple[Accept | Reject, ClaimReference]] = [(each, each.claim) for each in accepts]
    decided += [(each, each.what) for each in rejects if isinstance(each.what, ClaimReference)]
    decided.sort(key=lambda each: (isinstance(each[0], Reject), repr(each[1]), each[0].decision.told()))
    return tuple(
        DecidedEdge(correction, reference, *finder.ends(reference), met=bool(finder.find(reference)[0]))
        for correction, reference in decided
        if ontology.properties[reference.predicate].is_object
    )


def _of_rejected_things(
    claims: Sequence[Claim], gone: Mapping[str, Decision], accepted: Mapping[int, Wanting], names: Names
) -> dict[int, Decision]:
    """The decisions against claims about things that were rejected, by the claims' numbers."""
    found: dict[int, Decision] = {}
    for index, claim in enumerate(claims) if gone else ():
        ends = [iri for iri in (claim.subject, claim.object) if isinstance(iri, str) and iri in gone]
        if ends and index in accepted:
            contradict(gone[ends[0]], accepted[index].decision, f"one rejects a thing, one wants {_told(claim, names)}")
        if ends:
            found[index] = gone[ends[0]]
    return found


def rejected_things(
    entities: Iterable[Entity], gone: Mapping[str, Decision], documents: Mapping[str, Document]
) -> tuple[RejectedClaim, ...]:
    """For each thing that was rejected, that it is what it was taken for."""
    found = []
    for entity in entities:
        if entity.iri in gone and entity.mentions:
            first = entity.mentions[0]
            words = documents[first.document].quote(first.span)
            evidence = Evidence(first.document, first.span, words, first.span)
            claim = Claim(entity.iri, _TYPE, entity.cls, evidence, extractor="rule: the class of a name")
            found.append(RejectedClaim(claim, f"{REJECTED_BY}{gone[entity.iri].told()}"))
    return tuple(found)


def _outdone(
    claims: Sequence[Claim], accepted: Mapping[int, Wanting], reasons: Mapping[int, str], names: Names
) -> dict[int, str]:
    """Reasons against the other values of properties that have one, where one was accepted."""
    chosen: dict[tuple[str, str], int] = {}
    for index in sorted(accepted):
        claim = claims[index]
        definition = names.ontology.properties[claim.predicate]
        if definition.functional or definition.value_kind in _ONE_VALUE:
            other = chosen.setdefault((claim.subject, claim.predicate), index)
            if claims[other].object != claim.object:
                contradict(
                    accepted[other].decision,
                    accepted[index].decision,
                    f"two values are accepted for one: {_told(claim, names)}",
                )
    return {
        index: f"{accepted[best].decision.author}{OUTDONE}“{_value(claims[best], names)}”"
        for index, claim in enumerate(claims)
        if index not in reasons
        and claim.polarity is Polarity.AFFIRMED
        and (best := chosen.get((claim.subject, claim.predicate), index)) != index
        and claims[best].object != claim.object
    }


def certain(claim: Claim, decision: Decision) -> Claim:
    """A claim as a person accepted it."""
    extractor = "; ".join(part for part in (claim.extractor, f"accepted by {decision.author}") if part)
    return replace(claim, confidence=1.0, polarity=Polarity.AFFIRMED, extractor=extractor)


def _order(correction: Accept | Reject) -> tuple[str, str, str, str, int]:
    decision = correction.decision
    return (decision.date, decision.author, decision.reason, decision.file, decision.line)


def _told(claim: Claim, names: Names) -> str:
    return f"{_label(claim.subject, names)} | {names.ontology.name(claim.predicate)} | {_value(claim, names)}"


def _value(claim: Claim, names: Names) -> str:
    return claim.object.lexical if isinstance(claim.object, Value) else _label(claim.object, names)


def _label(iri: str, names: Names) -> str:
    return names.entities[iri].label[0] if iri in names.entities else names.ontology.name(iri)
