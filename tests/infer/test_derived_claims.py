"""Inferred edges are claimed on the words that the stated ones rest on."""

from __future__ import annotations

from typing import Any

import pytest

from kg.assemble import graph_triples
from kg.infer import derive_claims, infer
from kg.infer.grounds import PASSAGES_TOLD
from kg.ontology import NAMESPACE, Ontology
from kg.records import Claim, Evidence, Polarity, Span


def claim(statement: str, start: int = 0, document: str = "d1", status: str = "", **changes: Any) -> Claim:
    subject, predicate, target = statement.split()
    evidence = Evidence(document, Span(start, start + 5), "words", Span(0, 200))
    full = NAMESPACE + target if predicate == "status" else f"urn:test:{target}"
    return Claim(
        f"urn:test:{subject}", NAMESPACE + predicate, full, evidence, status=status and NAMESPACE + status, **changes
    )


@pytest.fixture
def derived(ontology: Ontology, read: Any) -> Any:
    def derive(*claims: Claim, extra: str = "") -> list[Claim]:
        inference = infer(graph_triples(claims, {}) | read(extra), ontology)
        return list(derive_claims(inference, claims, ontology))

    return derive


def shown(claims: list[Claim]) -> list[tuple[str, str, str]]:
    return [
        (
            " ".join(
                str(each).rsplit("#", 1)[-1].removeprefix("urn:test:") for each in (c.subject, c.predicate, c.object)
            ),
            f"{c.evidence.document}:{c.evidence.span.start}",
            c.extractor,
        )
        for c in claims
    ]


def test_a_chain_is_claimed_on_each_passage_of_its_links(derived: Any) -> None:
    found = derived(claim("round investor velmar", 10), claim("round target plant", 40), claim("round place lodz", 70))
    extractor = "axiom: chain investorOf∘target"
    assert shown(found) == [
        ("velmar investsIn plant", "d1:10", extractor),
        ("velmar investsIn plant", "d1:40", extractor),
    ]


def test_links_in_one_passage_make_one_claim(derived: Any) -> None:
    found = derived(claim("round investor velmar"), claim("round target plant"))
    assert [each.evidence.span.start for each in found] == [0]


def test_a_rule_is_named_by_its_label(derived: Any) -> None:
    found = derived(claim("pact party velmar"), claim("pact counterparty orlin"), extra=":pact a kg:Agreement .")
    by_edge = {edge: extractor for edge, _, extractor in shown(found)}
    assert by_edge == {
        "pact party orlin": "axiom: counterparty is party",
        "velmar signedAgreementWith orlin": "rule: a party signed the agreement with each counterparty",
        "orlin signedAgreementWith velmar": "axiom: symmetric signedAgreementWith",
    }


def test_what_follows_through_several_steps_rests_on_all_stated_ones(derived: Any) -> None:
    found = derived(claim("a locatedIn b", 0), claim("b locatedIn c", 30), claim("c locatedIn d", 60))
    assert [place for edge, place, _ in shown(found) if edge == "a within d"] == ["d1:0", "d1:30", "d1:60"]


def test_a_derived_claim_is_as_sure_as_its_least_sure_premise(derived: Any) -> None:
    found = derived(
        claim("round investor velmar", confidence=0.9),
        claim("round target plant", confidence=0.4),
        claim("round target plant", 50, confidence=0.7),
    )
    assert {each.confidence for each in found} == {0.7}


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([claim("round investor velmar", status="signed"), claim("round target plant", status="planned")], "planned"),
        ([claim("round investor velmar"), claim("round target plant"), claim("round status completed")], "completed"),
        (
            [
                claim("round investor velmar", status="signed"),
                claim("round target plant"),
                claim("round status planned"),
            ],
            "planned",
        ),
        ([claim("round investor velmar"), claim("round target plant")], ""),
    ],
    ids=["least advanced premise", "of the occurrence", "both", "none"],
)
def test_a_derived_claim_is_as_far_along_as_its_least_advanced_ground(
    claims: list[Claim], status: str, derived: Any
) -> None:
    assert {each.status for each in derived(*claims)} == {status and NAMESPACE + status}


def test_each_document_gives_the_status_it_states(derived: Any) -> None:
    found = derived(
        *(claim(f"round {role}", document="d1", status="planned") for role in ("investor velmar", "target plant")),
        *(claim(f"round {role}", document="d2", status="completed") for role in ("investor velmar", "target plant")),
    )
    assert [(each.evidence.document, each.status.rsplit("#", 1)[-1]) for each in found] == [
        ("d1", "planned"),
        ("d2", "completed"),
    ]


def test_nothing_follows_from_what_is_denied(derived: Any) -> None:
    assert derived(claim("round investor velmar"), claim("round target plant", polarity=Polarity.NEGATED)) == []


def test_edges_that_nobody_claimed_and_types_are_not_claimed(derived: Any) -> None:
    assert derived(extra=":x a kg:Startup ; kg:locatedIn :y .") == []


def test_the_order_of_the_claims_does_not_matter(derived: Any) -> None:
    claims = [
        claim("a locatedIn b"),
        claim("b locatedIn c", 20),
        claim("b locatedIn d", 40),
        claim("d locatedIn c", 60),
    ]
    assert derived(*claims) == derived(*reversed(claims))


def test_of_an_often_told_fact_the_surest_passages_speak_and_of_equals_the_first(derived: Any) -> None:
    often = [claim("a locatedIn b", start, each, confidence=0.5) for each in "gfdcab" for start in (40, 10, 70)]
    found = derived(*often, claim("a locatedIn b", 5, "z", confidence=0.8), claim("b locatedIn c", 0, "e"))
    earliest = [f"{document}:{start}" for document in "abcdfg" for start in (10, 40, 70)][: PASSAGES_TOLD - 1]
    assert [place for edge, place, _ in shown(found) if edge == "a within c"] == sorted([*earliest, "e:0", "z:5"])
    assert {each.confidence for each in found if each.object == "urn:test:c" and each.subject == "urn:test:a"} == {0.8}


def test_a_passage_counts_once_however_often_it_is_claimed(derived: Any) -> None:
    twice = [
        claim("a locatedIn b", start, status=status)
        for start in range(0, 10 * PASSAGES_TOLD, 10)
        for status in ("signed", "planned")
    ]
    found = [
        each
        for each in derived(*twice, claim("b locatedIn c", 5, "e"))
        if (each.subject, each.object) == ("urn:test:a", "urn:test:c")
    ]
    assert [(each.evidence.document, each.status) for each in found] == [
        *[("d1", NAMESPACE + "planned")] * PASSAGES_TOLD,
        ("e", ""),
    ]


def test_passages_that_do_not_speak_give_no_status(derived: Any) -> None:
    told = [
        claim("a locatedIn b", 10 * number, f"d{number:02}", status="signed") for number in range(PASSAGES_TOLD + 1)
    ]
    found = [
        each
        for each in derived(*told, claim("b locatedIn c", 0, told[-1].evidence.document))
        if (each.subject, each.object) == ("urn:test:a", "urn:test:c")
    ]
    assert [each.status for each in found] == [*[NAMESPACE + "signed"] * PASSAGES_TOLD, ""]
