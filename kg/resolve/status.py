"""Of several statuses that texts give one occurrence, the one that is furthest along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ontology import Ontology
from kg.records import Claim, Polarity, RejectedClaim


def one_status(
    claims: Sequence[Claim], same: Mapping[str, str], ontology: Ontology
) -> tuple[list[Claim], list[RejectedClaim]]:
    """The claims with one affirmed status for each occurrence, the highest in rank, and those that it outranks."""
    statuses = ontology.statuses
    best: dict[str, str] = {}
    for claim in claims:
        if claim.subject in same and claim.object in statuses and claim.polarity is Polarity.AFFIRMED:
            root, status = same[claim.subject], str(claim.object)
            kept = best.setdefault(root, status)
            best[root] = max(kept, status, key=lambda iri: (statuses[iri].rank, iri))
    kept_claims, outranked = [], []
    for claim in claims:
        winner = best.get(same.get(claim.subject, ""), "")
        if winner and claim.object in statuses and claim.object != winner and claim.polarity is Polarity.AFFIRMED:
            reason = f"another passage says that it is {ontology.label(winner)}, which is further along"
            outranked.append(RejectedClaim(claim, reason))
        else:
            kept_claims.append(claim)
    return kept_claims, outranked
