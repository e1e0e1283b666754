"""Dates in figures alone, in any language: 2023-11-06, 06.11.2023, and 13/11/2023, which has only one reading."""

from __future__ import annotations

import re

from kg.annotate.reckoning import dated
from kg.records import DateSpan, PartialDate, Span

_YEAR_FIRST = re.compile(r"(?<![\w./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])(?!\.\d)")
_YEAR_LAST = re.compile(r"(?<![\w./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d/-])(?!\.\d)")


def find_numeric_dates(text: str) -> tuple[list[DateSpan], list[Span]]:
    """The dates in figures, and the stretches that look like one but may be read in two ways or in none."""
    found: list[DateSpan] = []
    unclear: list[Span] = []
    for match in _YEAR_FIRST.finditer(text):
        year, month, day = (int(match.group(group)) for group in (1, 3, 4))
        _sort_in(Span(*match.span()), dated(year, month, day), found, unclear)
    for match in _YEAR_LAST.finditer(text):
        first, second, year = (int(match.group(group)) for group in (1, 3, 4))
        readings = {dated(year, second, first)}
        if match.group(2) != ".":  # points are only used with the day first
            readings.add(dated(year, first, second))
        sure = [reading for reading in readings if reading]
        _sort_in(Span(*match.span()), sure[0] if len(sure) == 1 else None, found, unclear)
    return found, unclear


def _sort_in(span: Span, date: PartialDate | None, found: list[DateSpan], unclear: list[Span]) -> None:
    if date:
        found.append(DateSpan(span, date))
    else:
        unclear.append(span)
