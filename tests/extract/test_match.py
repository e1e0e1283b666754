"""Matching: which tokens fill the roles of a pattern, by arcs made by hand."""

from __future__ import annotations

import pytest

from kg.extract.arcs import OBJECT, SUBJECT, Arcs, ArcWords
from kg.extract.frames import Edge, Node, Pattern, PatternIndex
from kg.extract.match import Accept, Match, matches
from kg.ontology import Frame
from kg.records import Span, Token

# "makes" with its subject and object, as a frame such as "{maker} makes {thing}" compiles.
MAKES = Pattern(
    Frame("urn:makes", "{maker} makes {thing}", "en"),
    (Node(lemmas=frozenset({"make"}), verbal=True), Node(role="maker"), Node(role="thing")),
    (Edge(0, SUBJECT, 1, True), Edge(0, OBJECT, 2, True)),
)
INDEX = PatternIndex({"make": (MAKES,)})


def sentence(words: str, arcs: list[tuple[str, str, str, int]]) -> Arcs:
    """Arcs over the words of `word/POS` pairs."""
    pairs = [each.split("/") for each in words.split()]
    tokens = tuple(
        Token(index, Span(index, index + 1), text, "make" if text.startswith("ma") else text, pos, "", "dep", 0)
        for index, (text, pos) in enumerate(pairs)
    )
    made = Arcs(tokens, ArcWords())
    at = {token.text: token.index for token in tokens}
    for source, relation, target, tier in arcs:
        made.add(at[source], relation, at[target], tier)
    return made


def accepting(names: str, nothing: str = "") -> Accept:
    """Takes the tokens at these places (by number) as fillers; those of `nothing` are of the right kind but name nothing."""

    def accept(node: Node, index: int) -> tuple[str, ...] | None:
        if str(index) in nothing:
            return None
        return (f"m{index}",) if str(index) in names else ()

    return accept


def roles(found: list[Match]) -> list[dict[str, tuple[str, ...]]]:
    return [dict(match.roles) for match in found]


def test_roles_are_filled_along_the_arcs() -> None:
    arcs = sentence("Nova/PROPN makes/VERB cars/NOUN", [("makes", SUBJECT, "Nova", 0), ("makes", OBJECT, "cars", 0)])
    (match,) = matches(arcs, INDEX, accepting("02"))
    assert dict(match.roles) == {"maker": ("m0",), "thing": ("m2",)}
    assert (match.trigger, match.reach, match.tokens) == (1, 0, frozenset({0, 1, 2}))


def test_all_that_suits_in_a_tier_fills_the_role() -> None:
    arcs = sentence(
        "Nova/PROPN Rho/PROPN makes/VERB cars/NOUN",
        [("makes", SUBJECT, "Nova", 0), ("makes", SUBJECT, "Rho", 0), ("makes", OBJECT, "cars", 0)],
    )
    assert roles(list(matches(arcs, INDEX, accepting("013")))) == [{"maker": ("m0", "m1"), "thing": ("m3",)}]


@pytest.mark.parametrize(
    ("fits", "nothing", "maker", "reach"),
    [
        ("013", "", "m0", 1),  # the likelier of two candidates
        ("13", "", "m1", 2),  # the next one, where the first is nothing that suits
        ("13", "0", "", 0),  # none, where the first is of the right kind but names nothing: "a supplier makes cars"
    ],
)
def test_inherited_candidates_are_tried_in_order(fits: str, nothing: str, maker: str, reach: int) -> None:
    arcs = sentence(
        "Nova/PROPN Rho/PROPN makes/VERB cars/NOUN",
        [("makes", SUBJECT, "Nova", 1), ("makes", SUBJECT, "Rho", 2), ("makes", OBJECT, "cars", 0)],
    )
    found = list(matches(arcs, INDEX, accepting(fits, nothing)))
    assert [(dict(match.roles)["maker"], match.reach) for match in found] == ([((maker,), reach)] if maker else [])


def test_a_frame_is_not_met_where_a_role_stays_empty() -> None:
    arcs = sentence("Nova/PROPN makes/VERB cars/NOUN", [("makes", SUBJECT, "Nova", 0), ("makes", OBJECT, "cars", 0)])
    assert not list(matches(arcs, INDEX, accepting("0")))


def test_a_verb_is_not_met_in_a_noun() -> None:
    arcs = sentence("Nova/PROPN makes/NOUN cars/NOUN", [("makes", SUBJECT, "Nova", 0), ("makes", OBJECT, "cars", 0)])
    assert not list(matches(arcs, INDEX, accepting("02")))


def test_a_sentence_without_the_trigger_is_passed_over() -> None:
    arcs = sentence("Nova/PROPN sells/VERB cars/NOUN", [("sells", SUBJECT, "Nova", 0), ("sells", OBJECT, "cars", 0)])
    assert not list(matches(arcs, INDEX, accepting("02")))
