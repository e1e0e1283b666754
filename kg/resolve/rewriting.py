"""Claims about mentions as claims about entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.records import Claim, Mention, RejectedClaim, Value

ClaimOrder = tuple[str, int, int, str, int, int, str, str, str, str]


def claim_order(claim: Claim) -> ClaimOrder:
    """The key by which the claims of a resolution are sorted: by evidence, so by document, then by what they say."""
    evidence = claim.evidence
    where = (evidence.document, evidence.span.start, evidence.span.end, evidence.quote)
    sentence = (evidence.sentence.start, evidence.sentence.end)
    return (*where, *sentence, claim.subject, claim.predicate, str(claim.object), claim.extractor)


def rewritten(
    claims: Sequence[Claim], mentions: Mapping[str, Mention], roots: Mapping[str, str], iris: Mapping[str, str]
) -> list[tuple[Claim, Claim]]:
    """Each claim of a document as it speaks of entities, with itself, in a fixed order."""
    made = []
    for claim in claims:
        subject, target = iris[roots[claim.subject]], claim.object
        if isinstance(target, str) and target in mentions:
            target = iris[roots[target]]
        if subject != target:
            made.append((_between(subject, target, claim), claim))
    return sorted(made, key=lambda pair: claim_order(pair[0]))


def about_entities(rejected: RejectedClaim, iris: Mapping[str, str]) -> RejectedClaim:
    """A claim that resolution refused, about entities where its mentions are of some: `iris` gives these by mention."""
    claim = rejected.claim
    target = iris.get(claim.object, claim.object) if isinstance(claim.object, str) else claim.object
    return RejectedClaim(_between(iris.get(claim.subject, claim.subject), target, claim), rejected.reason)


def _between(subject: str, target: str | Value, claim: Claim) -> Claim:
    """The claim with other ends: what `replace` gives, which looks at every field of every claim anew."""
    said = claim.predicate, target, claim.evidence, claim.polarity, claim.status, claim.confidence, claim.extractor
    return Claim(subject, *said)
