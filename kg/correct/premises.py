"""Edges that nobody claims but that follow: corrected in the claims that they follow from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from kg.correct.apply import Corrected
from kg.correct.claims import DecidedEdge, certain
from kg.correct.contradictions import contradict
from kg.correct.finding import stands_where
from kg.correct.occurrences import what_claims_leave
from kg.correct.records import REJECTED_BY, Accept, StaleCorrection
from kg.ontology import Ontology
from kg.records import Claim, Polarity, RejectedClaim
from kg.resolve.resolve import claim_order

_Edge = tuple[str, str, str]


def correct_premises(corrected: Corrected, because: Mapping[Triple, Sequence[Triple]], ontology: Ontology) -> Corrected:
    """The same, where no edge that a person decided on follows from other claims; else with these corrected.

    `because` gives each inferred triple those it was seen to follow from. An edge that is rejected goes with what fills
    a role of the occurrence behind it, where the role has others; else with all that is said of the occurrence. As
    an edge may follow in other ways too, this is to be asked again of what then follows, until it gives the same.
    """
    if not corrected.edges:
        return corrected
    inferred = {_edge(triple): triple for triple in because if isinstance(triple.object, NamedNode)}
    by_predicate: dict[str, list[_Edge]] = defaultdict(list)
    for edge in sorted(inferred):
        by_predicate[edge[1]].append(edge)
    stated: dict[_Edge, list[Claim]] = defaultdict(list)
    for claim in corrected.claims:
        if claim.polarity is Polarity.AFFIRMED:
            stated[_said(claim)].append(claim)
    now = corrected
    # What one correction changed is left to the next round, where inference has seen it.
    changed: set[Claim] = set()
    for decided in corrected.edges:
        for edge in by_predicate[decided.reference.predicate]:
            if _is_meant(edge, decided, ontology):
                beneath = _beneath(inferred[edge], because, stated)
                if beneath and changed.isdisjoint(beneath):
                    now = _decide(now, decided, edge, beneath)
                    changed |= set(beneath) - set(now.claims) if now is not corrected else set()
    if now.claims == corrected.claims:
        return now
    return replace(now, entities=what_claims_leave(now.entities, now.claims, now.described, ontology))


def _decide(corrected: Corrected, decided: DecidedEdge, edge: _Edge, beneath: Sequence[Claim]) -> Corrected:
    """With the claims corrected that an edge follows from."""
    documents = corrected.documents

    def is_meant(claim: Claim) -> bool:
        return stands_where(decided.reference, claim, documents.get(claim.evidence.document))

    meant = [claim for claim in beneath if is_meant(claim)]
    if not meant:
        return corrected
    if isinstance(decided.correction, Accept):
        return corrected if decided.met else _accepted(corrected, decided, decided.correction, meant)
    if len({claim.subject for claim in beneath}) > 1:
        return _unclear(corrected, decided)
    return _rejected(corrected, decided, _wrong(edge, meant, corrected.claims))


def _wrong(edge: _Edge, meant: list[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Of what an edge follows from, the claims that are wrong if it is."""
    subject = meant[0].subject
    if subject in (edge[0], edge[2]):
        return meant
    for end in (edge[0], edge[2]):
        fillings = [claim for claim in meant if claim.object == end]
        roles = {claim.predicate for claim in fillings}
        if any(c.subject == subject and c.predicate in roles and c.object != end for c in claims):
            return fillings
    return [claim for claim in claims if subject in (claim.subject, claim.object)]


def _accepted(corrected: Corrected, decided: DecidedEdge, accept: Accept, claims: Sequence[Claim]) -> Corrected:
    sure = {claim: certain(claim, accept.decision) for claim in claims}
    return replace(
        _settled(corrected, decided, met=True),
        claims=tuple(sorted((sure.get(claim, claim) for claim in corrected.claims), key=claim_order)),
        wanted={**corrected.wanted, **dict.fromkeys(sure.values(), accept)},
    )


def _rejected(corrected: Corrected, decided: DecidedEdge, wrong: Iterable[Claim]) -> Corrected:
    out = set(wrong)
    for claim in sorted(out & corrected.wanted.keys(), key=claim_order):
        why = "one wants a claim that an edge follows from which the other rejects"
        contradict(corrected.wanted[claim].decision, decided.correction.decision, why)
    reason = f"{REJECTED_BY}{decided.correction.decision.told()}"
    refused = [RejectedClaim(claim, reason) for claim in corrected.claims if claim in out]
    claims = tuple(claim for claim in corrected.claims if claim not in out)
    return replace(
        _settled(corrected, decided, met=False),
        claims=claims,
        rejected=(*corrected.rejected, *refused),
    )


def _unclear(corrected: Corrected, decided: DecidedEdge) -> Corrected:
    """With a note that the edge follows from claims about several things, of which only a person can say the wrong one."""
    reason = "the edge follows from several claims, of which one must be wrong: see `kg explain`, and reject that one"
    note = StaleCorrection(decided.correction, reason)
    if note in corrected.stale:
        return corrected
    return replace(corrected, stale=(*_settled(corrected, decided, met=False).stale, note))


def _settled(corrected: Corrected, decided: DecidedEdge, *, met: bool) -> Corrected:
    """Without the note that the correction had no effect; what is met is not looked for again."""
    return replace(
        corrected,
        stale=tuple(each for each in corrected.stale if each.correction != decided.correction),
        edges=tuple(replace(each, met=met or each.met) if each is decided else each for each in corrected.edges),
    )


def _is_meant(edge: _Edge, decided: DecidedEdge, ontology: Ontology) -> bool:
    ways = [(edge[0], edge[2])]
    if ontology.properties[edge[1]].symmetric:
        ways.append((edge[2], edge[0]))
    return any(
        (decided.subjects is None or one in decided.subjects) and (decided.objects is None or other in decided.objects)
        for one, other in ways
    )


def _beneath(
    triple: Triple, because: Mapping[Triple, Sequence[Triple]], stated: Mapping[_Edge, Sequence[Claim]]
) -> list[Claim]:
    """The claims that an inferred triple rests on in the end."""
    found: dict[Claim, None] = {}
    seen: set[Triple] = set()
    waiting = [triple]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(because.get(current, ()))
            if current not in because:
                found |= dict.fromkeys(stated.get(_edge(current), ()))
    return sorted(found, key=claim_order)


def _edge(triple: Triple) -> _Edge:
    return (
        str(getattr(triple.subject, "value", "")),
        triple.predicate.value,
        str(getattr(triple.object, "value", "")),
    )


def _said(claim: Claim) -> _Edge:
    return (claim.subject, claim.predicate, str(claim.object))
