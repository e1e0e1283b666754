"""Dates that count from an earlier one: "on the same day", "the following year", settled by the date that a text gave before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from kg.annotate.reckoning import dated
from kg.records import Mention, MentionKind, PartialDate, Sentence

REACH = 3
STEPS = {"same": 0, "that": 0, "following": 1, "previous": -1, "preceding": -1}
COUNTED = re.compile(rf"({'|'.join(STEPS)}) (day|evening|morning|month|year)", re.IGNORECASE)
_MONTHS = 12
_YEAR_SIZE, _MONTH_SIZE, _DAY_SIZE = len("2024"), len("2024-06"), len("2024-06-15")


def settled(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences with such dates given a value where one of the few sentences before, or their own, has a date."""
    last: PartialDate | None = None
    since = 0
    for sentence in sentences:
        since += 1
        mentions: list[Mention] = []
        for mention in sentence.mentions:
            made = mention
            if mention.kind is MentionKind.DATE:
                if mention.date is None and last is not None and since <= REACH:
                    made = replace(mention, date=_counted(mention.name, last))
                if mention.date is not None:
                    last, since = mention.date, 0
            mentions.append(made)
        yield replace(sentence, mentions=tuple(mentions))


def _counted(name: str, last: PartialDate) -> PartialDate | None:
    """The date that a phrase means after another one, no more precise than that; None where it cannot be told."""
    match = COUNTED.fullmatch(name)
    if match is None:
        return None
    steps, unit, value = STEPS[match[1].lower()], match[2].lower(), last.value
    if unit == "year":
        return dated(int(value[:_YEAR_SIZE]) + steps)
    if unit == "month":
        if len(value) < _MONTH_SIZE:
            return last if not steps else None
        years, month = divmod(int(value[_YEAR_SIZE + 1 : _MONTH_SIZE]) - 1 + steps, _MONTHS)
        return dated(int(value[:_YEAR_SIZE]) + years, month + 1)
    if not steps or len(value) < _DAY_SIZE:
        return None if steps else last
    moved = date.fromisoformat(value) + timedelta(days=steps)
    return dated(moved.year, moved.month, moved.day)
