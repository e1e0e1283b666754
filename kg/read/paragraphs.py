"""Paragraphs of a text as spans, also where lines were wrapped at a fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from kg.read.language import HAN_CHARACTER
from kg.records import Span

LINE = re.compile("[^\n\f\u2028\u2029]+")
SENTENCE_FINAL = re.compile(r"[.!?。！？…:：;；][”’\"'」』)）\]]*$")
WRAP_WIDTHS = range(40, 131)
# Fewer lines of like length may be headings by chance.
LEAST_WRAPPED_LINES = 3


def paragraph_spans(text: str, start: int = 0) -> list[Span]:
    """The paragraphs of a text from `start` on, without surrounding whitespace.

    A paragraph is one line, or the lines between blank ones where they were wrapped: where every line that does not
    end a sentence is as full as the width allows, or the next goes on in lower case.
    """
    spans: list[Span] = []
    for chunk in _chunks(text, start):
        spans += _joined(text, chunk)
    return spans


def unwrap(text: str) -> str:
    """The text with every paragraph on one line and hyphenated words made whole, a blank line between paragraphs."""
    return "\n\n".join(_one_line(text[span.start : span.end]) for span in paragraph_spans(text))


def _chunks(text: str, start: int) -> Iterator[list[Span]]:
    """The trimmed lines between blank ones."""
    chunk: list[Span] = []
    last = start
    for match in LINE.finditer(text, start):
        line = trimmed(text, Span(*match.span()))
        blank_between = text.count("\n", last, match.start()) > 1 or not line
        if chunk and blank_between:
            yield chunk
            chunk = []
        if line:
            chunk.append(line)
        last = match.end()
    if chunk:
        yield chunk


def trimmed(text: str, span: Span) -> Span:
    """The span without the whitespace at its ends."""
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))


def _joined(text: str, lines: list[Span]) -> list[Span]:
    wrapped = _is_wrapped(text, lines)
    spans = [lines[0]]
    for before, line in pairwise(lines):
        open_end = not SENTENCE_FINAL.search(text[max(before.start, before.end - 4) : before.end])
        goes_on = wrapped or (text[line.start].islower() and len(before) in WRAP_WIDTHS)
        if open_end and goes_on:
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
    return spans


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether each line broke because the next word would not fit."""
    if len(lines) < LEAST_WRAPPED_LINES or max(len(line) for line in lines) >= WRAP_WIDTHS.stop:
        return False
    rows = [text[line.start : line.end] for line in lines]
    widths = [_columns(row) for row in rows]
    # Headings of one length begin in capitals; of wrapped lines, some go on in lower case.
    if max(widths) not in WRAP_WIDTHS or not any(row[0].islower() or HAN_CHARACTER.match(row) for row in rows[1:]):
        return False
    return all(
        SENTENCE_FINAL.search(row) or width + 1 + _columns(_first_word(after)) > max(widths)
        for row, width, after in zip(rows, widths, rows[1:], strict=False)
    )


def _first_word(row: str) -> str:
    return row[0] if HAN_CHARACTER.match(row) else row.split(maxsplit=1)[0]


def _columns(row: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in row)


def _one_line(paragraph: str) -> str:
    rows = [row.strip() for row in paragraph.split("\n")]
    joined = rows[0]
    for row in rows[1:]:
        # A hyphen after a letter and before a lower-case one is taken for a broken word.
        if re.search(r"[a-z]-$", joined) and row[:1].islower():
            joined = joined[:-1] + row
        elif HAN_CHARACTER.match(joined[-1:]) and HAN_CHARACTER.match(row[:1]):
            joined += row
        else:
            joined += " " + row
    return joined
