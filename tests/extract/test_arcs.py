"""Arcs: the many ways of saying one thing come out as the same relations between the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.parser import EnglishParser
from kg.extract.arcs import OBJECT, SUBJECT, Arcs, ArcWords
from kg.extract.predicates import predicate_arcs
from kg.records import Span, Token

WORDS = ArcWords(
    transparent=frozenset({"number", "series"}),
    object_control=frozenset({"help", "allow"}),
    subject_control=frozenset({"promise", "use"}),
)
# way of saying it, sentence, arcs that it must give ("verb relation word"; the nearest tier for inherited ones)
SAYINGS = [
    ("active", "Toyota builds tractors.", "builds subject Toyota; builds object tractors"),
    ("passive", "Tractors are built by Toyota.", "built subject Toyota; built object Tractors"),
    ("passive without agent", "Tractors are built in London.", "built object Tractors; built prep:in London"),
    ("subjects in conjunction", "Toyota and Boeing build tractors.", "build subject Toyota; build subject Boeing; build object tractors"),
    ("objects in conjunction", "Toyota builds tractors and buses.", "builds object tractors; builds object buses"),
    ("a long list", "Toyota works with Boeing, Siemens and Microsoft.", "works prep:with Boeing; works prep:with Siemens; works prep:with Microsoft"),
    ("verbs in conjunction", "Toyota designs and builds tractors.", "designs subject Toyota; builds subject Toyota; builds object tractors; designs object tractors"),
    ("inherited subject", "Toyota opened a plant and hired workers.", "opened subject Toyota; hired subject Toyota; hired object workers"),
    ("relative clause, subject", "Toyota, which builds tractors, opened a plant.", "builds subject Toyota; builds object tractors; opened subject Toyota"),
    ("relative clause, object", "Toyota sold the tractors that it built last year.", "built subject it; built object tractors"),
    ("reduced relative clause", "The tractors built by Toyota are new.", "built subject Toyota; built object tractors"),
    ("participle", "Toyota opened a plant, creating jobs.", "opened subject Toyota; creating subject Toyota; creating object jobs"),
    ("control", "Toyota plans to build tractors.", "build subject Toyota; build object tractors"),
    ("control in conjunction", "Toyota plans to design and build tractors.", "design subject Toyota; build subject Toyota"),
    ("object control", "Toyota helps Boeing to build tractors.", "helps subject Toyota; helps object Boeing; build subject Boeing"),
    ("subject control", "Toyota promised investors to build tractors.", "build subject Toyota"),
    ("gerund", "Toyota grew by building tractors.", "building subject Toyota; building object tractors"),
    ("possessor", "Toyota's plant makes tractors.", "plant possessor Toyota; makes subject plant"),
    ("apposition", "Toyota, a carmaker, builds tractors.", "carmaker is Toyota; builds subject Toyota"),
    ("copula", "Toyota is a carmaker.", "carmaker is Toyota"),
    ("as", "Toyota serves as a supplier.", "supplier is Toyota"),
    ("seen through", "Toyota signed a number of agreements with Boeing.", "signed object number; signed object agreements; agreements prep:with Boeing"),
    ("light verb", "Toyota announced an investment.", "announced object investment; investment possessor Toyota"),
    ("who has what was built", "Toyota's plant was opened.", "opened object plant; opened subject Toyota"),
    ("infinitive of purpose", "Toyota paid $5 to open a plant.", "paid to open; open subject Toyota"),
    ("where", "The city where Toyota builds tractors is London.", "builds prep:in city"),
]  # fmt: skip

NOT_YET: dict[str, str] = {}

# sentence, arcs that it must not give
NOT_SAID = [
    ("Toyota helps Boeing to build tractors.", "build subject Toyota@1"),
    ("Tractors are built by Toyota.", "built object Toyota; built subject Tractors"),
    ("Toyota opened a plant and Boeing hired workers.", "hired subject Toyota"),
    ("Toyota builds tractors.", "builds subject tractors; builds object Toyota"),
]


def arcs_of(text: str, parser: EnglishParser) -> Arcs:
    (sentences,) = parser.parse([text])
    (sentence,) = sentences
    return predicate_arcs(sentence.tokens, WORDS)


def spoken(arcs: Arcs) -> set[str]:
    """Every arc in words, inherited ones also with their tier."""
    found = set()
    for source, out in arcs.outgoing.items():
        for arc in out:
            line = f"{arcs.tokens[source].text} {arc.relation} {arcs.tokens[arc.target].text}"
            found |= {line, f"{line}@{arc.tier}"}
    return found


def rows():
    for name, text, wanted in SAYINGS:
        marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
        yield pytest.param(text, wanted, id=name, marks=marks)


@pytest.mark.parametrize(("text", "wanted"), list(rows()))
def test_one_meaning_gives_the_same_arcs_however_it_is_said(text: str, wanted: str, parser: EnglishParser) -> None:
    assert set(wanted.split("; ")) <= spoken(arcs_of(text, parser))


@pytest.mark.parametrize(("text", "unwanted"), NOT_SAID)
def test_what_is_not_said_is_no_arc(text: str, unwanted: str, parser: EnglishParser) -> None:
    assert not set(unwanted.split("; ")) & spoken(arcs_of(text, parser))


def test_what_is_said_outright_has_tier_zero_and_what_is_inherited_a_higher_one(parser: EnglishParser) -> None:
    arcs = arcs_of("Toyota plans to build tractors.", parser)
    (plans,) = [token.index for token in arcs.tokens if token.text == "plans"]
    (build,) = [token.index for token in arcs.tokens if token.text == "build"]
    assert [arc.tier for arc in arcs.targets(plans, SUBJECT)] == [0]
    assert [arc.tier for arc in arcs.targets(build, SUBJECT)] == [1]
    assert [arc.tier for arc in arcs.targets(build, OBJECT)] == [0]


def test_both_ends_of_an_arc_know_it(parser: EnglishParser) -> None:
    arcs = arcs_of("Toyota and Boeing plan to build tractors, which Siemens will sell.", parser)
    forward = {(source, arc) for source, out in arcs.outgoing.items() for arc in out}
    assert {(source, arc.relation, arc.target) for source, arc in forward} == {
        (arc.target, arc.relation, target) for target, into in arcs.incoming.items() for arc in into
    }


@st.composite
def trees(draw: st.DrawFn) -> tuple[Token, ...]:
    """Any tree with any labels: what a statistical parser could come up with."""
    size = draw(st.integers(1, 12))
    labels = "nsubj nsubjpass dobj pobj prep agent conj appos relcl acl advcl xcomp ccomp pcomp poss attr compound aux auxpass cc".split()
    tags = "NOUN PROPN VERB AUX ADP PRON ADJ NUM PUNCT PART".split()
    order = draw(st.permutations(range(size)))
    heads = {order[0]: order[0]}
    for position in range(1, size):
        heads[order[position]] = order[draw(st.integers(0, position - 1))]
    return tuple(
        Token(
            index=index,
            span=Span(2 * index, 2 * index + 1),
            text="x",
            lemma=draw(st.sampled_from(["build", "number", "help", "x"])),
            pos=draw(st.sampled_from(tags)),
            tag=draw(st.sampled_from(["NN", "VBN", "VBD", "TO", "WDT", "WRB", "IN", "NNP"])),
            dependency="ROOT" if heads[index] == index else draw(st.sampled_from(labels)),
            head=heads[index],
        )
        for index in range(size)
    )


@given(trees())
def test_any_tree_has_arcs_within_the_sentence_and_none_to_itself(tokens: tuple[Token, ...]) -> None:
    arcs = predicate_arcs(tokens, WORDS)
    for source, out in arcs.outgoing.items():
        pairs = [(arc.relation, arc.target) for arc in out]
        assert len(pairs) == len(set(pairs))
        assert all(0 <= arc.target < len(tokens) and arc.target != source and arc.tier >= 0 for arc in out)
