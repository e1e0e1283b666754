"""Dates in running text, exactly as precise as stated; relative ones are counted from the day of publication."""

from __future__ import annotations

from kg.annotate.dates_chinese import find_chinese_dates
from kg.annotate.dates_english import find_english_dates
from kg.annotate.dates_numeric import find_numeric_dates
from kg.annotate.lexemes import cut
from kg.annotate.reckoning import calendar_of
from kg.records import DateSpan, Span


def find_dates(text: str, language: str, published: str | None) -> tuple[DateSpan, ...]:
    """The dates in a text, in order and without overlap; spans are offsets into `text`.

    Without `published` (ISO 8601) relative dates and days without a year give nothing. `date` is None where only
    another event's date would settle it ("the same day"). Durations, decades and dates that can be read in two
    ways are left out.
    """
    calendar = calendar_of(published)
    numeric, unclear = find_numeric_dates(text)
    chinese = find_chinese_dates(text, calendar)
    english = find_english_dates(cut(text), calendar)
    first, second = (chinese, english) if language == "zh" else (english, chinese)
    return tuple(_without_overlap([numeric, first, second], unclear))


def _without_overlap(layers: list[list[DateSpan]], taken: list[Span]) -> list[DateSpan]:
    """The dates of all layers in text order; where two meet, the one of the earlier layer holds."""
    ranked = [(date.span, rank, date) for rank, layer in enumerate(layers, start=1) for date in layer]
    ranked_all: list[tuple[Span, int, DateSpan | None]] = [*ranked, *((span, 0, None) for span in taken)]
    ranked_all.sort(key=lambda entry: entry[:2])
    kept: list[tuple[Span, int, DateSpan | None]] = []
    for entry in ranked_all:
        while kept and kept[-1][0].overlaps(entry[0]) and entry[1] < kept[-1][1]:
            kept.pop()
        if not kept or not kept[-1][0].overlaps(entry[0]):
            kept.append(entry)
    return [date for _, _, date in kept if date]
