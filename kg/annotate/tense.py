"""Whether a date without a year is one to come: the words before it in its sentence say so."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate import date_words as words
from kg.annotate.lexemes import Kind, Lexeme, at, sign_at, word_at

_LOOK_BACK = 14


def looks_ahead(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether the words before an index speak of the future: "by June", "will open in March"."""
    before = word_at(lexemes, index - 1)
    if before in {"late", "early", "mid", "of", "the", "end"}:
        before = next(
            (
                w
                for w in (word_at(lexemes, index - step) for step in range(2, 6))
                if w in {"by", "until", "from", "till"}
            ),
            "",
        )
    if before in words.FORWARD_PREPOSITIONS:
        return word_at(lexemes, index - 2) not in words.BREAKS - {"that"}
    for place in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
        word = word_at(lexemes, place)
        if word in words.AHEAD or (word == "to" and word_at(lexemes, place - 1) in {"is", "are", "set", "due"}):
            return True
        passive = word_at(lexemes, place - 1) == "be"
        if at(lexemes, place).kind is Kind.GAP or (word in words.BREAKS and not passive):
            return False
        if sign_at(lexemes, place) in {";", "!", "?", "”", '"'} or _full_stop(lexemes, place):
            return False
    return False


def _full_stop(lexemes: Sequence[Lexeme], index: int) -> bool:
    if sign_at(lexemes, index) != ".":
        return False
    following = at(lexemes, index + 1)
    return not following.joined and at(lexemes, index - 1).lower not in words.ABBREVIATED
