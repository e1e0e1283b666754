"""Runs of unrelated headlines told from prose by their shape: no sentence ends, few commas, many headline marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.read.language import HAN_CHARACTER, LATIN_WORD, han_words, latin_words, script_language
from kg.records import Span

# Prose, measured on news in both languages, has a full stop every 40 to 70 characters (15 to 40 words), a comma every
# 15 to 30 (10 to 25 words), and hardly a mark. Headline runs have next to no full stop, and a mark every 15 to 40.
FULL_STOP = re.compile(r"[。；;]|(?<!\d)\.(?=[\s”’\"')\]]|$)|(?<=\d)\.(?=\s|$)")
COMMA = re.compile(r"[,，、]")
MARK = re.compile(r"[!?！？|｜丨:：【】\[\]@&《》]")
GRAMMAR = (
    "the of to and a an in for on with at by from as is are was were be been has have had it its this that which will "
    "would their he she they we his her said not or but who also than"
)
FUNCTION_WORDS = frozenset(GRAMMAR.split())
LEAST_CHARACTERS = 80
LEAST_WORDS = 40


def is_teaser_run(text: str) -> bool:
    """Whether a paragraph is a run-on of headlines instead of sentences."""
    if script_language(text) == "zh":
        return len(text) >= LEAST_CHARACTERS and _is_chinese_run(text)
    return latin_words(text) >= LEAST_WORDS and _is_latin_run(text)


def without_teaser_tail(text: str, span: Span) -> Span:
    """A paragraph without the run of headlines that a page has glued to its last sentence."""
    end = span.end
    for match in FULL_STOP.finditer(text, span.start, span.end):
        end = match.end()
    tail = text[end : span.end]
    return Span(span.start, end) if tail and is_teaser_run(tail) else span


def headline_words(text: str) -> frozenset[str]:
    """The topic words of a text: pairs of Han characters, and longer Latin words that are not function words."""
    han = [
        text[i : i + 2]
        for i in range(len(text) - 1)
        if HAN_CHARACTER.match(text[i]) and HAN_CHARACTER.match(text[i + 1])
    ]
    latin = [word.lower() for word in LATIN_WORD.findall(text)]
    return frozenset(han) | {word for word in latin if len(word) > 2 and word not in FUNCTION_WORDS}


def is_headline(text: str) -> bool:
    """Whether a line has the length of a headline and does not end as a sentence does."""
    words = han_words(text) + latin_words(text)
    return 4 <= words <= 25 and not text.rstrip().endswith((".", "。", ":", "：", ";", "；"))


def recurrence(words: Iterable[str], known: frozenset[str]) -> float:
    """Which part of some topic words a text knows."""
    listed = list(words)
    return sum(word in known for word in listed) / len(listed) if listed else 0.0


def _is_chinese_run(text: str) -> bool:
    hundreds = len(text) / 100
    stops, commas, marks = (len(sign.findall(text)) / hundreds for sign in (FULL_STOP, COMMA, MARK))
    if stops >= 0.4 or commas >= 4:
        return False
    return marks >= 1.5 or (len(text) >= 5 * LEAST_CHARACTERS and commas < 2)


def _is_latin_run(text: str) -> bool:
    words = LATIN_WORD.findall(text)
    hundreds = len(words) / 100
    stops, commas, marks = (len(sign.findall(text)) / hundreds for sign in (FULL_STOP, COMMA, MARK))
    if stops >= 1.2 or commas >= 6:
        return False
    function_words = sum(word.lower() in FUNCTION_WORDS for word in words) / len(words)
    capitals = sum(word[0].isupper() for word in words) / len(words)
    return marks >= 4 or (capitals >= 0.35 and function_words < 0.3)
