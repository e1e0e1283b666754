"""Sums of money in running text: exact amount, ISO 4217 code, qualifier, and the same sum in other currencies.

`find_money` runs the Chinese grammar where there are Chinese units, and the English one on the rest.
"""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.lexemes import cut
from kg.annotate.money_chinese import find_chinese_money
from kg.annotate.money_english import find_english_money
from kg.records import MoneySpan, Span


def find_money(text: str, language: str) -> tuple[MoneySpan, ...]:
    """The sums in a text, in order and without overlap; spans are offsets into `text`.

    A span covers the amount and an equivalent beside it in brackets, not the words that qualify it. Prices by
    the unit ("$30 a barrel") and sums without an exact value ("hundreds of millions of dollars") are left out.
    """
    chinese = find_chinese_money(text)
    english = find_english_money(text, cut(text), preferred="CNY" if language == "zh" else "")
    return _together(text, chinese, english)


def _together(text: str, chinese: list[MoneySpan], english: list[MoneySpan]) -> tuple[MoneySpan, ...]:
    """Both grammars' sums: the Chinese one holds where they meet; one in brackets is an equivalent."""
    if not chinese:
        return tuple(english)
    kept = list(chinese)
    position = 0
    for sum_ in english:
        while position < len(chinese) and chinese[position].span.end <= sum_.span.start:
            position += 1
        if position == len(chinese) or not chinese[position].span.overlaps(sum_.span):
            kept.append(sum_)
    return tuple(_in_brackets(text, sorted(kept, key=lambda found: found.span)))


def _in_brackets(text: str, found: list[MoneySpan]) -> list[MoneySpan]:
    """Takes a sum in the brackets right after another, in another currency, as its equivalent."""
    joined: list[MoneySpan] = []
    for sum_ in found:
        last = joined[-1] if joined else None
        if last and _brackets(text[last.span.end : sum_.span.start], text[sum_.span.end : sum_.span.end + 2]):
            codes = {last.money.currency, *(money.currency for money in last.money.equivalents)}
            if sum_.money.currency not in codes:
                close = sum_.span.end + 1 + (text[sum_.span.end] == " ")
                money = replace(last.money, equivalents=(*last.money.equivalents, sum_.money))
                joined[-1] = MoneySpan(Span(last.span.start, close), money)
                continue
        joined.append(sum_)
    return joined


def _brackets(between: str, after: str) -> bool:
    opened = between.strip()[:1] in {"(", "（"} and len(between) <= len(" (约合人民币 ")
    return opened and after.strip()[:1] in {")", "）"} and not any(map(str.isdigit, between))
