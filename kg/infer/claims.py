"""Claims for inferred edges: they rest on the words that the stated edges beneath them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.assemble.graph import object_term
from kg.assemble.vocabulary import STATUS
from kg.infer.closure import Derivation
from kg.infer.facts import Fact
from kg.infer.infer import Inference
from kg.infer.rules import RDF_TYPE, term
from kg.ontology import Ontology
from kg.records import Claim, Evidence, Polarity

_STATUS = STATUS.value
_Place = tuple[str, int, int, str, int, int]

_NO_STATUS: frozenset[str] = frozenset()


def derive_claims(
    inference: Inference, claims: Iterable[Claim], ontology: Ontology, *, documents: Collection[str] | None = None
) -> tuple[Claim, ...]:
    """A claim for each inferred edge between things and each passage that the edges it follows from rest on.

    `claims` are those the graph was made of. A derived claim is as sure as the least sure of its premises, and as far
    along as the least advanced of the statuses that its document gives to the premises and to the things they meet in.
    Types are not claimed, nor what follows from triples that nobody claimed. The claims come in a fixed order; of
    `documents`, where they are given, just those with passages in them (see `documents_touched`).
    """
    derivations, claims = inference.derivations, tuple(claims)
    derived: Iterable[Fact] = derivations
    if documents is not None:
        derived = inference.closure.resting_on(claimed(each) for each in claims if each.evidence.document in documents)
    unclaimed = inference.hidden | {RDF_TYPE}
    edges = sorted(fact for fact in derived if fact[1] not in unclaimed and fact[2][0] == "<")
    known: dict[Fact, tuple[Fact, ...]] = {}
    leaves = {fact: leaves_of(fact, derivations, known) for fact in edges}
    grounds = _grounds(claims, {leaf for each in leaves.values() for leaf in each})
    return tuple(
        claim
        for fact in edges
        for claim in _claims_for(fact, derivations[fact].label, leaves[fact], grounds, ontology)
        if documents is None or claim.evidence.document in documents
    )


def claimed(claim: Claim) -> Fact:
    """The fact that a claim states."""
    target = term(claim.object) if isinstance(claim.object, str) else str(object_term(claim))
    return term(claim.subject), term(claim.predicate), target


def leaves_of(
    fact: Fact, derivations: Mapping[Fact, Derivation], known: dict[Fact, tuple[Fact, ...]]
) -> tuple[Fact, ...]:
    """The stated facts that an inferred one rests on in the end; `known` keeps those of the facts on the way."""
    waiting = [fact]
    while waiting:
        premises = derivations[waiting[-1]].premises
        missing = [each for each in premises if each in derivations and each not in known]
        if missing:
            waiting += missing
        else:
            found = [leaf for each in premises for leaf in known.get(each, (each,))]
            known[waiting.pop()] = tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)
    return known[fact]


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What stands beneath derived claims: the affirmed claims of each fact, and what status a document gives a thing."""

    claims: Mapping[Fact, list[Claim]]
    statuses: Mapping[str, Mapping[str, set[str]]]


def _grounds(claims: Iterable[Claim], leaves: set[Fact]) -> _Grounds:
    stated: defaultdict[Fact, list[Claim]] = defaultdict(list)
    statuses: dict[str, defaultdict[str, set[str]]] = {}
    # Most claims are beneath nothing: their terms alone say so.
    subjects = {leaf[0][1:-1] for leaf in leaves}
    predicates = {leaf[1][1:-1] for leaf in leaves}
    for claim in claims:
        if claim.polarity is not Polarity.AFFIRMED:
            continue
        if claim.predicate in predicates and claim.subject in subjects:
            fact = claimed(claim)
            if fact in leaves:
                stated[fact].append(claim)
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
    passages: dict[_Place, Evidence] = {}
    statuses: dict[str, set[str]] = {}
    for claim in chain.from_iterable(beneath):
        evidence = claim.evidence
        passages[_place(evidence)] = evidence
        if claim.status:
            statuses.setdefault(evidence.document, set()).add(claim.status)
        for node in (claim.subject, claim.object):
            # What the ends themselves have reached says nothing of the edge between them.
            if isinstance(node, str) and node in grounds.statuses and node not in (subject, target):
                given = grounds.statuses[node].get(evidence.document, _NO_STATUS)
                statuses.setdefault(evidence.document, set()).update(given)
    for place in sorted(passages):
        evidence = passages[place]
        status = _least_advanced(statuses.get(evidence.document, _NO_STATUS), ontology)
        yield Claim(subject, predicate, target, evidence, Polarity.AFFIRMED, status, confidence, label)


def _place(evidence: Evidence) -> _Place:
    """What evidence is ordered by, which is sooner compared than the record."""
    span, sentence = evidence.span, evidence.sentence
    return evidence.document, span.start, span.end, evidence.quote, sentence.start, sentence.end


def _least_advanced(statuses: Iterable[str], ontology: Ontology) -> str:
    known = [(ontology.statuses[status].rank, status) for status in statuses if status in ontology.statuses]
    return min(known)[1] if known else ""
