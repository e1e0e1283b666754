"""Claims for inferred edges: they rest on the words that the stated edges beneath them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.assemble.graph import edge
from kg.assemble.vocabulary import STATUS, TYPE
from kg.infer.closure import Inference
from kg.ontology import Ontology
from kg.records import Claim, Evidence, Polarity


def derive_claims(inference: Inference, claims: Iterable[Claim], ontology: Ontology) -> tuple[Claim, ...]:
    """A claim for each inferred edge between things and each passage that the edges it follows from rest on.

    `claims` are those the graph was made of. A derived claim is as sure as the least sure of its premises, and as far
    along as the least advanced of the statuses that its document gives to the premises and to the things they meet in.
    Types are not claimed, nor what follows from triples that nobody claimed. The claims come in a fixed order.
    """
    stated: defaultdict[Triple, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity is Polarity.AFFIRMED:
            stated[edge(claim)].append(claim)
    statuses = _occurrence_statuses(stated)
    derived: list[Claim] = []
    for triple in sorted(inference.triples, key=str):
        if triple.predicate != TYPE and isinstance(triple.object, NamedNode):
            derived.extend(_claims_for(triple, inference, stated, statuses, ontology))
    return tuple(derived)


def _claims_for(
    triple: Triple,
    inference: Inference,
    stated: Mapping[Triple, list[Claim]],
    statuses: Mapping[tuple[str, str], frozenset[str]],
    ontology: Ontology,
) -> Iterator[Claim]:
    leaves = [leaf for leaf in _leaves(triple, inference.because) if leaf in stated]
    if not leaves:
        return
    confidence = min(max(claim.confidence for claim in stated[leaf]) for leaf in leaves)
    by_evidence: dict[Evidence, None] = {}
    status_by_document: defaultdict[str, set[str]] = defaultdict(set)
    subject, target = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "value", ""))
    for leaf in leaves:
        for claim in stated[leaf]:
            document = claim.evidence.document
            by_evidence[claim.evidence] = None
            status_by_document[document].update({claim.status} - {""})
            for node in (claim.subject, claim.object):
                if isinstance(node, str) and node not in (subject, target):
                    status_by_document[document] |= statuses.get((document, node), frozenset())
    for evidence in sorted(by_evidence):
        yield Claim(
            subject=subject,
            predicate=triple.predicate.value,
            object=target,
            evidence=evidence,
            status=_least_advanced(status_by_document[evidence.document], ontology),
            confidence=confidence,
            extractor=inference.rules[triple],
        )


def _leaves(triple: Triple, because: Mapping[Triple, tuple[Triple, ...]]) -> tuple[Triple, ...]:
    """The stated triples an inferred one rests on in the end, in the order of the premises."""
    found: dict[Triple, None] = {}
    seen: set[Triple] = set()
    waiting = [triple]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in because:
            waiting.extend(reversed(because[current]))
        else:
            found[current] = None
    return tuple(found)


def _occurrence_statuses(stated: Mapping[Triple, list[Claim]]) -> Mapping[tuple[str, str], frozenset[str]]:
    """The statuses that each document gives to things, by document and thing."""
    found: defaultdict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for triple, claims in stated.items():
        if triple.predicate == STATUS:
            for claim in claims:
                found[claim.evidence.document, claim.subject] |= {str(claim.object)}
    return found


def _least_advanced(statuses: set[str], ontology: Ontology) -> str:
    known = [status for status in statuses if status in ontology.statuses]
    return min(known, key=lambda status: (ontology.statuses[status].rank, status), default="")
