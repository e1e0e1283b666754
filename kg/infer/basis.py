"""What derived claims rest on beside the words of their own documents, and which documents a change of it bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.infer.claims import claimed, leaves_of, resting_on
from kg.infer.closure import Closure
from kg.infer.facts import Fact
from kg.records import Claim, Polarity


@dataclass(frozen=True, slots=True)
class Basis:
    """What follows from what, and how sure the surest claim is of each stated fact beneath: the same for all documents."""

    closure: Closure
    confidences: Mapping[Fact, float]


def basis_of(closure: Closure, claims: Iterable[Claim]) -> Basis:
    """The basis of the claims derived from some claims, of which the graph that the closure is of was made."""
    beneath = {premise for each in closure.derivations.values() for premise in each.premises} & closure.stated
    confidences: dict[Fact, float] = {}
    for fact, claim in _claims_of(beneath, claims):
        confidences[fact] = max(confidences.get(fact, claim.confidence), claim.confidence)
    return Basis(closure, confidences)


def documents_touched(before: Basis, after: Basis, claims: Iterable[Claim], changed: Iterable[str]) -> frozenset[str]:
    """The documents whose derived claims may be others than before: those of all the rest are what they were.

    `claims` are those from after the change. `changed` are the documents of which a claim was added or is gone.
    """
    facts = before.confidences.keys() | after.confidences.keys()
    weighed = {fact for fact in facts if before.confidences.get(fact) != after.confidences.get(fact)}
    leaves: set[Fact] = set()
    for one, other in ((before.closure, after.closure), (after.closure, before.closure)):
        known: dict[Fact, tuple[Fact, ...]] = {}
        # Most are the very same records, which is sooner seen than that they are equal.
        differing = {
            fact
            for fact, each in one.derivations.items()
            if (still := other.derivations.get(fact)) is not each and still != each
        }
        for fact in differing | resting_on(weighed | differing, one.derivations):
            leaves.update(leaves_of(fact, one.derivations, known))
    return frozenset(changed) | {claim.evidence.document for _, claim in _claims_of(leaves, claims)}


def _claims_of(facts: Collection[Fact], claims: Iterable[Claim]) -> Iterable[tuple[Fact, Claim]]:
    """The affirmed claims of some facts."""
    # Most claims are of none: their terms alone say so.
    subjects = {fact[0][1:-1] for fact in facts}
    predicates = {fact[1][1:-1] for fact in facts}
    for claim in claims:
        if claim.predicate in predicates and claim.subject in subjects and claim.polarity is Polarity.AFFIRMED:
            fact = claimed(claim)
            if fact in facts:
                yield fact, claim
