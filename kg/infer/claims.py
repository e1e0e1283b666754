"""Claims for inferred edges: they rest on the words that the stated edges beneath them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.assemble.graph import object_term
from kg.assemble.vocabulary import STATUS
from kg.infer.closure import Derivation
from kg.infer.facts import Fact
from kg.infer.infer import Inference
from kg.infer.rules import RDF_TYPE, term
from kg.ontology import Ontology
from kg.records import Claim, Polarity, Value

_STATUS = STATUS.value
_NO_STATUS: frozenset[str] = frozenset()


def derive_claims(inference: Inference, claims: Iterable[Claim], ontology: Ontology) -> tuple[Claim, ...]:
    """A claim for each inferred edge between things and each passage that the edges it follows from rest on.

    `claims` are those the graph was made of. A derived claim is as sure as the least sure of its premises, and as far
    along as the least advanced of the statuses that its document gives to the premises and to the things they meet in.
    Types are not claimed, nor what follows from triples that nobody claimed. The claims come in a fixed order.
    """
    derivations = inference.derivations
    grounds = _grounds(claims, {premise[1] for each in derivations.values() for premise in each.premises})
    unclaimed = inference.hidden | {RDF_TYPE}
    leaves: dict[Fact, tuple[Fact, ...]] = {}
    return tuple(
        claim
        for fact in sorted(fact for fact in derivations if fact[1] not in unclaimed and fact[2][0] == "<")
        for claim in _claims_for(fact, derivations[fact].label, _leaves(fact, derivations, leaves), grounds, ontology)
    )


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What stands beneath derived claims: the affirmed claims of each fact, and what status a document gives a thing."""

    claims: Mapping[Fact, list[Claim]]
    statuses: Mapping[str, Mapping[str, set[str]]]


def _grounds(claims: Iterable[Claim], predicates: set[str]) -> _Grounds:
    stated: defaultdict[Fact, list[Claim]] = defaultdict(list)
    statuses: dict[str, defaultdict[str, set[str]]] = {}
    for claim in claims:
        predicate = term(claim.predicate)
        if claim.polarity is not Polarity.AFFIRMED:
            continue
        if predicate in predicates:
            target = str(object_term(claim)) if isinstance(claim.object, Value) else term(claim.object)
            stated[term(claim.subject), predicate, target].append(claim)
        if claim.predicate == _STATUS:
            statuses.setdefault(claim.subject, defaultdict(set))[claim.evidence.document].add(str(claim.object))
    return _Grounds(stated, statuses)


def _claims_for(
    fact: Fact, label: str, leaves: Iterable[Fact], grounds: _Grounds, ontology: Ontology
) -> Iterator[Claim]:
    beneath = [grounds.claims[leaf] for leaf in leaves if leaf in grounds.claims]
    if not beneath:
        return
    confidence = min([max([claim.confidence for claim in claims]) for claims in beneath])
    subject, predicate, target = fact[0][1:-1], fact[1][1:-1], fact[2][1:-1]
    resting = [claim for claims in beneath for claim in claims]
    statuses: defaultdict[str, set[str]] = defaultdict(set)
    for claim in resting:
        document = claim.evidence.document
        if claim.status:
            statuses[document].add(claim.status)
        for node in (claim.subject, claim.object):
            # What the ends themselves have reached says nothing of the edge between them.
            if isinstance(node, str) and node in grounds.statuses and node not in (subject, target):
                statuses[document] |= grounds.statuses[node].get(document, _NO_STATUS)
    evidences = [claim.evidence for claim in resting]
    for evidence in sorted(set(evidences)) if len(evidences) > 1 else evidences:
        status = _least_advanced(statuses[evidence.document], ontology) if evidence.document in statuses else ""
        yield Claim(subject, predicate, target, evidence, Polarity.AFFIRMED, status, confidence, label)


def _leaves(
    fact: Fact, derivations: Mapping[Fact, Derivation], known: dict[Fact, tuple[Fact, ...]]
) -> tuple[Fact, ...]:
    """The stated facts that an inferred one rests on in the end; `known` keeps those of the facts on the way."""
    waiting = [fact]
    while waiting:
        current = waiting[-1]
        premises = derivations[current].premises
        missing = [each for each in premises if each in derivations and each not in known]
        if missing:
            waiting += missing
        else:
            found = [leaf for each in premises for leaf in known.get(each, (each,))]
            known[current] = tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)
            waiting.pop()
    return known[fact]


def _least_advanced(statuses: Iterable[str], ontology: Ontology) -> str:
    known = [status for status in statuses if status in ontology.statuses]
    return min(known, key=lambda status: (ontology.statuses[status].rank, status), default="")
