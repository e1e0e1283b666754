"""Candidates: what each source proposes as a name, from words labelled by hand, and which proposal wins."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.candidates import (
    GUESSED,
    KNOWN,
    TYPED,
    Candidate,
    from_gazetteer,
    from_nouns,
    from_quotes,
    from_recogniser,
    select,
)
from kg.annotate.nouns import NounIndex, noun_index
from kg.annotate.parser import Word
from kg.annotate.runs import class_of_run, is_name_word
from kg.gazetteer import Gazetteer
from kg.ontology import NAMESPACE, Ontology
from kg.records import Span


@pytest.fixture(scope="module")
def nouns(ontology: Ontology) -> NounIndex:
    return noun_index(ontology, "en")


def words_of(text: str) -> tuple[str, tuple[Word, ...]]:
    """Words from a text in which `[ORG Nova Cables]` marks what the recogniser labels; a `~` joins what has no space between."""
    plain, made, label, first = "", [], "", False
    for piece in text.replace("[", " [ ").replace("]", " ] ").split():
        if piece == "[":
            label = "?"
        elif piece == "]":
            label = ""
        elif label == "?":
            label, first = piece, True
        else:
            glued = piece.startswith("~")
            word = piece.removeprefix("~")
            plain += "" if glued or not plain else " "
            span = Span(len(plain), len(plain) + len(word))
            plain += word
            made.append(Word(word, span, f"{'B' if first else 'I'}-{label}" if label else ""))
            first = False
    return plain, tuple(made)


def shown(candidates, text: str, words: tuple[Word, ...]) -> list[tuple[str, str]]:
    return sorted(
        (text[words[c.start].span.start : words[c.end - 1].span.end], c.cls.removeprefix(NAMESPACE)) for c in candidates
    )


TYPED_BY_NOUN = [
    ("ending", "The Amber Coast Fund grew", [("Amber Coast Fund", "Fund")]),
    ("longest ending", "the Solvik Science Park grew", [("Solvik Science Park", "InnovationPark")]),
    ("legal form", "the Halvorsen Kabel AG grew", [("Halvorsen Kabel AG", "Company")]),
    ("head first", "the Ministry of Ports grew", [("Ministry of Ports", "GovernmentBody")]),
    ("head first with and", "the Ministry of Ports and Shipping grew", [("Ministry of Ports and Shipping", "GovernmentBody")]),
    ("head first with the", "the Bank of the Harbour grew", [("Bank of the Harbour", "Company")]),
    ("two in a row", "the Amber Coast Fund and Solvik University grew", [("Amber Coast Fund", "Fund"), ("Solvik University", "ResearchOrganization")]),
    ("small head", "the Ostrava high ~- ~tech zone grew", [("Ostrava high-tech zone", "Zone")]),
    ("small head of a place", "the Solvik province grew", [("Solvik province", "Province")]),
    ("camel case", "the Lumenor BioPark grew", [("Lumenor BioPark", "InnovationPark")]),
    ("bracket inside", "the Nova ( ~Berlin ~) Research Centre grew", [("Nova (Berlin) Research Centre", "Facility")]),
    ("ampersand", "the Marrow & Finch Fund grew", [("Marrow & Finch Fund", "Fund")]),
    ("no noun", "the Nordwind grew", []),
    ("only the noun", "the Fund grew", []),
    ("a person's title ends the run", "the Kestrel Motors [PERSON Ingrid Solheim] grew", [("Kestrel Motors", "Company")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [each[1:] for each in TYPED_BY_NOUN], ids=[each[0] for each in TYPED_BY_NOUN]
)
def test_a_typing_noun_makes_a_name_of_a_run_of_capitals(
    text: str, expected: list[tuple[str, str]], nouns: NounIndex
) -> None:
    plain, words = words_of(text)
    assert shown(from_nouns(words, nouns), plain, words) == expected


GUESSES = [
    ("label", "[ORG Nordwind] grew", [("Nordwind", "Company")]),
    ("article left out", "[ORG The Nordwind] grew", [("Nordwind", "Company")]),
    ("possessive left out", "[ORG Nordwind ~'s] plant", [("Nordwind", "Company")]),
    ("two labels", "[ORG Nordwind] [GPE Solvik]", [("Nordwind", "Company"), ("Solvik", "Place")]),
    ("a label the ontology does not know", "[CARDINAL Three] grew", []),
    ("nothing with a capital", "[ORG the plant] grew", []),
    ("only small words", "[ORG The] grew", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in GUESSES], ids=[each[0] for each in GUESSES])
def test_the_recogniser_guesses(text: str, expected: list[tuple[str, str]], nouns: NounIndex) -> None:
    plain, words = words_of(text)
    found = list(from_recogniser(words, nouns))
    assert shown(found, plain, words) == expected
    assert all(each.rank == GUESSED and not each.certain for each in found)


QUOTES = [
    ("typed by what follows", 'the " Clean Harbours " pilot policy', [("Clean Harbours", "Policy")]),
    ("typed by itself", 'the " Clean Harbours Forum " grew', [("Clean Harbours Forum", "Event")]),
    ("one word is no name", 'the " Clean " policy', []),
    ("small words are a quotation", 'he said " we are growing fast "', []),
    ("untyped", 'the " Clean Harbours " grew', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in QUOTES], ids=[each[0] for each in QUOTES])
def test_a_title_in_quotation_marks_is_a_name_where_a_noun_types_it(
    text: str, expected: list[tuple[str, str]], nouns: NounIndex
) -> None:
    plain, words = words_of(text)
    assert shown(from_quotes(words, nouns), plain, words) == expected


def test_a_known_name_is_found_where_its_words_are_words(gazetteer: Gazetteer) -> None:
    text, words = words_of("Norway and Leipzig grew")
    found = list(from_gazetteer(words, gazetteer.find(text), text))
    assert shown(found, text, words) == [("Leipzig", "City"), ("Norway", "Country")]
    assert all(each.rank == KNOWN and each.certain for each in found)


CLASSES = [
    ("Halvorsen Kabel AG", "Company"), ("Nordwind Ltd.", "Company"), ("University of Solvik", "ResearchOrganization"), ("Solvik Trade Bureau", "GovernmentBody"),
    ("Lumenor BioPark", "InnovationPark"), ("Nordwind", ""), ("Fund", ""), ("AG", ""), ("Amber Light", ""),
]  # fmt: skip


@pytest.mark.parametrize(("run", "cls"), CLASSES)
def test_a_run_of_words_says_what_it_names(run: str, cls: str, nouns: NounIndex) -> None:
    assert class_of_run(run.split(), nouns).removeprefix(NAMESPACE) == cls


NAME_WORDS = [
    ("the Nordwind grew", 1, True), ("the nordwind grew", 1, False), ("Growth came", 0, False), ("[ORG Nordwind] grew", 0, True), ("the The grew", 1, False),
    ("NKT grew", 0, True), ("said : Growth came", 2, False), ("the eBox grew", 1, True), ("the ( grew", 1, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "index", "expected"), NAME_WORDS)
def test_a_word_of_a_name_has_capitals_and_is_not_just_the_first_of_a_sentence(
    text: str, index: int, expected: bool
) -> None:
    assert is_name_word(words_of(text)[1], index) is expected


def of(start: int, end: int, rank: int, cls: str = "x") -> Candidate:
    return Candidate(start, end, cls, rank, certain=True)


WINNERS = [
    ("longer wins", [of(0, 2, KNOWN), of(0, 3, GUESSED)], [(0, 3)]),
    ("the better source wins among equals", [of(0, 2, GUESSED, "a"), of(0, 2, TYPED, "b")], [(0, 2)]),
    ("apart stay both", [of(3, 4, KNOWN), of(0, 2, GUESSED)], [(0, 2), (3, 4)]),
    ("none", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("proposed", "expected"), [each[1:] for each in WINNERS], ids=[each[0] for each in WINNERS])
def test_the_best_proposal_wins_each_stretch(proposed: list[Candidate], expected: list[tuple[int, int]]) -> None:
    chosen = select(proposed)
    assert [(each.start, each.end) for each in chosen] == expected
    assert [each.rank for each in chosen] == [
        min(p.rank for p in proposed if (p.start, p.end) == span) for span in expected
    ]


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(0, 2), st.sampled_from("abc"))


@given(st.lists(SPANS, max_size=12), st.randoms(use_true_random=False))
def test_winners_do_not_overlap_leave_no_gap_open_and_do_not_depend_on_the_order(spans, random) -> None:
    proposed = [Candidate(start, start + size, cls, rank, certain=True) for start, size, rank, cls in spans]
    chosen = select(proposed)
    assert all(one.end <= other.start for one, other in itertools.pairwise(chosen))
    assert all(any(each.start < c.end and c.start < each.end for c in chosen) for each in proposed)
    random.shuffle(proposed)
    assert select(proposed) == chosen
