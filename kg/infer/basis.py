"""What derived claims rest on beside the words of their own documents, and which documents a change of it bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.infer.claims import claimed, leaves_of
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
    was, now = before.closure.derivations, after.closure.derivations
    facts = before.confidences.keys() | after.confidences.keys()
    differing = {fact for fact in facts if before.confidences.get(fact) != after.confidences.get(fact)}
    # Most are the very same records, which is sooner seen than that they are equal.
    differing |= {fact for fact, each in now.items() if was.get(fact) is not each and was.get(fact) != each}
    # What rested on any of these is of them too, or rests on them still.
    differing |= was.keys() - now.keys()
    leaves: set[Fact] = set()
    for derivations in (was, now):
        known: dict[Fact, tuple[Fact, ...]] = {}
        for fact in (differing | after.closure.resting_on(differing)) & derivations.keys():
            leaves.update(leaves_of(fact, derivations, known))
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
