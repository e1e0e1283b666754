"""Which questions a built graph raises, and what the answers to them decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kg.correct.load import parse_corrections
from kg.correct.records import Accept, Correction, Decision, Distinct, Merge, Reject, Retype, ThingReference
from kg.correct.write import entry_text
from kg.graph import KnowledgeGraph
from kg.ontology import Ontology
from kg.records import Entity
from kg.review import Question, questions_of
from kg.review.duplicates import possible_duplicates

TEXTS = (
    "Alder Energy invested 350 million euros in Heron Solar in May 2024. Alder Energy is headquartered in Hamburg.",
    "Alder Energy Group is based in Berlin. Teal Bank supports Alder Energy Group. Alder Energy is based in Munich.",
)
DECIDED = Decision("Ada", "2026-03-01T09:30:00Z")

Ask = Callable[..., tuple[Question, ...]]


@pytest.fixture(scope="session")
def built(road) -> Callable[..., KnowledgeGraph]:
    from kg.pipeline import build_from_documents

    def build(*texts: str, corrections: Sequence[Correction] = ()) -> KnowledgeGraph:
        documents = [road.document(text, name=f"news{number}") for number, text in enumerate(texts)]
        return build_from_documents(documents, tools=road.tools, corrections=corrections)

    return build


@pytest.fixture
def ask(built) -> Ask:
    def questions(*texts: str, decided: Sequence[Correction] = (), applied: bool = False, below: float = 0.6):
        graph = built(*texts, corrections=decided if applied else ())
        return questions_of(
            graph.graph, graph.evidence, graph.rejected, graph.ontology, corrections=decided, below=below
        )

    return questions


def answered(question: Question, key: str) -> tuple[Correction, ...]:
    (answer,) = [each for each in question.answers if each.key == key]
    return answer.decided(DECIDED)


def test_things_alike_by_name_are_asked_about_with_their_sentences(ask) -> None:
    question = ask(*TEXTS)[0]
    assert question.text == "Are “Alder Energy” and “Alder Energy Group” one company? (names 95 % alike)"
    assert [each.sentence for each in question.quotations][-2:] == [
        "Alder Energy Group is based in Berlin.",
        "Teal Bank supports Alder Energy Group.",
    ]
    (merge,), (turned,), (distinct,) = (answered(question, key) for key in "ymn")
    assert isinstance(merge, Merge)
    assert [each.name for each in merge.things] == ["Alder Energy", "Alder Energy Group"]
    assert isinstance(turned, Merge)
    assert turned.things == merge.things[::-1]
    assert isinstance(distinct, Distinct)


def test_values_that_exclude_each_other_are_asked_about_once(ask) -> None:
    question = ask(*TEXTS)[1]
    assert question.text == "Alder Energy: which headquartered in is right?"
    assert [(each.key, each.meaning) for each in question.answers] == [
        ("1", "Hamburg"),
        ("2", "Munich"),
        ("n", "none of them"),
        ("b", "all of them"),
    ]
    assert [type(each) for each in answered(question, "2")] == [Accept, Reject]
    assert [type(each) for each in answered(question, "n")] == [Reject, Reject]
    assert [type(each) for each in answered(question, "b")] == [Accept, Accept]


@pytest.mark.parametrize(("first", "second"), [("y", "1"), ("m", "2"), ("n", "n"), ("n", "b")])
def test_what_is_decided_is_taken_by_a_build_and_not_asked_again(
    first: str, second: str, ask, built, ontology: Ontology
) -> None:
    one, other = ask(*TEXTS)[:2]
    decided = (*answered(one, first), *answered(other, second))
    written = parse_corrections("".join(entry_text(each, ontology) for each in decided), ontology)
    assert built(*TEXTS, corrections=written).stale == ()
    for applied in (False, True):
        left = {each.text for each in ask(*TEXTS, decided=written, applied=applied)}
        assert left & {one.text, other.text} == ({other.text} if applied and first == "y" else set())


def test_a_value_that_was_accepted_stays_when_another_comes_up(ask) -> None:
    one, other = ask(*TEXTS)[:2]
    decided = (*answered(one, "y"), *answered(other, "1"))
    (question,) = ask(*TEXTS, decided=decided, applied=True)
    assert question.text == "Alder Energy: which headquartered in is right?"
    assert [(each.key, each.meaning) for each in question.answers] == [("1", "Hamburg"), ("b", "all of them")]
    (reject,), (accept,) = answered(question, "1"), answered(question, "b")
    assert isinstance(reject, Reject)
    assert isinstance(accept, Accept)
    assert accept.claim == reject.what
    assert accept.claim.object is not None
    assert accept.claim.object.name == "Berlin"


def test_claims_of_little_confidence_are_asked_about_by_their_words(ask) -> None:
    questions = [each for each in ask(*TEXTS, below=0.85) if each.kind == "low confidence"]
    assert [each.text.split(" | ", 1)[1] for each in questions] == [
        "date | 2024-05 (confidence 0.8)",
        "status | completed (confidence 0.8)",
    ]
    (accept,) = answered(questions[0], "y")
    assert isinstance(accept, Accept)
    assert accept.claim.subject is None, "the description of an occurrence changes"
    assert accept.claim.quote == "Alder Energy invested 350 million euros in Heron Solar in May 2024"
    assert ask(*TEXTS, below=0.5)[2:] == ()


def test_refused_claims_are_asked_about_with_the_reason_until_they_are_decided(ask, ontology: Ontology) -> None:
    text = "Teal Bank produces tractors. Teal Bank supports Heron Solar."
    retype = Retype(ThingReference("Teal Bank"), ontology.iri("Person"), DECIDED)
    (question,) = ask(text, decided=[retype], applied=True)
    assert question.kind == "refused claim"
    assert question.text == (
        "Teal Bank | produces | tractors was refused: the subject of produces must be a producer (its domain), and "
        "Teal Bank is a person"
    )
    assert [each.sentence for each in question.quotations] == ["Teal Bank produces tractors"]
    (reject,) = answered(question, "n")
    assert ask(text, decided=[retype, reject]) == ()
    assert ask(text, decided=[retype, reject], applied=True) == ()


def test_statuses_that_exclude_each_other_are_asked_about(ask) -> None:
    (question,) = ask(
        "Alder Energy announced an agreement with Teal Bank. Alder Energy signed an agreement with Teal Bank."
    )
    assert question.text == "Alder Energy – Teal Bank: which status is right?"
    assert len(question.quotations) == 2


def test_all_questions_lead_to_corrections_that_a_file_can_hold(ask, ontology: Ontology) -> None:
    for question in ask(*TEXTS, below=1):
        for answer in question.answers:
            text = "".join(entry_text(each, ontology) for each in answer.decided(DECIDED))
            assert len(parse_corrections(text, ontology)) == len(answer.corrections)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Alder Energy", "Alder Energy Group", True),
        ("Alder Energy", "Alder-Energie", True),
        ("Marram Motors", "Maram Motors", True),
        ("Federal Institute of Tides", "FIT", True),
        ("Teal Bank", "Alder Bank", False),
        ("苍鹭太阳能", "苍鹭太阳能公司", True),
        ("苍鹭太阳能", "白杨太阳能", False),
        ("苍鹭太阳能有限公司", "苍鹭太阳能公司", True),
    ],
)
def test_likeness_proposes(one: str, other: str, alike: bool, ontology: Ontology) -> None:
    cls = ontology.iri("Company")
    things = [Entity("x:1", cls, (one, "en")), Entity("x:2", cls, (other, "en"))]
    assert [pair[1:] for pair in possible_duplicates(things, ontology)] == ([("x:1", "x:2")] if alike else [])


def test_things_of_classes_apart_are_not_proposed(ontology: Ontology) -> None:
    things = [
        Entity("x:1", ontology.iri("Company"), ("Calder", "en")),
        Entity("x:2", ontology.iri("City"), ("Calder", "en")),
    ]
    assert possible_duplicates(things, ontology) == []


def test_what_all_share_makes_no_pairs(ontology: Ontology) -> None:
    things = [Entity(f"x:{n}", ontology.iri("Company"), (f"{n:05} Group", "en")) for n in range(3000)]
    assert len(possible_duplicates(things, ontology)) < 3000
