"""One sum of money in English: symbols, codes and names of currencies around figures and number words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kg.annotate.currencies import (
    DOLLAR,
    DOUBTFUL_CODES,
    DOUBTFUL_NAMES,
    ISO_CODES,
    LETTERS_BEFORE_SYMBOL,
    NAMES,
    PREFIX_LETTERS,
    PREFIX_WORDS,
    SHARED,
    SUFFIX_ABBREVIATIONS,
    SYMBOLS,
)
from kg.annotate.lexemes import DASHES, Kind, Lexeme, at, over_hyphen, sign_at, word_at
from kg.annotate.numbers import Quantity, read_quantity

_CHANGES = frozenset(
    "rise rises rose risen rising grow grows grew grown growing increase increases increased increasing raise "
    "raises raised raising climb climbed jump jumped surge surged soar soared double doubled triple tripled expand "
    "expanded cut cuts fall falls fell fallen drop dropped decline declined decrease decreased slump slumped shrink "
    "shrank shrunk down up boost boosted lift lifted went go goes upgrade upgraded widen widened narrow narrowed "
    "revised increasingly sharply".split()
)
_FUNDING = frozenset(
    "investment investments funding finance financing money capital debt aid support grants grant sales revenue "
    "revenues savings public private new fresh government state taxpayers taxpayer annual extra additional equity "
    "loans goods exports imports cash profit profits losses assets".split()
)
_SMALLEST_BARE = 10000  # below it "2010 won" or "100 pounds" is not taken for money


class Sum(NamedTuple):
    """A sum as read: `first` and `end` are lexeme indexes, `currency` a name still to be settled."""

    low: Decimal
    high: Decimal | None
    currency: str
    first: int
    end: int


class _Part(NamedTuple):
    quantity: Quantity
    currency: str
    end: int


def read_sum(lexemes: Sequence[Lexeme], index: int) -> Sum | None:
    """The sum, or range of sums, that starts at an index."""
    first = _read_part(lexemes, index)
    if not first:
        return None
    second = _far_end(lexemes, index, first)
    if second:
        low, high = first.quantity.value, second.quantity.value
        if first.quantity.scale == 1 and first.quantity.figure < second.quantity.figure:
            low = first.quantity.figure * second.quantity.scale
        return Sum(low, high, first.currency or second.currency, index, second.end)
    if not first.currency:
        return None
    return Sum(first.quantity.value, None, first.currency, index, first.end)


def _far_end(lexemes: Sequence[Lexeme], index: int, first: _Part) -> _Part | None:
    """The upper end of a range that starts with `first`, if a range it is."""
    start = _after_connector(lexemes, index, first)
    second = _read_part(lexemes, start, after_dash=True) if start else None
    if not second or not (first.currency or second.currency):
        return None
    if first.currency and second.currency and not _same(first.currency, second.currency):
        return None
    low, high = first.quantity, second.quantity
    bare = low.scale == 1 and low.figure < high.figure and high.scale > 1  # "$1-2 billion": both in billions
    if not bare and not (first.currency or low.scale > 1):
        return second if high.scale == 1 and low.value < high.value and second.currency else None
    return second if bare or low.value < high.value else None


def _after_connector(lexemes: Sequence[Lexeme], index: int, first: _Part) -> int:
    """The index after the word or dash of a range; 0 where there is none."""
    end, before = first.end, word_at(lexemes, index - 1)
    word = word_at(lexemes, end)
    if word == "to":
        changed = before == "from" and word_at(lexemes, index - 2) not in {"ranging", "range", "ranges", "anywhere"}
        return 0 if changed or before in _CHANGES else end + 1
    if word == "and":
        return end + 1 if before == "between" else 0
    if word == "or":
        return end + 1 if not first.currency and first.quantity.scale == 1 else 0
    if sign_at(lexemes, end) in DASHES and at(lexemes, end).joined == at(lexemes, end + 1).joined:
        return end + 1
    return 0


def _same(one: str, other: str) -> bool:
    return one == other or DOLLAR in {one, other} or one in SHARED.get(other, ()) or other in SHARED.get(one, ())


def _read_part(lexemes: Sequence[Lexeme], index: int, *, after_dash: bool = False) -> _Part | None:
    """A number with what names its currency before or after it; `currency` is "" where nothing does."""
    prefix, place = _prefix(lexemes, index)
    quantity = read_quantity(lexemes, place)
    glued = not prefix and not after_dash and at(lexemes, index).joined and _glued(lexemes, index)
    if not quantity or glued:
        return None
    weighty = quantity.scale > 1 or quantity.value >= _SMALLEST_BARE
    name = at(lexemes, place - 1).text
    if prefix and name in DOUBTFUL_CODES | PREFIX_LETTERS.keys() and at(lexemes, place - 1).kind is Kind.WORD:
        touching = at(lexemes, place).joined and name not in PREFIX_LETTERS
        if quantity.scale == 1 and not touching:
            return None
    if prefix and prefix not in SHARED and prefix != DOLLAR:
        suffix, end = _suffix(lexemes, quantity.end, weighty)
        return _Part(quantity, prefix, end if suffix == prefix else quantity.end)
    suffix, end = _suffix(lexemes, quantity.end, weighty)
    if not prefix:
        return _Part(quantity, suffix, end)
    if suffix and (suffix in SHARED.get(prefix, ()) or prefix == DOLLAR):
        return _Part(quantity, suffix, end)
    return _Part(quantity, prefix, quantity.end)


def _glued(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a figure hangs on a Latin word ("A320", "COVID-19") and so is not a number of its own."""
    before = at(lexemes, index - 1)
    if before.kind is Kind.WORD:
        return before.text[-1].isascii()
    return (
        sign_at(lexemes, index - 1) == "-"
        and before.joined
        and at(lexemes, index - 2).text not in {"a", "to"}
        and (at(lexemes, index - 2).kind is Kind.WORD and at(lexemes, index).kind is Kind.NUMBER)
    )


