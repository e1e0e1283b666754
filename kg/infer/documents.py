"""Which documents' derived claims a change bears on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kg.infer.claims import claimed, leaves_of, resting_on
from kg.infer.closure import Derivation
from kg.infer.facts import Fact
from kg.records import Claim, Polarity


def documents_touched(
    before: Mapping[Fact, Derivation],
    after: Mapping[Fact, Derivation],
    claims: Iterable[Claim],
    *,
    added: Collection[Claim],
    removed: Collection[Claim],
) -> frozenset[str]:
    """The documents whose derived claims may be others than before; those of all the rest are what they were.

    `before` and `after` are the derivations from before and after a change, `claims` are all from after it, of which
    those `added` are new and from which those `removed` are missing.
    """
    changed = [*added, *removed]
    facts = {claimed(claim) for claim in changed if claim.polarity is Polarity.AFFIRMED}
    now, come, gone = (_by_fact(facts, each) for each in (claims, added, removed))
    # How sure a fact is counts in every document beneath what follows from it.
    weighed = {fact for fact in facts if _surest(now[fact]) != _surest((now[fact] - come[fact]) + gone[fact])}
    leaves: set[Fact] = set()
    for derivations, others in ((before, after), (after, before)):
        known: dict[Fact, tuple[Fact, ...]] = {}
        # Most are the very same records, which is sooner seen than that they are equal.
        differing = {
            fact for fact, each in derivations.items() if (other := others.get(fact)) is not each and other != each
        }
        for fact in differing | resting_on(weighed | differing, derivations):
            leaves.update(leaves_of(fact, derivations, known))
    beneath = {claim.evidence.document for each in _by_fact(leaves, claims).values() for claim in each}
    return frozenset(beneath | {claim.evidence.document for claim in changed})


def _by_fact(facts: Collection[Fact], claims: Iterable[Claim]) -> Mapping[Fact, Counter[Claim]]:
    """The affirmed claims of each of the facts."""
    subjects = {fact[0][1:-1] for fact in facts}
    found: dict[Fact, Counter[Claim]] = {fact: Counter() for fact in facts}
    for claim in claims:
        if claim.subject in subjects and claim.polarity is Polarity.AFFIRMED:
            fact = claimed(claim)
            if fact in found:
                found[fact][claim] += 1
    return found


def _surest(claims: Iterable[Claim]) -> float | None:
    return max((claim.confidence for claim in claims), default=None)
