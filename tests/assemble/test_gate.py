"""What the gate lets in, and what it says of what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kg.assemble import check_claims
from kg.ontology import NAMESPACE, Ontology
from kg.records import Claim, Document, Entity, Polarity, Value

XSD = "http://www.w3.org/2001/XMLSchema#"
INVESTMENT = "investment/velmar-1"

Parts = tuple[Any, ...]


@pytest.fixture
def judge(entities: Mapping[str, Entity], documents: Mapping[str, Document], ontology: Ontology) -> Any:
    return lambda *claims: check_claims(claims, entities, documents, ontology)


@pytest.mark.parametrize(
    "parts",
    [
        ("org/velmar", "establishes", "facility/lodz-glass-works"),
        ("place/lodz", "investsIn", "org/velmar"),
        (INVESTMENT, "amount", Value("12500000", XSD + "decimal")),
        (INVESTMENT, "currency", Value("EUR", XSD + "string")),
        (INVESTMENT, "currency", Value("EUR", "")),
        (INVESTMENT, "date", Value("2024", XSD + "gYear")),
        (INVESTMENT, "date", Value("2024-05", XSD + "gYearMonth")),
        (INVESTMENT, "date", Value("2024-02-29", XSD + "date")),
        (INVESTMENT, "purpose", Value("to make glass", "", "en")),
        (INVESTMENT, "status", NAMESPACE + "planned"),
    ],
)
def test_lets_in_what_the_ontology_allows(parts: Parts, judge: Any, propose: Any) -> None:
    claim = propose(*parts)
    assert judge(claim) == ((claim,), ())


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("org/velmar", "sings", "org/orlin"), "sings is not a property of the ontology"),
        (
            ("facility/lodz-glass-works", "investsIn", "org/velmar"),
            "the subject of investsIn must be an agent (its domain), and Lodz glass works is a facility",
        ),
        (
            ("org/velmar", "investsIn", "person/ida-quist"),
            "the object of investsIn must be an undertaking (its range), and Ida Quist is a person",
        ),
        (
            (INVESTMENT, "status", "org/orlin"),
            "the object of status must be a status (its range), and Orlin is a company",
        ),
        (("org/velmar", "cooperatesWith", "org/velmar"), "both ends are Velmar"),
        (("org/nobody", "cooperatesWith", "org/velmar"), "org/nobody is not a known entity"),
        (("org/velmar", "cooperatesWith", "org/nobody"), "org/nobody is not a known entity"),
        (("org/velmar", "affiliatedWith", "thing/odd"), "which the ontology does not have"),
        (("org/velmar", "cooperatesWith", Value("Orlin", "")), "relates to a thing, not to the literal “Orlin”"),
        ((INVESTMENT, "amount", "org/orlin"), "takes a literal, not the thing"),
        ((INVESTMENT, "amount", Value("1.2e7", XSD + "decimal")), "“1.2e7” is not a valid decimal for amount"),
        ((INVESTMENT, "amount", Value("12", XSD + "integer")), "amount takes a decimal, and “12” is an integer"),
        ((INVESTMENT, "amount", Value("12", "", "en")), "amount takes a decimal, and “12” is a langString"),
        ((INVESTMENT, "currency", Value("EUR", "", "en")), "currency takes a string"),
        ((INVESTMENT, "purpose", Value("to make glass", "")), "purpose takes a langString"),
        ((INVESTMENT, "date", Value("2023-02-29", XSD + "date")), "“2023-02-29” is not a valid date for date"),
        ((INVESTMENT, "date", Value("2024-13", XSD + "gYearMonth")), "is not a valid gYearMonth"),
        ((INVESTMENT, "date", Value("in May", "")), "date takes a date or gYearMonth or gYear"),
    ],
)
def test_refuses_what_the_ontology_does_not_allow(parts: Parts, reason: str, judge: Any, propose: Any) -> None:
    claim = propose(*parts)
    accepted, rejected = judge(claim)
    assert (accepted, [each.claim for each in rejected]) == ((), [claim])
    assert reason in rejected[0].reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "Velmar AG will not"}, "its quote “Velmar AG will not” does not stand at 0..56 of velmar-0a1b2c3d"),
        ({"span": (0, 4000), "quote": "x"}, "does not stand at 0..4000"),
        ({"span": (4, 4)}, "is empty"),
        ({"sentence": (10, 57)}, "lies outside its sentence at 10..57"),
        ({"document": "other-1"}, "its document other-1 was not read"),
        ({"confidence": 1.2}, "its confidence 1.2 does not lie between 0 and 1"),
        ({"confidence": float("nan")}, "its confidence nan"),
        ({"status": NAMESPACE + "dreamt"}, "dreamt is not a status of the ontology"),
    ],
)
def test_refuses_what_its_evidence_does_not_bear(
    changes: dict[str, Any], reason: str, judge: Any, propose: Any
) -> None:
    _, rejected = judge(propose("org/velmar", "establishes", "facility/lodz-glass-works", **changes))
    assert reason in rejected[0].reason


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.HYPOTHETICAL])
def test_denied_and_hypothetical_claims_pass_as_evidence(polarity: Polarity, judge: Any, propose: Any) -> None:
    claim = propose("org/velmar", "cooperatesWith", "org/orlin", polarity=polarity)
    assert judge(claim) == ((claim,), ())


def amount(lexical: str) -> Value:
    return Value(lexical, XSD + "decimal")


def test_of_two_amounts_the_surer_is_kept_and_named(judge: Any, propose: Any) -> None:
    unsure = propose(INVESTMENT, "amount", amount("12000000"), confidence=0.5)
    sure = propose(INVESTMENT, "amount", amount("12500000.0"), (58, 93), sentence=(58, 93), confidence=0.9)
    accepted, rejected = judge(unsure, sure)
    assert accepted == (sure,)
    assert rejected[0].claim == unsure
    assert "amount has one value at most, and for Velmar: 12.5 million EUR “12500000.0” was kept" in rejected[0].reason


def test_of_two_equally_sure_amounts_the_first_in_the_text_is_kept(judge: Any, propose: Any) -> None:
    late = propose(INVESTMENT, "amount", amount("13000000"), (58, 93), sentence=(58, 93))
    early = propose(INVESTMENT, "amount", amount("12500000"))
    assert judge(late, early)[0] == (early,)


def test_one_amount_written_in_two_ways_is_no_conflict(judge: Any, propose: Any) -> None:
    claims = (propose(INVESTMENT, "amount", amount("12500000")), propose(INVESTMENT, "amount", amount("12500000.00")))
    assert judge(*claims) == (claims, ())


def test_a_denied_amount_does_not_stand_against_a_stated_one(judge: Any, propose: Any) -> None:
    denied: Claim = replace(propose(INVESTMENT, "amount", amount("99")), polarity=Polarity.NEGATED)
    stated = propose(INVESTMENT, "amount", amount("12500000"), confidence=0.1)
    assert judge(denied, stated) == ((denied, stated), ())


def test_keeps_the_order_of_the_claims(judge: Any, propose: Any) -> None:
    good = [propose("org/velmar", "supports", target) for target in ("org/orlin", "place/lodz")]
    bad = [propose("org/velmar", name, "org/orlin") for name in ("sings", "dances")]
    accepted, rejected = judge(bad[0], good[0], bad[1], good[1])
    assert (list(accepted), [each.claim for each in rejected]) == (good, bad)
