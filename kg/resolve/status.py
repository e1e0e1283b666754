"""Of several statuses that texts give one occurrence, the one that is furthest along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.ontology import Ontology
from kg.records import Claim, Polarity, RejectedClaim


def stated_statuses(claims: Sequence[Claim], same: Mapping[str, str], ontology: Ontology) -> list[tuple[str, str]]:
    """Each affirmed status of an occurrence, with the occurrence."""
    return [(same[c.subject], str(c.object)) for c in claims if _is_status(c, ontology) and c.subject in same]


def furthest(stated: Iterable[tuple[str, str]], ontology: Ontology) -> dict[str, str]:
    """For each occurrence the status that is highest in rank, whatever the order."""
    best: dict[str, str] = {}
    for occurrence, status in stated:
        kept = best.get(occurrence, status)
        best[occurrence] = max(kept, status, key=lambda iri: (ontology.statuses[iri].rank, iri))
    return best


def one_status(
    claims: Sequence[Claim], same: Mapping[str, str], best: Mapping[str, str], ontology: Ontology
) -> tuple[list[Claim], list[RejectedClaim]]:
    """The claims with no status of an occurrence but the one in `best`, and those that it outranks."""
    kept, outranked = [], []
    for claim in claims:
        winner = best.get(same.get(claim.subject, ""), "")
        if winner and claim.object != winner and _is_status(claim, ontology):
            reason = f"another passage says that it is {ontology.label(winner)}, which is further along"
            outranked.append(RejectedClaim(claim, reason))
        else:
            kept.append(claim)
    return kept, outranked


def _is_status(claim: Claim, ontology: Ontology) -> bool:
    return claim.object in ontology.statuses and claim.polarity is Polarity.AFFIRMED
