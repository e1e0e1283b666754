"""A graph against the gold of its text: what is right, what was missed and what is a false alarm.

What the gold calls optional is neutral: finding it is neither right nor wrong, not finding it is no miss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.evaluate.alignment import Alignment
from kg.evaluate.counts import EDGES, ENTITIES, TYPED, Counts
from kg.evaluate.found import Found, FoundAgreement, FoundEdge, FoundEntity, FoundInvestment
from kg.evaluate.gold import Gold, GoldAgreement, GoldEdge, GoldEntity, GoldInvestment
from kg.evaluate.scheme import AGREEMENTS, INVESTMENTS, Scheme

TOLERANCE = Decimal("0.01")
SHARED_PARTIES = 0.5
STRICT, RELAXED, PAIR = EDGES


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """Entities compared; `doubles` are further nodes for an entity that has one, `mistyped` are of another type."""

    counts: Counts
    typed: Counts
    missed: tuple[GoldEntity, ...]
    unknown: tuple[FoundEntity, ...]
    doubles: tuple[tuple[FoundEntity, GoldEntity], ...]
    mistyped: tuple[tuple[FoundEntity, GoldEntity], ...]


@dataclass(frozen=True, slots=True)
class EdgeMatch:
    """Edges compared in one way."""

    counts: Counts
    missed: tuple[GoldEdge, ...]
    wrong: tuple[FoundEdge, ...]


@dataclass(frozen=True, slots=True)
class InvestmentMatch:
    """Investments compared."""

    counts: Counts
    missed: tuple[GoldInvestment, ...]
    wrong: tuple[FoundInvestment, ...]


@dataclass(frozen=True, slots=True)
class AgreementMatch:
    """Agreements compared."""

    counts: Counts
    missed: tuple[GoldAgreement, ...]
    wrong: tuple[FoundAgreement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of one text compared; `edges` by how strict."""

    entities: EntityMatch
    edges: Mapping[str, EdgeMatch]
    investments: InvestmentMatch
    agreements: AgreementMatch

    @property
    def counts(self) -> dict[str, Counts]:
        """The counts by metric."""
        return {
            ENTITIES: self.entities.counts,
            TYPED: self.entities.typed,
            **{EDGES[mode]: match.counts for mode, match in self.edges.items()},
            INVESTMENTS: self.investments.counts,
            AGREEMENTS: self.agreements.counts,
        }


def compare(gold: Gold, found: Found, scheme: Scheme) -> Comparison:
    """What a graph has of a text's gold."""
    # Entities come first: names are settled with their aliases.
    alignment = Alignment(gold.entities, scheme.passed_over)
    entities = compare_entities(gold.entities, found.entities, alignment, scheme)
    numbers = {entity.name: index for index, entity in enumerate(gold.entities)}
    return Comparison(
        entities=entities,
        edges={mode: compare_edges(gold.edges, found.edges, alignment, numbers, scheme, mode) for mode in EDGES},
        investments=compare_investments(gold.investments, found.investments, alignment, numbers),
        agreements=compare_agreements(gold.agreements, found.agreements, alignment, numbers),
    )


def compare_entities(
    gold: Sequence[GoldEntity], found: Sequence[FoundEntity], alignment: Alignment, scheme: Scheme
) -> EntityMatch:
    """Each gold entity has one node; a second node for it is a false alarm, as is a node for none."""
    matched: dict[int, FoundEntity] = {}
    unknown: list[FoundEntity] = []
    doubles: list[tuple[FoundEntity, GoldEntity]] = []
    for each in found:
        index = alignment.index(each.name, each.aliases)
        if index is None:
            unknown.append(each)
        elif index in matched:
            doubles.append((each, gold[index]))
        else:
            matched[index] = each
    right = [(each, gold[index]) for index, each in matched.items() if not gold[index].optional]
    mistyped = tuple((each, entity) for each, entity in right if not _is_of_type(each, entity, scheme))
    needed = sum(not entity.optional for entity in gold)
    wrong, typed = len(unknown) + len(doubles), len(right) - len(mistyped)
    return EntityMatch(
        counts=Counts(len(right), wrong, needed - len(right)),
        typed=Counts(typed, wrong + len(mistyped), needed - typed),
        missed=tuple(each for index, each in enumerate(gold) if index not in matched and not each.optional),
        unknown=tuple(unknown),
        doubles=tuple(doubles),
        mistyped=mistyped,
    )


def _is_of_type(found: FoundEntity, gold: GoldEntity, scheme: Scheme) -> bool:
    return found.type in gold.types or scheme.are_equal(found.type, gold.type)


