"""Dates in English: 6 November 2023, Nov. 6, March this year, last month, on Tuesday, the third quarter of 2024."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate import date_words as words
from kg.annotate.lexemes import DASHES, Kind, Lexeme, at, over_hyphen, sign_at, word_at
from kg.annotate.months import Reading, read_month
from kg.annotate.reckoning import FIRST_YEAR, LAST_YEAR, Calendar, dated, nearest_on
from kg.annotate.tense import looks_ahead
from kg.records import DateSpan, PartialDate, Span


def find_english_dates(lexemes: Sequence[Lexeme], calendar: Calendar) -> list[DateSpan]:
    """The dates that the English grammar finds, in order."""
    found: list[DateSpan] = []
    index = reached = 0
    while index < len(lexemes):
        reading = _read(lexemes, index, calendar)
        if not reading:
            index += 1
            continue
        index = reading.end
        first = max(_with_part(lexemes, reading.first) if reading.date else reading.first, reached)
        if not reading.void:
            found.append(DateSpan(Span(at(lexemes, first).start, at(lexemes, index - 1).end), reading.date))
        reached = index
    return found


def _read(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    kind = at(lexemes, index).kind
    if kind is Kind.NUMBER:
        return read_month(lexemes, index, calendar) or _year(lexemes, index) or _ago(lexemes, index, calendar)
    if kind is not Kind.WORD:
        return None
    return (
        _bound(lexemes, index)
        or _relative(lexemes, index, calendar)
        or read_month(lexemes, index, calendar)
        or _weekday(lexemes, index, calendar)
        or _ago(lexemes, index, calendar)
    )


def year_number(lexemes: Sequence[Lexeme], index: int) -> int | None:
    """The four-digit number at an index if it can be a year: nothing hangs on it and it counts no things."""
    lexeme = at(lexemes, index)
    if lexeme.kind is not Kind.NUMBER or len(lexeme.text) != len("2023") or not lexeme.text.isdigit():
        return None
    following = at(lexemes, index + 1)
    if following.joined and (following.kind in {Kind.WORD, Kind.SYMBOL} or following.text in set("%°/’'")):
        possessive = following.text in {"'", "’"} and word_at(lexemes, index + 2) == "s"
        if not possessive or word_at(lexemes, index - 1) == "the":
            return None
    if following.text == "%" or word_at(lexemes, over_hyphen(lexemes, index + 1)) in words.COUNTED:
        return None
    return int(lexeme.text) if FIRST_YEAR <= int(lexeme.text) <= LAST_YEAR else None


def _year(lexemes: Sequence[Lexeme], index: int) -> Reading | None:
    year = year_number(lexemes, index)
    if not year or not _introduced(lexemes, index) or _counts(lexemes, index):
        return None
    return Reading(dated(year), index, index + 1)


def _introduced(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether what stands before (or around) a four-digit number makes it a year."""
    before, sign = word_at(lexemes, index - 1), sign_at(lexemes, index - 1)
    if before in words.BEFORE_YEAR or _part_before(lexemes, index) != index:
        return True
    if sign in {"(", "（"}:
        return sign_at(lexemes, index + 1) in {")", "）", *DASHES}
    if sign in {"-", "–"} and word_at(lexemes, index - 2) in {"mid", "end", "year"}:
        return True
    if sign in DASHES:
        first = year_number(lexemes, index - 2)
        return first is not None and _introduced_range(lexemes, index - 2)
    starts = index == 0 or at(lexemes, index - 1).kind is Kind.GAP
    return starts and sign_at(lexemes, index + 1) == ","


def _introduced_range(lexemes: Sequence[Lexeme], index: int) -> bool:
    return word_at(lexemes, index - 1) in words.BEFORE_YEAR or sign_at(lexemes, index - 1) in {"(", "（"}


def _counts(lexemes: Sequence[Lexeme], index: int) -> bool:
    """Whether a would-be year counts things after all: "from 2000 to 2500 vehicles", "of 2000 robots"."""
    before, after = word_at(lexemes, index - 1), word_at(lexemes, index + 1)
    if (after in {"to", "and", "or"} or sign_at(lexemes, index + 1) in DASHES) and at(
        lexemes, index + 2
    ).kind is Kind.NUMBER:
        following = at(lexemes, index + 2)
        short = sign_at(lexemes, index + 1) in DASHES and len(following.text) == len("24")  # a season: 2023-24
        return not short and year_number(lexemes, index + 2) is None and word_at(lexemes, index + 3) not in words.MONTHS
    plural = len(after) > len("gas") and after.endswith("s") and not at(lexemes, index + 1).text[0].isupper()
    return plural and (before in words.COUNTING or int(at(lexemes, index).text) % 100 == 0)


def _part_before(lexemes: Sequence[Lexeme], index: int) -> int:
    """Where a part of a period that ends before an index begins ("early", "the end of"); else the index itself."""
    for phrase in words.PARTS:
        start = index - len(phrase)
        if start >= 0 and all(_matches(lexemes, start + step, choice) for step, choice in enumerate(phrase)):
            return start
    return index


def _matches(lexemes: Sequence[Lexeme], index: int, choice: frozenset[str]) -> bool:
    lexeme = at(lexemes, index)
    return (lexeme.lower if lexeme.kind is Kind.WORD else lexeme.text) in choice


def _with_part(lexemes: Sequence[Lexeme], first: int) -> int:
    start = _part_before(lexemes, first)
    if start < first and word_at(lexemes, start - 1) in {"early", "late", "mid"}:
        return start - 1
    return start


