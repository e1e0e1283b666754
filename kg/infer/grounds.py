"""What documents give to what follows from a stated fact: how sure it is, the passages that speak for it, and statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.assemble.vocabulary import STATUS
from kg.infer.facts import Fact
from kg.records import Claim, Evidence

# Of a stated fact as many passages speak for what follows from it. That Oslo is in Norway may be told by every document,
# and all that is in Oslo is in Norway too: with all passages for each, claims would grow with the square of the documents.
PASSAGES_TOLD = 12

Place = tuple[str, int, int, str, int, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claim gives to what follows from its fact."""

    confidence: float
    evidence: Evidence
    status: str


@dataclass(frozen=True, slots=True)
class Statuses:
    """How far along a document tells a stated fact to be, its subject, and its object."""

    fact: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a stated fact gives to what follows from it: how sure it is, passages, and statuses by document."""

    confidence: float
    passages: tuple[Evidence, ...]
    statuses: Mapping[str, Statuses]


def gives_status(claim: Claim) -> bool:
    """Whether a claim says how far along its subject is."""
    return claim.predicate == STATUS.value


def telling_of(claim: Claim) -> Telling:
    """What a claim gives to what follows from its fact."""
    return Telling(claim.confidence, claim.evidence, claim.status)


def rank(telling: Telling) -> tuple[float, Place]:
    """What the tellings of one fact are ordered by: the surest first."""
    return -telling.confidence, place_of(telling.evidence)


def speaking(ranked: Iterable[Telling]) -> Iterator[Telling]:
    """Of the tellings of one fact, in the order of their rank, those in the passages that speak for what follows."""
    places: set[Place] = set()
    for telling in ranked:
        place = place_of(telling.evidence)
        if len(places) < PASSAGES_TOLD:
            places.add(place)
        if place in places:
            yield telling


def ground_of(fact: Fact, spoken: Sequence[Telling], statuses: Callable[[str, str], Iterable[str]]) -> Ground:
    """What a stated fact gives, by the tellings that speak; `statuses` are those that a document gives to a thing."""
    own: defaultdict[str, set[str]] = defaultdict(set)
    for telling in spoken:
        own[telling.evidence.document].add(telling.status)
    subject, _, target = fact
    return Ground(
        max(telling.confidence for telling in spoken),
        tuple({place_of(telling.evidence): telling.evidence for telling in spoken}.values()),
        {
            document: Statuses(
                frozenset(given), frozenset(statuses(subject, document)), frozenset(statuses(target, document))
            )
            for document, given in own.items()
        },
    )


def place_of(evidence: Evidence) -> Place:
    """What evidence is ordered by, which is sooner compared than the record."""
    span, sentence = evidence.span, evidence.sentence
    return evidence.document, span.start, span.end, evidence.quote, sentence.start, sentence.end
