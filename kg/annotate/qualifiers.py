"""How exact a stated sum is: the words beside it, as one of a few codes.

The codes are `about`, `nearly`, `more than`, `at least`, `up to`, `less than` and `estimated`; "" is an exact sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.annotate.lexemes import Kind, Lexeme, at, over_hyphen, sign_at, word_at

_BEFORE: Mapping[str, str] = {
    "about": "about around approximately approx roughly some circa ca c ~ ≈ ∼|in the region of|in the order "
    "of|on the order of|"
    "in the neighbourhood of|in the neighborhood of|somewhere around|equivalent to about",
    "nearly": "nearly almost nearing approaching|close to|just under|just below|just short of|shy of|just shy of",
    "more than": "over above exceeding exceeds exceeded surpassing surpassed topping topped >|more than|upwards "
    "of|upward of|"
    "in excess of|greater than|higher than|north of|just over|well over|just above|well above",
    "at least": "minimum ≥|at least|no less than|not less than|no fewer than|a minimum of|minimum of|a minimum",
    "up to": "maximum ≤|up to|as much as|as many as|no more than|not more than|at most|a maximum of|maximum "
    "of|capped at|"
    "up to a maximum of|not exceeding|not to exceed",
    "less than": "under below <|less than|fewer than|lower than|well under|well below",
    "estimated": "estimated|estimated at|estimated to be|estimated to be worth|estimated to cost|estimated to total|"
    "an estimate of",
}  # fmt: skip
_PHRASES: Mapping[tuple[str, ...], str] = {
    tuple(phrase.split()): code
    for code, groups in _BEFORE.items()
    for number, group in enumerate(groups.split("|"))
    for phrase in (group.split() if number == 0 else [group])
}
_LONGEST = max(map(len, _PHRASES))
_FILLERS = frozenset("a an another additional further extra total combined cumulative of".split())
_VAGUE = frozenset({"about", "estimated"})

_AFTER: Mapping[tuple[str, ...], str] = {
    ("or", "more"): "at least", ("and", "more"): "at least", ("and", "above"): "at least", ("or", "so"): "about",
    ("or", "less"): "up to",
}  # fmt: skip

_CHINESE_BEFORE: Mapping[str, str] = {
    "about": "约为 约合 约达 大约 大概 约 約為 約合 約達 大約 約",
    "nearly": "将近 將近 接近 近",
    "more than": "超过 超過 超出 突破 高于 高於 多于 多於 逾 超",
    "at least": "至少 不少于 不少於 不低于 不低於 最少 起码",
    "up to": "不超过 不超過 不高于 不高於 不多于 至多 最多 最高 高达 高達 多达 多達",
    "less than": "低于 低於 少于 少於 不到 不足",
    "estimated": "预计 預計 估计 估計 预估 預估",
}
_CHINESE_CODES = {word: code for code, words in _CHINESE_BEFORE.items() for word in words.split()}
_CHINESE_LEFT = re.compile(
    "({})(?:为|為|达|達|到|合|有)?[ ]?$".format("|".join(sorted(_CHINESE_CODES, key=lambda w: (-len(w), w))))
)
_CHINESE_AFTER: Mapping[str, str] = {
    "左右": "about", "上下": "about", "以上": "at least", "以下": "up to", "以内": "up to", "以內": "up to",
}  # fmt: skip
_LOOK_BACK = 8  # characters: the longest Chinese qualifier with its particle


def qualifier_around(lexemes: Sequence[Lexeme], first: int, after: int) -> str:
    """The qualifier of an English sum whose lexemes are `first` up to, not including, `after`."""
    return _after(lexemes, after) or _before(lexemes, first)


def _before(lexemes: Sequence[Lexeme], index: int) -> str:
    found = _phrase_before(lexemes, index)
    if not found:
        return ""
    code, start = found
    outer = _phrase_before(lexemes, start) if code in _VAGUE else None  # "up to about", "more than an estimated"
    return outer[0] if outer else code


def _phrase_before(lexemes: Sequence[Lexeme], index: int) -> tuple[str, int] | None:
    """The qualifying phrase that ends before an index, fillers such as "an additional" between, and where it starts."""
    for end in range(index, index - 4, -1):
        for length in range(_LONGEST, 0, -1):
            phrase = tuple(_sign_or_word(lexemes, place) for place in range(end - length, end))
            if phrase in _PHRASES and not (phrase == ("some",) and word_at(lexemes, end) == "of"):
                return _PHRASES[phrase], end - length
        if _sign_or_word(lexemes, end - 1) not in _FILLERS:
            return None
    return None


def _sign_or_word(lexemes: Sequence[Lexeme], index: int) -> str:
    lexeme = at(lexemes, index)
    return lexeme.lower if lexeme.kind is Kind.WORD else lexeme.text


def _after(lexemes: Sequence[Lexeme], index: int) -> str:
    if sign_at(lexemes, index) == "+":
        return "more than"
    place = over_hyphen(lexemes, index)
    words = word_at(lexemes, place), word_at(lexemes, place + 1)
    if words[0] == "plus":
        return "more than" if place > index else ""  # "$5 million plus fees" adds something else
    return _AFTER.get(words, "")


def chinese_qualifier(text: str, start: int, end: int) -> str:
    """The qualifier of a Chinese sum at `start`..`end`: the words before it, else those after it."""
    before = _CHINESE_LEFT.search(text[max(0, start - _LOOK_BACK) : start])
    if before:
        return _CHINESE_CODES[before.group(1)]
    return _CHINESE_AFTER.get(text[end : end + 2], "")
