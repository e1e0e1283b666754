"""The rules of scoring, one by one: what is right, what is a false alarm, what is a miss, and what is neither."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.evaluate import Scheme
from kg.evaluate.compare import compare
from kg.evaluate.counts import Counts
from kg.evaluate.found import Found, FoundAgreement, FoundEdge, FoundEntity, FoundInvestment
from kg.evaluate.gold import Gold, GoldAgreement, GoldEdge, GoldEntity, GoldInvestment, GoldSum

ENTITIES = (
    GoldEntity("Orrin", "Company", aliases=("Orrin Steel",)),
    GoldEntity("Pell", "Startup"),
    GoldEntity("Quarry Fund", "Fund", types=("Company",)),
    GoldEntity("Rossmere", "Place"),
    GoldEntity("Selwick", "Zone", optional=True),
)


def entity(name: str, kind: str = "Company", *aliases: str) -> FoundEntity:
    return FoundEntity(f"id:{name}", name, kind, aliases)


@pytest.mark.parametrize(
    ("found", "entities", "typed"),
    [
        pytest.param([], (0, 0, 4), (0, 0, 4), id="nothing found: all that is not optional is missed"),
        pytest.param([entity("Orrin")], (1, 0, 3), (1, 0, 3), id="found"),
        pytest.param([entity("Orrin", "Fund")], (1, 0, 3), (0, 1, 4), id="found with a wrong type"),
        pytest.param([entity("Pell", "Company")], (1, 0, 3), (1, 0, 3), id="a startup is a company"),
        pytest.param([entity("Orrin", "Startup")], (1, 0, 3), (1, 0, 3), id="a company may be a startup"),
        pytest.param([entity("Quarry Fund", "Company")], (1, 0, 3), (1, 0, 3), id="another type that the gold accepts"),
        pytest.param([entity("Quarry Fund", "Startup")], (1, 0, 3), (0, 1, 4), id="equal types count for the first type only"),
        pytest.param([entity("Selwick", "Place")], (0, 0, 4), (0, 0, 4), id="optional: neither right nor wrong"),
        pytest.param([entity("Toller")], (0, 1, 4), (0, 1, 4), id="in the graph alone: a false alarm"),
        pytest.param([entity("Orrin"), entity("Orrin Steel")], (1, 1, 3), (1, 1, 3), id="a second node is a false alarm"),
        pytest.param([entity("Selwick"), entity("Selwick Co")], (0, 1, 4), (0, 1, 4), id="also of an optional one"),
        pytest.param([entity("OS", "Company", "Orrin Steel")], (1, 0, 3), (1, 0, 3), id="found by an alias"),
    ],
)  # fmt: skip
def test_entities(found: list[FoundEntity], entities: tuple[int, ...], typed: tuple[int, ...], scheme: Scheme) -> None:
    match = compare(Gold("x", ENTITIES), Found(tuple(found)), scheme).entities
    assert (match.counts, match.typed) == (Counts(*entities), Counts(*typed))
    assert len(match.missed) == match.counts.missed
    assert len(match.unknown) + len(match.doubles) == match.counts.wrong


def edge(subject: str, predicate: str, target: str) -> FoundEdge:
    return FoundEdge(entity(subject), predicate, entity(target))


def gold(subject: str, predicate: str, target: str, *others: str, optional: bool = False) -> GoldEdge:
    return GoldEdge((subject,), predicate, (target,), others, optional)


@pytest.mark.parametrize(
    ("stated", "found", "strict", "relaxed", "pair"),
    [
        pytest.param([gold("Orrin", "supports", "Pell")], [], (0, 0, 1), (0, 0, 1), (0, 0, 1), id="missed"),
        pytest.param([gold("Orrin", "supports", "Pell")], [edge("Orrin", "supports", "Pell")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="found"),
        pytest.param([gold("Orrin", "supports", "Pell")], [edge("Orrin", "investsIn", "Pell")], (0, 1, 1), (0, 1, 1), (1, 0, 0), id="other predicate"),
        pytest.param([gold("Orrin", "supports", "Pell")], [edge("Pell", "supports", "Orrin")], (0, 1, 1), (0, 1, 1), (1, 0, 0), id="wrong way round"),
        pytest.param([gold("Orrin", "supports", "Pell", "investsIn")], [edge("Orrin", "investsIn", "Pell")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="accepted predicate"),
        pytest.param([gold("Orrin", "cooperatesWith", "Pell")], [edge("Pell", "cooperatesWith", "Orrin")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="symmetric"),
        pytest.param([gold("Orrin", "cooperatesWith", "Pell")], [edge("Orrin", "cooperatesWith", "Pell"), edge("Pell", "cooperatesWith", "Orrin")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="symmetric, written both ways"),
        pytest.param([gold("Pell", "partOf", "Orrin")], [edge("Pell", "subsidiaryOf", "Orrin")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="equal predicates"),
        pytest.param([gold("Orrin", "launched", "Pell")], [edge("Orrin", "establishes", "Pell")], (0, 1, 1), (1, 0, 0), (1, 0, 0), id="related predicates"),
        pytest.param([gold("Orrin", "headquarteredIn", "Rossmere")], [edge("Orrin", "partOf", "Rossmere")], (0, 1, 1), (0, 1, 1), (1, 0, 0), id="relations do not chain"),
        pytest.param([gold("Orrin", "supports", "Pell", optional=True)], [edge("Orrin", "supports", "Pell")], (0, 0, 0), (0, 0, 0), (0, 0, 0), id="optional, found"),
        pytest.param([gold("Orrin", "supports", "Pell", optional=True)], [], (0, 0, 0), (0, 0, 0), (0, 0, 0), id="optional, not found"),
        pytest.param([gold("Orrin", "supports", "Pell")], [edge("Orrin", "supports", "Pell"), edge("Orrin Steel", "supports", "Pell")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="the same edge through a second node is judged once"),
        pytest.param([], [edge("Orrin", "supports", "Pell"), edge("Orrin", "supports", "Pell")], (0, 1, 0), (0, 1, 0), (0, 1, 0), id="a false alarm is judged once"),
        pytest.param([], [edge("Orrin", "supports", "Toller"), edge("Orrin", "supports", "Toller")], (0, 2, 0), (0, 2, 0), (0, 2, 0), id="an end that the gold does not know is wrong each time"),
        pytest.param([gold("Orrin", "supports", "Pell"), gold("Orrin", "investsIn", "Pell")], [edge("Orrin", "investsIn", "Pell")], (1, 0, 1), (1, 0, 1), (1, 0, 1), id="one found edge is one gold edge"),
        pytest.param([gold("Orrin", "supports", "Pell", "investsIn"), gold("Orrin", "investsIn", "Pell")], [edge("Orrin", "investsIn", "Pell"), edge("Orrin", "supports", "Pell")], (2, 0, 0), (2, 0, 0), (2, 0, 0), id="the gold edge with the very predicate comes first"),
        pytest.param([GoldEdge(("Orrin", "Quarry Fund"), "investsIn", ("Pell", "Rossmere"))], [edge("Quarry Fund", "investsIn", "Rossmere")], (1, 0, 0), (1, 0, 0), (1, 0, 0), id="accepted ends"),
    ],
)  # fmt: skip
def test_edges(
    stated: list[GoldEdge],
    found: list[FoundEdge],
    strict: tuple[int, ...],
    relaxed: tuple[int, ...],
    pair: tuple[int, ...],
    scheme: Scheme,
) -> None:
    matches = compare(Gold("x", ENTITIES, tuple(stated)), Found(edges=tuple(found)), scheme).edges
    assert {mode: match.counts for mode, match in matches.items()} == {
        "strict": Counts(*strict),
        "relaxed": Counts(*relaxed),
        "pair": Counts(*pair),
    }


def gold_investment(
    amount: int | None = 2_000_000,
    currency: str = "EUR",
    *also: GoldSum,
    investors: tuple[str, ...] = ("Orrin",),
    optional: bool = False,
) -> GoldInvestment:
    return GoldInvestment(
        investors, "Rossmere", (GoldSum(None if amount is None else Decimal(amount), currency), *also), optional
    )


def investment(amount: int | None = 2_000_000, currency: str = "EUR", *investors: str) -> FoundInvestment:
    return FoundInvestment("id:i", investors or ("Orrin",), "", None if amount is None else Decimal(amount), currency)


@pytest.mark.parametrize(
    ("stated", "found", "expected"),
    [
        pytest.param([gold_investment()], [], (0, 0, 1), id="missed"),
        pytest.param([gold_investment()], [investment()], (1, 0, 0), id="found"),
        pytest.param([gold_investment()], [investment(2_020_000)], (1, 0, 0), id="a hundredth more"),
        pytest.param([gold_investment()], [investment(1_979_999)], (0, 1, 1), id="more than a hundredth less"),
        pytest.param([gold_investment()], [investment(None)], (0, 1, 1), id="without the sum"),
        pytest.param([gold_investment(None, "")], [investment(None, "")], (1, 0, 0), id="no sum on either side"),
        pytest.param([gold_investment(None, "")], [investment()], (0, 1, 1), id="a sum that the text does not state"),
        pytest.param([gold_investment()], [investment(2_000_000, "USD")], (0, 1, 1), id="another currency"),
        pytest.param([gold_investment()], [investment(2_000_000, "")], (1, 0, 0), id="no currency"),
        pytest.param([gold_investment(2_000_000, "EUR", GoldSum(Decimal(2_200_000), "USD"))], [investment(2_200_000, "USD")], (1, 0, 0), id="the same sum in another currency"),
        pytest.param([gold_investment()], [investment(2_000_000, "EUR", "Pell")], (0, 1, 1), id="another investor"),
        pytest.param([gold_investment()], [investment(2_000_000, "EUR", "Pell", "Orrin Steel")], (1, 0, 0), id="one of the investors"),
        pytest.param([gold_investment(investors=())], [investment(2_000_000, "EUR", "Toller")], (1, 0, 0), id="the gold names no investor"),
        pytest.param([gold_investment()], [investment(), investment()], (1, 1, 0), id="a second node is a false alarm"),
        pytest.param([gold_investment(), gold_investment()], [investment(), investment()], (2, 0, 0), id="two alike"),
        pytest.param([gold_investment(optional=True)], [investment()], (0, 0, 0), id="optional"),
    ],
)  # fmt: skip
def test_investments(
    stated: list[GoldInvestment], found: list[FoundInvestment], expected: tuple[int, ...], scheme: Scheme
) -> None:
    gold = Gold("x", ENTITIES, investments=tuple(stated))
    assert compare(gold, Found(investments=tuple(found)), scheme).investments.counts == Counts(*expected)


def gold_agreement(*parties: str, optional: bool = False) -> GoldAgreement:
    return GoldAgreement(parties, "", optional)


def agreement(*parties: str) -> FoundAgreement:
    return FoundAgreement("id:a", parties)


@pytest.mark.parametrize(
    ("stated", "found", "expected"),
    [
        pytest.param([gold_agreement("Orrin", "Pell")], [], (0, 0, 1), id="missed"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Pell", "Orrin")], (1, 0, 0), id="found"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Orrin")], (0, 1, 1), id="one party is not enough"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Orrin", "Pell", "Rossmere", "Selwick")], (1, 0, 0), id="half of all are shared"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Orrin", "Pell", "Rossmere", "Selwick", "Quarry Fund")], (0, 1, 1), id="less than half"),
        pytest.param([gold_agreement("Orrin", "Pell", "Rossmere")], [agreement("Orrin", "Pell")], (1, 0, 0), id="two of three"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Orrin", "Pell", "Toller", "Upwey", "Vance")], (1, 0, 0), id="parties that the gold does not know do not count"),
        pytest.param([gold_agreement("Orrin")], [agreement("Orrin", "Pell")], (1, 0, 0), id="the one party that is known"),
        pytest.param([gold_agreement()], [agreement()], (1, 0, 0), id="no party on either side"),
        pytest.param([gold_agreement()], [agreement("Orrin", "Pell")], (0, 1, 1), id="parties that the text does not state"),
        pytest.param([gold_agreement("Orrin", "Pell")], [agreement("Orrin", "Pell"), agreement("Orrin", "Pell")], (1, 1, 0), id="a second node is a false alarm"),
        pytest.param([gold_agreement("Orrin", "Pell", optional=True)], [agreement("Orrin", "Pell")], (0, 0, 0), id="optional"),
    ],
)  # fmt: skip
def test_agreements(
    stated: list[GoldAgreement], found: list[FoundAgreement], expected: tuple[int, ...], scheme: Scheme
) -> None:
    gold = Gold("x", ENTITIES, agreements=tuple(stated))
    assert compare(gold, Found(agreements=tuple(found)), scheme).agreements.counts == Counts(*expected)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(), 0.0, 0.0, 0.0),
        (Counts(3, 0, 0), 1.0, 1.0, 1.0),
        (Counts(3, 1, 3), 0.75, 0.5, 0.6),
        (Counts(0, 4, 0), 0.0, 0.0, 0.0),
    ],
)
def test_precision_recall_and_f1(counts: Counts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (precision, recall, pytest.approx(f1))
