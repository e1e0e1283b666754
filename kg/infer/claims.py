"""Claims for inferred edges: they rest on the words that the stated edges beneath them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from kg.assemble.graph import object_term
from kg.infer.facts import Fact
from kg.infer.grounds import Ground, Telling, gives_status, ground_of, place_of, rank, speaking, telling_of
from kg.infer.infer import Inference
from kg.infer.join import Premises
from kg.infer.rules import RDF_TYPE, term
from kg.infer.transitive import Edge, Term
from kg.ontology import Ontology
from kg.records import Claim, Polarity


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

    def premises_of(fact: Fact) -> Premises | None:
        return derivations[fact].premises if fact in derivations else None

    leaves = {fact: leaves_of(fact, premises_of, known) for fact in edges}
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
    fact: Edge[Term],
    premises_of: Callable[[Edge[Term]], Sequence[Edge[Term]] | None],
    known: dict[Edge[Term], tuple[Edge[Term], ...]],
) -> tuple[Edge[Term], ...]:
    """The stated facts, which have no premises to be told, that an inferred one rests on in the end.

    `known` keeps those of the facts on the way.
    """
    waiting = [fact]
    while waiting:
        premises = premises_of(waiting[-1]) or ()
        missing = [each for each in premises if each not in known and premises_of(each) is not None]
        if missing:
            waiting += missing
        else:
            found = [leaf for each in premises for leaf in known.get(each, (each,))]
            known[waiting.pop()] = tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)
    return known[fact]


def claims_for(fact: Fact, label: str, grounds: Mapping[Fact, Ground], ontology: Ontology) -> Iterator[Claim]:
    """The claims of an inferred edge, by what the stated facts beneath it give, those that were claimed."""
    if not grounds:
        return
    confidence = min(ground.confidence for ground in grounds.values())
    passages = {place_of(each): each for ground in grounds.values() for each in ground.passages}
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
    told: defaultdict[Fact, list[Telling]] = defaultdict(list)
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
                told[fact].append(telling_of(claim))
        if gives_status(claim):
            statuses[term(claim.subject), claim.evidence.document].add(str(claim.object))

    def given(thing: str, document: str) -> Iterable[str]:
        return statuses.get((thing, document), ())

    return {fact: ground_of(fact, list(speaking(sorted(each, key=rank))), given) for fact, each in told.items()}


def _least_advanced(statuses: Iterable[str], ontology: Ontology) -> str:
    known = [(ontology.statuses[status].rank, status) for status in statuses if status in ontology.statuses]
    return min(known)[1] if known else ""
