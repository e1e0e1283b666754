"""Numbers as newspapers write them: figures, number words, multipliers and Chinese numerals, as exact decimals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kg.annotate.lexemes import Kind, Lexeme, at, over_hyphen, word_at

GROUP = 3  # digits
LONGEST_FIGURE = 18  # digits; a longer run is an account number or noise, and would not stay exact

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINALS = {word: index for index, word in enumerate(_SMALL)} | {
    word: 10 * index for index, word in enumerate(_TENS, start=2)
}
_SCALE_WORDS = {
    "hundred": Decimal("1E2"),
    "thousand": Decimal("1E3"),
    "lakh": Decimal("1E5"), "lakhs": Decimal("1E5"), "lac": Decimal("1E5"), "lacs": Decimal("1E5"),
    "million": Decimal("1E6"), "mn": Decimal("1E6"), "mln": Decimal("1E6"), "mio": Decimal("1E6"),
    "mil": Decimal("1E6"),
    "mm": Decimal("1E6"), "millions": Decimal("1E6"),
    "crore": Decimal("1E7"), "crores": Decimal("1E7"), "cr": Decimal("1E7"),
    "billion": Decimal("1E9"), "bn": Decimal("1E9"), "bln": Decimal("1E9"), "bil": Decimal("1E9"),
    "billions": Decimal("1E9"),
    "trillion": Decimal("1E12"), "tn": Decimal("1E12"), "trn": Decimal("1E12"), "trln": Decimal("1E12"),
}  # fmt: skip
_SCALE_LETTERS = {"k": Decimal("1E3"), "m": Decimal("1E6"), "b": Decimal("1E9"), "t": Decimal("1E12")}
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")

_THOUSANDS = re.compile(r"\d{1,3}([.,'’\u00a0\u202f])\d{3}(?:\1\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_ENGLISH_DECIMALS = re.compile(r"(?:\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d*)\.\d+")
_EUROPEAN_DECIMALS = re.compile(r"\d{1,3}(?:[.\u00a0\u202f]\d{3})+,\d+|\d+,\d{1,2}")

_CHINESE_DIGITS = {sign: value for value, signs in enumerate(
    ("〇零○", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for sign in signs}  # fmt: skip
_CHINESE_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}
_GROUP_POWER = 4
CHINESE_NUMERAL = "〇零○一二两兩三四五六七八九十百千"
CHINESE_SCALE = "十百千万萬亿億兆"


class Quantity(NamedTuple):
    """A number read off a text: `figure` times `scale`; `end` is the index after its last lexeme."""

    figure: Decimal
    scale: Decimal
    end: int

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.figure * self.scale


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros after the point."""
    return Decimal(format(value.normalize(), "f"))


def parse_figure(figure: str) -> Decimal | None:
    """The value of a number in digits, or None where its separators fit no known way of writing.

    A single comma or point before three digits is read the English way; a comma before one or two digits can
    only be a
    decimal comma.
    """
    if sum(map(str.isdigit, figure)) > LONGEST_FIGURE:
        return None
    if figure.isdigit():
        return Decimal(int(figure))
    if _INDIAN.fullmatch(figure) or ((match := _THOUSANDS.fullmatch(figure)) and not _is_point(match, figure)):
        return Decimal(int(re.sub(r"\D", "", figure)))
    if _ENGLISH_DECIMALS.fullmatch(figure):
        return Decimal(re.sub(r"[^\d.]", "", figure))
    if _EUROPEAN_DECIMALS.fullmatch(figure):
        return Decimal(re.sub(r"[^\d,]", "", figure).replace(",", "."))
    return None


def _is_point(match: re.Match[str], figure: str) -> bool:
    return match.group(1) == "." and figure.count(".") == 1


def read_quantity(lexemes: Sequence[Lexeme], index: int) -> Quantity | None:
    """The number that starts at an index, with its multipliers: `22,500 crore`, `2.5-billion`, `half a billion`."""
    lexeme = at(lexemes, index)
    if lexeme.kind is Kind.NUMBER:
        text, end = _spaced_figure(lexemes, index)
        figure = parse_figure(text)
        return None if figure is None else _scaled(lexemes, figure, end)
    if lexeme.kind is not Kind.WORD:
        return None
    quantity = _in_words(lexemes, index)
    for _ in range(3):  # "two million five hundred thousand"
        more = quantity and _in_words(lexemes, quantity.end)
        if not quantity or not more or not 1 < more.scale < quantity.scale:
            break
        quantity = Quantity(quantity.value + more.value, Decimal(1), more.end)
    return quantity


def _spaced_figure(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int]:
    """The figure that starts at an index with the groups of three digits that spaces set apart: "500 000"."""
    first, end = at(lexemes, index), index + 1
    text = first.text
    while text.isdigit() and len(first.text) <= GROUP and _is_group(lexemes, end):
        text, end = text + at(lexemes, end).text, end + 1
    return text, end


def _is_group(lexemes: Sequence[Lexeme], index: int) -> bool:
    group = at(lexemes, index)
    spaced = group.start == at(lexemes, index - 1).end + 1
    return group.kind is Kind.NUMBER and group.text.isdigit() and len(group.text) == GROUP and spaced


