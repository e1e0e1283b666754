"""A text cut into words, figures and signs: what the grammars of sums and dates read.

The cutting is one pass and the grammars look only a few lexemes ahead, so both stay linear whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_LATIN = "A-Za-z\u00c0-\u024f"
_CUT = re.compile(
    rf"""
      (?P<gap>\n[^\S\n]*+\n\s*+)                                    # an empty line: nothing reads across it
    | (?P<number>(?:(?<=[$€£¥₹])\.)?\d++(?:[.,'’\u00a0\u202f]\d++)*+)
    | (?P<word>U\.[ ]?S\.?+(?![{_LATIN}]) | U\.[ ]?K\.?+(?![{_LATIN}]) | [{_LATIN}]++ | [^\W\d_{_LATIN}]++)
    | (?P<symbol>[$＄€£￡¥￥₹₩￦₽₺₪₫฿₱₦₴₸₵])
    | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """What a lexeme is."""

    NUMBER = "number"
    WORD = "word"
    SYMBOL = "symbol"
    MARK = "mark"
    GAP = "gap"


class Lexeme(NamedTuple):
    """One word, figure or sign; `joined` says that nothing stands between it and the lexeme before.

    `lower` is the text in lower case, without the dots of an abbreviation.
    """

    kind: Kind
    text: str
    start: int
    end: int
    joined: bool
    lower: str


_KINDS = {kind.value: kind for kind in Kind}
END = Lexeme(Kind.GAP, "", 0, 0, False, "")


# The grammars of sums and of dates read the same text one after the other.
@lru_cache(maxsize=1)
def cut(text: str) -> tuple[Lexeme, ...]:
    """The lexemes of a text, in order."""
    lexemes: list[Lexeme] = []
    reached = -1
    for match in _CUT.finditer(text):
        text_here, (start, end) = match.group(), match.span()
        lower = text_here.lower().replace(".", "").replace(" ", "")
        lexemes.append(Lexeme(_KINDS[match.lastgroup or ""], text_here, start, end, start == reached, lower))
        reached = end
    return tuple(lexemes)


def at(lexemes: Sequence[Lexeme], index: int) -> Lexeme:
    """The lexeme at an index; a gap outside the text, so that grammars need not watch its edges."""
    return lexemes[index] if 0 <= index < len(lexemes) else END


def word_at(lexemes: Sequence[Lexeme], index: int) -> str:
    """The word at an index in lower case; "" where something else stands."""
    lexeme = at(lexemes, index)
    return lexeme.lower if lexeme.kind is Kind.WORD else ""


def sign_at(lexemes: Sequence[Lexeme], index: int) -> str:
    """The punctuation mark at an index; "" where something else stands."""
    lexeme = at(lexemes, index)
    return lexeme.text if lexeme.kind is Kind.MARK else ""


def over_hyphen(lexemes: Sequence[Lexeme], index: int) -> int:
    """The index after a hyphen that binds two words ("2.5-billion"); the same index where there is none."""
    return index + 1 if sign_at(lexemes, index) in HYPHENS and at(lexemes, index).joined else index


HYPHENS = frozenset("-‐‑")
DASHES = HYPHENS | frozenset("–—~～−")