def _prefix(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int]:
    """The currency named before a figure, and the index after its name."""
    lexeme, following = at(lexemes, index), at(lexemes, index + 1)
    if lexeme.kind is Kind.SYMBOL:
        before = at(lexemes, index - 1)
        if lexeme.joined and before.kind is Kind.WORD and before.text[-1].isascii():
            return "", index  # the letters before it belong to it, and name no currency we know
        return SYMBOLS.get(lexeme.text, ""), index + 1
    if lexeme.kind is not Kind.WORD:
        return "", index
    if following.kind is Kind.SYMBOL:
        letters = lexeme.text.replace(".", "").replace(" ", "").strip()
        symbol = {"＄": "$", "￥": "¥", "￡": "£"}.get(following.text, following.text)
        if (letters, symbol) in LETTERS_BEFORE_SYMBOL and (following.joined or letters in {"US", *ISO_CODES, "RMB"}):
            return LETTERS_BEFORE_SYMBOL[letters, symbol], index + 2
        return "", index
    name = PREFIX_WORDS.get(lexeme.text) or (lexeme.text if lexeme.text in ISO_CODES else "")
    if not name and lexeme.text in PREFIX_LETTERS and following.joined and not lexeme.joined:
        name = PREFIX_LETTERS[lexeme.text]
    after = index + 1
    if name and sign_at(lexemes, after) == "." and at(lexemes, after).joined:
        after += 1
    return (name, after) if name and at(lexemes, after).kind is Kind.NUMBER else ("", index)


def _suffix(lexemes: Sequence[Lexeme], index: int, weighty: bool) -> tuple[str, int]:
    """The currency named after a figure, and the index after its name."""
    place = over_hyphen(lexemes, index)
    lexeme = at(lexemes, place)
    if lexeme.kind is Kind.SYMBOL and at(lexemes, place + 1).kind is not Kind.NUMBER:
        return SYMBOLS.get(lexeme.text, ""), place + 1
    if lexeme.kind is not Kind.WORD:
        return "", index
    for length in (3, 2, 1):
        words = [word_at(lexemes, place + step) for step in range(length)]
        code = NAMES.get(" ".join(words))
        if (
            code
            and (weighty or words[-1] not in DOUBTFUL_NAMES or length > 1)
            and not _weight(lexemes, place + length - 1)
        ):
            return code, place + length
    if lexeme.text in ISO_CODES or lexeme.text in SUFFIX_ABBREVIATIONS:
        return SUFFIX_ABBREVIATIONS.get(lexeme.text, lexeme.text), place + 1
    national = NAMES.get(f"{lexeme.lower} dollars")
    if national and lexeme.lower not in {"us", "american"} and sign_at(lexemes, place + 1) in set(".,;:)"):
        return national, place + 1  # "$5 million Canadian"
    return "", index


def _weight(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether "pounds" at an index weigh something: "2 million pounds of beef", but not "of investment"."""
    if word_at(lexemes, index) not in {"pound", "pounds"} or word_at(lexemes, index + 1) != "of":
        return False
    return not any(word_at(lexemes, index + step) in _FUNDING for step in (2, 3))
