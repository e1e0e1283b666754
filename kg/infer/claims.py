"""Claims for inferred edges: they rest on the words that the stated edges beneath them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from kg.assemble.graph import object_term
from kg.assemble.vocabulary import STATUS
from kg.infer.closure import Derivation
from kg.infer.facts import Fact
from kg.infer.infer import Inference
from kg.infer.rules import RDF_TYPE, term
from kg.ontology import Ontology
from kg.records import Claim, Evidence, Polarity

# Of a stated fact as many passages speak for what follows from it. That Oslo is in Norway may be told by every document,
# and all that is in Oslo is in Norway too: with all passages for each, claims would grow with the square of the documents.
PASSAGES_TOLD = 12

_STATUS = STATUS.value
_Place = tuple[str, int, int, str, int, int]


@dataclass(frozen=True, slots=True)
class Statuses:
    """How far along a document tells a stated fact to be, its subject, and its object."""

    fact: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a stated fact gives to what follows from it: how sure its surest claim is, passages, and statuses by document."""

    confidence: float
    passages: tuple[Evidence, ...]
    statuses: Mapping[str, Statuses]


def derive_claims(inference: Inference, claims: Iterable[Claim], ontology: Ontology) -> tuple[Claim, ...]:
    """A claim for each inferred edge between things and each passage that the edges it follows from rest on.

    `claims` are those the graph was made of. A derived claim is as sure as the least sure of its premises, and as far
    along as the least advanced of the statuses that its document gives to the premises and to the things they meet in.
    Of an edge that many passages state, the `PASSAGES_TOLD` surest count, in the order of their places among equals.
    Types are not claimed, nor what follows from triples that nobody claimed. The claims come in a fixed order.
    """
    derivations = inference.derivations
    unclaimed = unclaimed_predicates(inference.hidden)
    edges = sorted(fact for fact in derivations if fact[1] not in unclaimed and fact[2][0] == "<")
    known: dict[Fact, tuple[Fact, ...]] = {}
    leaves = {fact: leaves_of(fact, derivations, known) for fact in edges}
    grounds = _grounds(claims, {leaf for each in leaves.values() for leaf in each})
    return tuple(
        claim
        for fact in edges
        for claim in claims_for(
            fact,
            derivations[fact].label,
            {leaf: grounds[leaf] for leaf in leaves[fact] if leaf in grounds},
            ontology,
        )
    )


def unclaimed_predicates(hidden: Set[str]) -> frozenset[str]:
    """The predicates whose inferred facts nobody claims."""
    return frozenset({*hidden, RDF_TYPE})


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


def status_given(claim: Claim) -> str:
    """The status that a claim says its subject to have; empty where it says none."""
    return str(claim.object) if claim.predicate == _STATUS and claim.polarity is Polarity.AFFIRMED else ""


def rank(claim: Claim) -> tuple[float, _Place]:
    """What claims of one fact are ordered by: the surest first."""
    return -claim.confidence, _place(claim.evidence)


def speaking(ranked: Iterable[Claim]) -> Iterator[Claim]:
    """Of the claims of one fact, in the order of their rank, those in the passages that speak for what follows from it."""
    places: set[_Place] = set()
    for claim in ranked:
        place = _place(claim.evidence)
        if len(places) < PASSAGES_TOLD:
            places.add(place)
        if place in places:
            yield claim


def ground_of(claims: Iterable[Claim], statuses: Callable[[str, str], Iterable[str]]) -> Ground:
    """What a stated fact gives, by its claims that speak; `statuses` are those that a document gives to a thing."""
    spoken = list(claims)
    passages = {_place(claim.evidence): claim.evidence for claim in spoken}
    own: defaultdict[str, set[str]] = defaultdict(set)
    for claim in spoken:
        own[claim.evidence.document].update({claim.status} - {""})
    subject, target = spoken[0].subject, spoken[0].object
    return Ground(
        max(claim.confidence for claim in spoken),
        tuple(passages.values()),
        {
            document: Statuses(
                frozenset(given),
                frozenset(statuses(subject, document)),
                frozenset(statuses(target, document) if isinstance(target, str) else ()),
            )
            for document, given in own.items()
        },
    )


def claims_for(fact: Fact, label: str, grounds: Mapping[Fact, Ground], ontology: Ontology) -> Iterator[Claim]:
    """The claims of an inferred edge, by what the stated facts beneath it give, those that were claimed."""
    if not grounds:
        return
    confidence = min(ground.confidence for ground in grounds.values())
    passages = {_place(each): each for ground in grounds.values() for each in ground.passages}
    statuses: defaultdict[str, set[str]] = defaultdict(set)
    for leaf, ground in grounds.items():
        for document, given in ground.statuses.items():
            statuses[document] |= given.fact
            # What the ends themselves have reached says nothing of the edge between them.
            if leaf[0] not in (fact[0], fact[2]):
                statuses[document] |= given.subject
            if leaf[2] not in (fact[0], fact[2]):
                statuses[document] |= given.object
    subject, predicate, target = fact[0][1:-1], fact[1][1:-1], fact[2][1:-1]
    least = {document: _least_advanced(given, ontology) for document, given in statuses.items()}
    for place in sorted(passages):
        evidence = passages[place]
        status = least[evidence.document]
        yield Claim(subject, predicate, target, evidence, Polarity.AFFIRMED, status, confidence, label)


def _grounds(claims: Iterable[Claim], leaves: set[Fact]) -> Mapping[Fact, Ground]:
    stated: defaultdict[Fact, list[Claim]] = defaultdict(list)
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
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
        if status := status_given(claim):
            statuses[claim.subject, claim.evidence.document].add(status)

    def given(thing: str, document: str) -> Iterable[str]:
        return statuses.get((thing, document), ())

    return {fact: ground_of(speaking(sorted(each, key=rank)), given) for fact, each in stated.items()}


def _place(evidence: Evidence) -> _Place:
    """What evidence is ordered by, which is sooner compared than the record."""
    span, sentence = evidence.span, evidence.sentence
    return evidence.document, span.start, span.end, evidence.quote, sentence.start, sentence.end


def _least_advanced(statuses: Iterable[str], ontology: Ontology) -> str:
    known = [(ontology.statuses[status].rank, status) for status in statuses if status in ontology.statuses]
    return min(known)[1] if known else ""
