"""Which language a stretch of text is in, by its script: Chinese where Han characters dominate, else English."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.records import Span

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HAN_CHARACTER = re.compile(f"[{HAN}]")
LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019-][A-Za-z\u00c0-\u024f]+)*")
# A Chinese word has about one and a half characters.
HAN_PER_WORD = 1.5
# A run of fewer words does not make a switch of language: names and interjections in the other script.
LEAST_WORDS = 4.0
SENTENCE_END = re.compile(rf"[。！？!?]+[”’」』）)\"']*\s*|\.+[”’\"')\]]*(?:\s+|(?=[{HAN}]))|[:：](?:\s+|(?=[{HAN}]))")


def han_words(text: str) -> float:
    """About how many Chinese words a text holds."""
    return len(HAN_CHARACTER.findall(text)) / HAN_PER_WORD


def latin_words(text: str) -> int:
    """How many words in Latin letters a text holds."""
    return len(LATIN_WORD.findall(text))


def script_language(text: str) -> str:
    """`zh` where Chinese words outnumber Latin ones, else `en`."""
    return "zh" if han_words(text) > latin_words(text) else "en"


def sentence_spans(text: str, span: Span) -> list[Span]:
    """A span cut after every sentence end, by punctuation alone; the pieces touch and cover the span."""
    cuts = [match.end() for match in SENTENCE_END.finditer(text, span.start, span.end)]
    edges = [span.start, *(cut for cut in cuts if cut < span.end), span.end]
    return [Span(start, end) for start, end in pairwise(edges) if start < end]


def split_by_script(text: str, span: Span) -> list[tuple[Span, str]]:
    """A paragraph as stretches of one language, cut only where a sentence ends; usually it is one stretch."""
    whole = text[span.start : span.end]
    if min(han_words(whole), latin_words(whole)) < LEAST_WORDS:
        return [(span, script_language(whole))]
    runs: list[tuple[Span, str]] = []
    for piece in sentence_spans(text, span):
        words = text[piece.start : piece.end]
        enough = max(han_words(words), latin_words(words)) >= LEAST_WORDS
        language = script_language(words)
        if runs and (not enough or runs[-1][1] in {language, ""}):
            before, known = runs.pop()
            runs.append((Span(before.start, piece.end), known or (language if enough else "")))
        else:
            runs.append((piece, language if enough else ""))
    return [(run, language or script_language(text[run.start : run.end])) for run, language in runs]