def read_scale(lexemes: Sequence[Lexeme], index: int) -> tuple[Decimal, int]:
    """The product of the multipliers from an index on ("lakh crore" is 10^12), and the index after them."""
    scale = Decimal(1)
    for _ in range(3):
        place = over_hyphen(lexemes, index)
        factor = _SCALE_WORDS.get(word_at(lexemes, place))
        if factor is None:
            break
        scale, index = scale * factor, place + 1
    return scale, index


def _scaled(lexemes: Sequence[Lexeme], figure: Decimal, index: int) -> Quantity:
    letter = at(lexemes, index)
    if letter.joined and letter.text.lower() in _SCALE_LETTERS:
        return Quantity(figure, _SCALE_LETTERS[letter.text.lower()], index + 1)
    return Quantity(figure, *read_scale(lexemes, index))


def _in_words(lexemes: Sequence[Lexeme], index: int) -> Quantity | None:
    part = _part_of_one(lexemes, index)
    if part:
        quantity = Quantity(part[0], *read_scale(lexemes, part[1]))
        return quantity if quantity.scale > 1 else None
    if word_at(lexemes, index) in {"a", "an"} and word_at(lexemes, index + 1) != "hundred":
        scale, end = read_scale(lexemes, index + 1)
        return Quantity(Decimal(1), scale, end) if scale > 1 else None
    cardinal = _cardinal(lexemes, index)
    if not cardinal:
        return None
    value, end = cardinal
    value, end = _fraction(lexemes, value, end)
    return Quantity(value, *read_scale(lexemes, end))


def _part_of_one(lexemes: Sequence[Lexeme], index: int) -> tuple[Decimal, int] | None:
    """ "half a (billion)", "a half (billion)", "a quarter of a (billion)"."""
    if word_at(lexemes, index) in {"a", "an"}:
        index += 1
    word = word_at(lexemes, index)
    after = over_hyphen(lexemes, index + 1)
    if word == "half":
        return _HALF, after + 1 if word_at(lexemes, after) in {"a", "an"} else after
    if word == "quarter" and word_at(lexemes, after) == "of" and word_at(lexemes, after + 1) == "a":
        return _QUARTER, after + 2
    return None


def _cardinal(lexemes: Sequence[Lexeme], index: int) -> tuple[Decimal, int] | None:
    """A number below a thousand in words: "twenty-five", "two hundred and fifty", "a hundred"."""
    small = _below_hundred(lexemes, index)
    if small is None and word_at(lexemes, index) in {"a", "an"}:
        small = 1, index + 1
    if small is None:
        return None
    value, end = small
    place = over_hyphen(lexemes, end)
    if word_at(lexemes, place) != "hundred":
        return Decimal(value), end
    value, end = value * 100, place + 1
    rest = _below_hundred(lexemes, end + (word_at(lexemes, end) == "and"))
    if rest:
        value, end = value + rest[0], rest[1]
    return Decimal(value), end


def _below_hundred(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    value = _CARDINALS.get(word_at(lexemes, index))
    if value is None:
        return None
    after = over_hyphen(lexemes, index + 1)
    unit = _CARDINALS.get(word_at(lexemes, after), 0)
    if value in range(20, 100) and 0 < unit < len(_TENS) + 2:
        return value + unit, after + 1
    return value, index + 1


def _fraction(lexemes: Sequence[Lexeme], value: Decimal, index: int) -> tuple[Decimal, int]:
    """ "and a half", "point five" after a number in words."""
    place = over_hyphen(lexemes, index)
    words = []
    for _ in range(3):
        words.append(word_at(lexemes, place))
        place = over_hyphen(lexemes, place + 1)
    if words == ["and", "a", "half"]:
        return value + _HALF, place
    digit = _CARDINALS.get(words[1])
    if words[0] == "point" and digit is not None and digit < len("0123456789"):
        return value + Decimal(digit) / 10, index + 2
    return value, index


def parse_chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral (`二十亿`, `一千二百`) or of digits read out one by one (`二〇二三`)."""
    if len(numeral) > LONGEST_FIGURE:
        return None
    if all(sign in _CHINESE_DIGITS for sign in numeral):
        return int("".join(str(_CHINESE_DIGITS[sign]) for sign in numeral)) if numeral else None
    total = group = digit = 0
    for sign in numeral:
        if sign in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[sign]
        elif (power := _CHINESE_POWERS.get(sign)) is None:
            return None
        elif power < _GROUP_POWER:
            group, digit = group + (digit or 1) * 10**power, 0
        elif total < 10**power:  # 三千万亿: all that was read is counted in this unit
            total, group, digit = (total + group + digit or 1) * 10**power, 0, 0
        else:  # 一亿五千万: the smaller unit is added
            total, group, digit = total + (group + digit) * 10**power, 0, 0
    return total + group + digit


def chinese_scale(signs: str) -> Decimal:
    """What a run of Chinese multipliers amounts to: `百万` is a million, `万亿` is 10^12."""
    return Decimal(10) ** sum(_CHINESE_POWERS[sign] for sign in signs)