def compare_edges(
    gold: Sequence[GoldEdge],
    found: Sequence[FoundEdge],
    alignment: Alignment,
    numbers: Mapping[str, int],
    scheme: Scheme,
    mode: str,
) -> EdgeMatch:
    """Edges by their ends and predicate (`strict`), by predicates alike (`relaxed`), or by their ends (`pair`).

    A graph may state one gold edge several times; what it says twice is judged once.
    """
    hit: set[int] = set()
    wrong: list[FoundEdge] = []
    judged: set[tuple[int, str, int]] = set()
    for each in found:
        subject, target = alignment.index(each.subject.name), alignment.index(each.object.name)
        if subject is None or target is None:
            wrong.append(each)
            continue
        if (subject, each.predicate, target) in judged:
            continue
        judged.add((subject, each.predicate, target))
        fitting = [
            index
            for index, edge in enumerate(gold)
            if _joins(edge, subject, target, numbers, either_way=mode == PAIR or edge.predicate in scheme.symmetric)
            and _says(edge, each.predicate, scheme, mode)
        ]
        fresh = [index for index in fitting if not gold[index].optional and index not in hit]
        if fresh:
            hit.add(min(fresh, key=lambda index: (gold[index].predicate != each.predicate, index)))
        elif not fitting:
            wrong.append(each)
    missed = tuple(edge for index, edge in enumerate(gold) if index not in hit and not edge.optional)
    return EdgeMatch(Counts(len(hit), len(wrong), len(missed)), missed, tuple(wrong))


def _joins(edge: GoldEdge, subject: int, target: int, numbers: Mapping[str, int], *, either_way: bool) -> bool:
    subjects, objects = {numbers[name] for name in edge.subjects}, {numbers[name] for name in edge.objects}
    return (subject in subjects and target in objects) or (either_way and subject in objects and target in subjects)


def _says(edge: GoldEdge, predicate: str, scheme: Scheme, mode: str) -> bool:
    if mode == PAIR or predicate in edge.predicates or scheme.are_equal(predicate, edge.predicate):
        return True
    return mode == RELAXED and scheme.are_related(predicate, edge.predicate)


def compare_investments(
    gold: Sequence[GoldInvestment],
    found: Sequence[FoundInvestment],
    alignment: Alignment,
    numbers: Mapping[str, int],
) -> InvestmentMatch:
    """Investments by their sum, to a hundredth, and one of their investors; each gold one is matched once."""
    matched: set[int] = set()
    wrong: list[FoundInvestment] = []
    for each in found:
        investors = alignment.indexes(each.investors)
        fitting = (
            index
            for index, investment in enumerate(gold)
            if index not in matched
            and is_same_sum(investment, each)
            and (not investment.investors or investors & {numbers[name] for name in investment.investors})
        )
        index = next(fitting, None)
        if index is None:
            wrong.append(each)
        else:
            matched.add(index)
    right = sum(not gold[index].optional for index in matched)
    missed = tuple(each for index, each in enumerate(gold) if index not in matched and not each.optional)
    return InvestmentMatch(Counts(right, len(wrong), len(missed)), missed, tuple(wrong))


def is_same_sum(gold: GoldInvestment, found: FoundInvestment) -> bool:
    """Whether the sum found is one of the gold's, or neither states one; a missing currency is any currency."""
    for each in gold.sums:
        if each.amount is None or found.amount is None:
            if each.amount is None and found.amount is None:
                return True
        elif abs(found.amount - each.amount) <= TOLERANCE * each.amount and found.currency in ("", each.currency):
            return True
    return False


def compare_agreements(
    gold: Sequence[GoldAgreement],
    found: Sequence[FoundAgreement],
    alignment: Alignment,
    numbers: Mapping[str, int],
) -> AgreementMatch:
    """Agreements by their parties, of which half or more and at least two are the same; each gold one is matched once."""
    matched: set[int] = set()
    wrong: list[FoundAgreement] = []
    for each in found:
        parties = alignment.indexes(each.parties)
        fitting = (
            index
            for index, agreement in enumerate(gold)
            if index not in matched and _have_same_parties({numbers[name] for name in agreement.parties}, parties)
        )
        index = next(fitting, None)
        if index is None:
            wrong.append(each)
        else:
            matched.add(index)
    right = sum(not gold[index].optional for index in matched)
    missed = tuple(each for index, each in enumerate(gold) if index not in matched and not each.optional)
    return AgreementMatch(Counts(right, len(wrong), len(missed)), missed, tuple(wrong))


def _have_same_parties(gold: set[int], found: frozenset[int]) -> bool:
    if not gold:
        return not found
    shared = len(gold & found)
    return shared / len(gold | found) >= SHARED_PARTIES and shared >= min(2, len(gold))
