"""Stance: what a text affirms, denies or only considers, and how far along it is."""

from __future__ import annotations

import pytest

from kg.records import Polarity

# what surrounds it, sentence: each speaks of Kestrel Motors investing in Calder Semiconductor
POLARITIES = {
    Polarity.AFFIRMED: [
        "Kestrel Motors invests in Calder Semiconductor.",
        "Kestrel Motors invested in Calder Semiconductor.",
        "Kestrel Motors will invest in Calder Semiconductor.",
        "Kestrel Motors has agreed to invest in Calder Semiconductor.",
        "Kestrel Motors said it had invested in Calder Semiconductor.",
        "Kestrel Motors to invest in Calder Semiconductor",
        "Kestrel Motors not only invested in Calder Semiconductor but also hired its founder.",
        "Kestrel Motors invested in Calder Semiconductor, which does not pay a dividend.",
        "Kestrel Motors, which does not sell bonds, invested in Calder Semiconductor.",
    ],
    Polarity.NEGATED: [
        "Kestrel Motors did not invest in Calder Semiconductor.",
        "Kestrel Motors didn't invest in Calder Semiconductor.",
        "Kestrel Motors will not invest in Calder Semiconductor.",
        "Kestrel Motors never invested in Calder Semiconductor.",
        "Kestrel Motors has no plan to invest in Calder Semiconductor.",
        "Kestrel Motors refused to invest in Calder Semiconductor.",
        "Kestrel Motors denied that it would invest in Calder Semiconductor.",
        "Kestrel Motors scrapped a plan to invest in Calder Semiconductor.",
        "Kestrel Motors decided against investing in Calder Semiconductor.",
        "Neither Kestrel Motors nor Polder Energy will invest in Calder Semiconductor.",
    ],
    Polarity.HYPOTHETICAL: [
        "Kestrel Motors may invest in Calder Semiconductor.",
        "Kestrel Motors might invest in Calder Semiconductor.",
        "Kestrel Motors could invest in Calder Semiconductor.",
        "Kestrel Motors is considering investing in Calder Semiconductor.",
        "Kestrel Motors is in talks to invest in Calder Semiconductor.",
        "If Kestrel Motors invests in Calder Semiconductor, shares will rise.",
        "Kestrel Motors reportedly invested in Calder Semiconductor.",
        "Kestrel Motors is weighing whether to invest in Calder Semiconductor.",
        "It is unclear whether Kestrel Motors will invest in Calder Semiconductor.",
    ],
}  # fmt: skip

STATUSES = {
    "planned": [
        "Kestrel Motors will invest in Calder Semiconductor.",
        "Kestrel Motors plans to invest in Calder Semiconductor.",
        "Kestrel Motors agreed to invest in Calder Semiconductor.",
        "Kestrel Motors pledged to invest in Calder Semiconductor.",
        "Kestrel Motors is expected to invest in Calder Semiconductor.",
        "Kestrel Motors to invest in Calder Semiconductor",
        "Kestrel Motors said it would invest in Calder Semiconductor.",
        "Kestrel Motors announced that it will invest in Calder Semiconductor.",
    ],
    "publiclyAnnounced": ["Kestrel Motors announced an investment in Calder Semiconductor.", "Kestrel Motors unveiled an investment in Calder Semiconductor."],
    "completed": [
        "Kestrel Motors invested in Calder Semiconductor.",
        "Kestrel Motors has invested in Calder Semiconductor.",
        "Kestrel Motors completed an investment in Calder Semiconductor.",
        "Kestrel Motors said it had invested in Calder Semiconductor.",
    ],
    "": ["Kestrel Motors invests in Calder Semiconductor."],
}  # fmt: skip

NOT_YET = {
    "Kestrel Motors, which does not sell bonds, invested in Calder Semiconductor.": "the small parser hangs the main verb on the relative clause",
}
TARGET = "Investment > target > Calder Semiconductor"


def row(text: str, *others: object):
    marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[text])] if text in NOT_YET else []
    return pytest.param(text, *others, id=text, marks=marks)


def rows(table: dict):
    for expected, texts in table.items():
        for text in texts:
            yield row(text, expected)


@pytest.mark.parametrize(("text", "polarity"), list(rows(POLARITIES)))
def test_a_text_affirms_denies_or_considers(polarity: Polarity, text: str, road) -> None:
    assert [each for each in Polarity if TARGET in road.facts(text, each)] == [polarity]


PRESUPPOSED = [
    (
        "Calder Semiconductor, a unit of Nordwind Energy, did not invest in Turin.",
        "Calder Semiconductor > subsidiaryOf > Nordwind Energy",
    ),
    ("Leipzig-based Calder Semiconductor did not invest in Turin.", "Calder Semiconductor > headquarteredIn > Leipzig"),
    (
        "Calder Semiconductor, which cooperates with Polder Energy, may not invest in Turin.",
        "Calder Semiconductor > cooperatesWith > Polder Energy",
    ),
]


@pytest.mark.parametrize(("text", "fact"), [row(*each) for each in PRESUPPOSED])
def test_what_is_said_of_a_thing_in_passing_is_affirmed_though_the_sentence_denies(text: str, fact: str, road) -> None:
    assert fact in road.facts(text)


@pytest.mark.parametrize(("text", "status"), list(rows(STATUSES)))
def test_the_words_and_the_tense_say_how_far_along_it_is(status: str, text: str, road) -> None:
    extraction = road.extract(text)
    (claim,) = [claim for claim in extraction.claims if road.fact(claim, extraction) == TARGET]
    assert road.ontology.name(claim.status) == status


def test_the_status_of_an_occurrence_is_also_a_fact_of_it(road) -> None:
    assert "Investment > status > planned" in road.facts("Kestrel Motors plans to invest in Calder Semiconductor.")


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.HYPOTHETICAL])
def test_an_occurrence_that_is_not_affirmed_is_no_node_of_the_graph(polarity: Polarity, road) -> None:
    graph = road.build(POLARITIES[polarity][0])
    assert graph.query("ASK { ?i a kg:Investment }").answer is False


@pytest.mark.parametrize("polarity", [Polarity.NEGATED, Polarity.HYPOTHETICAL])
def test_what_is_not_affirmed_is_evidence_and_never_an_edge(polarity: Polarity, road) -> None:
    for text in POLARITIES[polarity][:2]:
        graph = road.build(text)
        assert graph.query("ASK { ?a kg:investsIn ?b }").answer is False
        assert graph.query("ASK { ?i kg:target ?b }").answer is False
        claims = graph.query("SELECT ?polarity { ?c a kg:Claim ; kg:predicate kg:target ; kg:polarity ?polarity }")
        assert [row[0].value for row in claims.rows] == [polarity.value]
