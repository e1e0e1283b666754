"""Claims about mentions as claims about entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import Claim, Mention

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
            made.append((replace(claim, subject=subject, object=target), claim))
    return sorted(made, key=lambda pair: claim_order(pair[0]))
