"""Captions for nodes: short lines, broken where a reader of the language would break them."""

from __future__ import annotations

import re
import unicodedata

CAPTION_WIDTH = 22
CAPTION_LINES = 2
# After a hyphen between two long parts a line may be broken: Acme-Gdynia, but not Hi-tech.
_PART = re.compile(r"(?<=\w{5}-)(?=\w{5})")
# A caption that is cut should not end in "of" or "in".
_DANGLING = re.compile(r"(?<=\S) \w{1,3}$")


def wrapped(caption: str, width: int = CAPTION_WIDTH, lines: int = CAPTION_LINES) -> str:
    """A caption broken into short lines, cut with an ellipsis where it is too long; wide characters count double."""
    rows = [""]
    for word in _words(caption):
        if rows[-1] and display_width(rows[-1] + word.rstrip()) > width:
            rows.append("")
        rows[-1] += word
    kept = [row.strip() for row in rows[:lines]]
    kept = [row if display_width(row) <= width * 1.3 else _cut(row, width) for row in kept]
    if len(rows) > lines:
        kept[-1] = _cut(kept[-1], width - 1) if display_width(kept[-1]) >= width else _ended(kept[-1])
    return "\n".join(kept)


def display_width(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def _words(caption: str) -> list[str]:
    """Pieces that a line may be broken between: words with their space, and single wide characters."""
    words = [""]
    for character in caption:
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide or words[-1].endswith(" ") or (words[-1] and unicodedata.east_asian_width(words[-1][-1]) in "WF"):
            words.append("")
        words[-1] += " " if character.isspace() else character
    return [part for word in words for part in _PART.split(word)]


def _ended(row: str) -> str:
    return _DANGLING.sub("", row) + "…"


def _cut(row: str, width: int) -> str:
    while row and display_width(row) > width:
        row = row[:-1]
    return row.rstrip() + "…"
