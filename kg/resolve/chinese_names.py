"""Which shorter Chinese name a longer one allows: its beginning, what is left without the place, or its leading characters."""

from __future__ import annotations

import re

from kg.annotate.chinese_script import simplified

_BRACKETS = re.compile(r"\s*[（(][^（）()]*[）)]\s*")
_SHORTEST, _SHORTEST_ABBREVIATION, _LONGEST_PLACE = 2, 4, 4


def chinese_key(name: str) -> str:
    """A Chinese name in simplified characters without spaces."""
    return "".join(simplified(name).split())


def is_chinese_short_form(short: str, long: str) -> bool:
    """Whether a Chinese name is a longer one cut short, or the same without some of its characters: 青城高新区, 海西国投."""
    few, many = _BRACKETS.sub("", chinese_key(short)), _BRACKETS.sub("", chinese_key(long))
    if len(few) < _SHORTEST or len(few) >= len(many):
        return False
    if 0 <= many.find(few) <= _LONGEST_PLACE and not many.endswith(few):
        return True
    start = many.find(few[:_SHORTEST])
    return (
        len(few) >= _SHORTEST_ABBREVIATION
        and 0 <= start <= _LONGEST_PLACE
        and (many[-1] == few[-1] or start > 0)
        and _in_order(few, many[start:])
    )


def _in_order(few: str, many: str) -> bool:
    signs = iter(many)
    return all(sign in signs for sign in few)