def _bound(lexemes: Sequence[Lexeme], index: int) -> Reading | None:
    """ "the same day", "the first day of the fair": dates that only another event's date would settle."""
    first, second = word_at(lexemes, index), word_at(lexemes, index + 1)
    article = word_at(lexemes, index - 1)
    if first in {"same", "following", "previous", "preceding"} and second in {
        "day",
        "month",
        "year",
        "week",
        "evening",
        "morning",
    }:
        return Reading(None, index, index + 2) if article in {"the", "that"} else None
    if (
        first == "that"
        and second in {"day", "year", "month"}
        and word_at(lexemes, index - 1) in {"on", "in", "later", "earlier"}
    ):
        return Reading(None, index, index + 2)
    if (
        second == "day"
        and word_at(lexemes, index + 2) == "of"
        and (first in words.ORDINALS or at(lexemes, index).text == "last")
    ):
        third = word_at(lexemes, index + 3)
        place = index + 4 if third in {"the", "this", "its", "a", "an"} else index + 3
        named = word_at(lexemes, place)
        period = (
            named in words.MONTHS
            or named in {"year", "month", "week", "quarter", "school"}
            or year_number(lexemes, place)
        )
        return None if period else Reading(None, index, index + 2)
    return None


def _relative(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """ "today", "last year", "next month"."""
    word, unit = word_at(lexemes, index), word_at(lexemes, index + 1)
    if word in words.DAYS:
        return (
            None if _today_loosely(lexemes, index) else _reading(calendar.days_on(words.DAYS[word]), index, index + 1)
        )
    if word in {"the", "year"}:
        return _this_very_year(lexemes, index, calendar)
    lasting = word != "this" and word_at(lexemes, index - 1) in {"the", "past"}  # "over the last year" is a duration
    halved = word_at(lexemes, index + 2) == "and" and word_at(lexemes, index + 3) in {"a", "half"}
    if word not in words.STEPS or lasting or halved or unit not in {"year", "month"}:
        return None
    steps = words.STEPS[word]
    return _reading(calendar.years_on(steps) if unit == "year" else calendar.months_on(steps), index, index + 2)


def _this_very_year(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """ "(by the end of) the year", "(by) year-end"."""
    before = word_at(lexemes, index - 1)
    if word_at(lexemes, index) == "year":
        ends = sign_at(lexemes, index + 1) == "-" and word_at(lexemes, index + 2) == "end"
        return (
            _reading(calendar.years_on(0), index, index + 3) if ends and before in {"by", "before", "until"} else None
        )
    part = word_at(lexemes, index + 1) == "year" and before == "of" and _part_before(lexemes, index) < index
    if not part or word_at(lexemes, index + 2) in {"before", "after", "to"}:
        return None
    return _reading(calendar.years_on(0), index, index + 2)


def _today_loosely(lexemes: Sequence[Lexeme], index: int) -> bool:
    """ "today's market" and the newspaper "USA Today" name no day."""
    possessive = sign_at(lexemes, index + 1) in {"'", "’"} and word_at(lexemes, index) == "today"
    titled = (
        at(lexemes, index).text[0].isupper()
        and at(lexemes, index - 1).kind is Kind.WORD
        and at(lexemes, index - 1).text[0].isupper()
    )
    return possessive or titled


def _weekday(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """A weekday; with a date beside it ("Tuesday, June 4") that is read, and the weekday belongs to its span."""
    lexeme = at(lexemes, index)
    weekday = words.WEEKDAYS.get(lexeme.lower)
    if weekday is None or not lexeme.text[0].isupper():
        return None
    place = index + 1 + (sign_at(lexemes, index + 1) in {",", "("})
    beside = read_month(lexemes, place, calendar)
    if beside and beside.date and len(beside.date.value) == len("2023-11-06"):
        closing = sign_at(lexemes, index + 1) == "(" and sign_at(lexemes, beside.end) == ")"
        stated = any(year_number(lexemes, each) for each in range(place, beside.end))
        date = beside.date if stated else nearest_on(beside.date, weekday)
        return Reading(date, index, beside.end + closing)
    before, following = word_at(lexemes, index - 1), at(lexemes, index + 1)
    named = following.kind is Kind.WORD and following.lower in words.NAME_PARTS and following.text[0].isupper()
    if named or before in {"black", "cyber", "good", "ash", "every", "each", "ruby", "sheffield", "a", "per"}:
        return None
    if before in {"next", "last", "this"}:
        forward = before != "last"
        return _reading(calendar.weekday(weekday, forward=forward, strict=before != "this"), index - 1, index + 1)
    return _reading(calendar.weekday(weekday, forward=looks_ahead(lexemes, index)), index, index + 1)


def _ago(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """ "two years ago", "a month ago", "12 years ago"."""
    number, unit = words.NUMBERS.get(at(lexemes, index).lower), word_at(lexemes, index + 1)
    if number is None or word_at(lexemes, index + 2) != "ago":
        return None
    if unit in {"year", "years"}:
        return _reading(calendar.years_on(-number), index, index + 3)
    if unit in {"month", "months"}:
        return _reading(calendar.months_on(-number), index, index + 3)
    return _reading(calendar.days_on(-number), index, index + 3) if unit in {"day", "days"} else None


def _reading(date: PartialDate | None, first: int, end: int) -> Reading | None:
    return Reading(date, first, end) if date else None
