"""English dates with the name of a month: with day and year, with one of them, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.annotate import date_words as words
from kg.annotate.lexemes import DASHES, Kind, Lexeme, at, sign_at, word_at
from kg.annotate.reckoning import FIRST_YEAR, LAST_YEAR, Calendar, dated
from kg.annotate.tense import looks_ahead
from kg.records import PartialDate

_LAST_DAY = 31


class Reading(NamedTuple):
    """A date as read: `first` is its first lexeme, `end` the index after its last.

    `date` is None where another event's date would settle it; `void` marks words that are a date of no known day ("31
    February", or "Nov. 6" where the day of publication is unknown) and must not be read in another way.
    """

    date: PartialDate | None
    first: int
    end: int
    void: bool = False


def read_month(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """The date with a month's name that starts at an index: its value, first lexeme and the index after its last."""
    return _day_first(lexemes, index, calendar) or _month_first(lexemes, index, calendar)


def _day_first(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """ "6 November 2023", "the 6th of November", "6-8 November"."""
    day = _day(lexemes, index)
    if not day or (at(lexemes, index).joined and at(lexemes, index - 1).text not in {"(", "“", '"', "—"}):
        return None
    number, place = day
    upper = (
        _day(lexemes, place + 1)
        if sign_at(lexemes, place) in DASHES or word_at(lexemes, place) in {"to", "and"}
        else None
    )
    place = upper[1] if upper else place
    place += word_at(lexemes, place) == "of"
    month = _month(lexemes, place)
    if not month:
        return None
    return _finished(lexemes, index, month[0], number, month[1], calendar)


def _month_first(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> Reading | None:
    """ "November 6, 2023", "Nov. 6-8", "March 2023", "March this year", "last March", "in March"."""
    if word_at(lexemes, index) in words.STEPS and (month := _month(lexemes, index + 1)):
        return _stepped(lexemes, index, month, calendar)
    month = _month(lexemes, index)
    if not month:
        return None
    number, place = month
    day = _day(lexemes, place)
    if day and not _counted(lexemes, day[1]):
        upper = (
            _day(lexemes, day[1] + 1)
            if sign_at(lexemes, day[1]) in DASHES or word_at(lexemes, day[1]) == "to"
            else None
        )
        return _finished(lexemes, index, number, day[0], upper[1] if upper else day[1], calendar)
    return _finished(lexemes, index, number, None, place, calendar)


def _finished(
    lexemes: Sequence[Lexeme], index: int, month: int, day: int | None, place: int, calendar: Calendar
) -> Reading | None:
    """The date once month and day are read: with the year that follows ("2023", "this year") or without one."""
    year = _year(lexemes, place)
    if year:
        return _known(dated(year[0], month, day), index, year[1])
    relative = _relative_year(lexemes, place, calendar)
    if relative:
        return _known(dated(relative[0], month, day), index, relative[1])
    ahead = looks_ahead(lexemes, index)
    if day is not None:
        return _known(calendar.month_day(month, day, forward=ahead), index, place)
    if not _month_alone(lexemes, index, place):
        return None
    return _known(calendar.month_named(month, forward=ahead), index, place)


def _stepped(lexemes: Sequence[Lexeme], index: int, month: tuple[int, int], calendar: Calendar) -> Reading | None:
    """ "this March", "last March", "next March"."""
    step = words.STEPS[word_at(lexemes, index)]
    number, place = month
    if _day(lexemes, place) or _year(lexemes, place) or not _month_alone(lexemes, index + 1, place):
        return None
    if step == 0:
        return _known(dated(calendar.year, number) if calendar.year else None, index, place)
    return _known(calendar.month_named(number, forward=step > 0, strict=True), index, place)


def _known(date: PartialDate | None, first: int, end: int) -> Reading:
    return Reading(date, first, end, void=date is None)


def _month(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    """The month named at an index and the index after it; only with a capital."""
    lexeme = at(lexemes, index)
    month = words.MONTHS.get(lexeme.lower) if lexeme.kind is Kind.WORD else None
    if not month or not lexeme.text[0].isupper():
        return None
    dotted = lexeme.lower in words.ABBREVIATED and sign_at(lexemes, index + 1) == "." and at(lexemes, index + 1).joined
    ends = (
        dotted
        and not _day(lexemes, index + 2)
        and not _year(lexemes, index + 2)
        and _starts_sentence(lexemes, index + 2)
    )
    return month, index + 1 + (dotted and not ends)


def _starts_sentence(lexemes: Sequence[Lexeme], index: int) -> bool:
    following = at(lexemes, index)
    return following.kind is Kind.GAP or following.text[:1].isupper()


def _day(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    lexeme = at(lexemes, index)
    if lexeme.kind is not Kind.NUMBER or not lexeme.text.isdigit() or len(lexeme.text) > len("31"):
        return None
    if not 1 <= int(lexeme.text) <= _LAST_DAY:
        return None
    following = at(lexemes, index + 1)
    if following.joined and following.kind is Kind.WORD:
        return (int(lexeme.text), index + 2) if following.lower in {"st", "nd", "rd", "th"} else None
    if following.text == "%" or (following.kind is Kind.SYMBOL and following.joined):
        return None
    return int(lexeme.text), index + 1


def _counted(lexemes: Sequence[Lexeme], index: int) -> bool:
    return word_at(lexemes, index) in words.COUNTED - {"of", "new", "more", "other", "local", "direct"}


def _year(lexemes: Sequence[Lexeme], index: int) -> tuple[int, int] | None:
    """The year after a month or a day: "2023", ", 2023", "of 2023"."""
    place = index + (sign_at(lexemes, index) == "," or word_at(lexemes, index) == "of")
    lexeme, following = at(lexemes, place), at(lexemes, place + 1)
    if lexeme.kind is not Kind.NUMBER or not lexeme.text.isdigit() or len(lexeme.text) != len("2023"):
        return None
    if not FIRST_YEAR <= int(lexeme.text) <= LAST_YEAR or word_at(lexemes, place + 1) in words.COUNTED:
        return None
    return None if following.joined and following.kind is Kind.WORD else (int(lexeme.text), place + 1)


def _relative_year(lexemes: Sequence[Lexeme], index: int, calendar: Calendar) -> tuple[int, int] | None:
    place = index + (sign_at(lexemes, index) == "," or word_at(lexemes, index) == "of")
    step = words.STEPS.get(word_at(lexemes, place))
    if step is None or word_at(lexemes, place + 1) != "year" or not calendar.year:
        return None
    return calendar.year + step, place + 2


def _month_alone(lexemes: Sequence[Lexeme], index: int, place: int) -> bool:
    """Whether a month without day and year is a date, and not a verb, a person or part of a name."""
    lexeme, following, before = at(lexemes, index), at(lexemes, place), at(lexemes, index - 1)
    introduced = before.lower in words.BEFORE_MONTH or sign_at(lexemes, index - 1) in DASHES
    if sign_at(lexemes, place) in DASHES and following.joined and at(lexemes, place + 1).joined:
        return at(lexemes, place + 1).lower in words.MONTHS  # "Mar-a-Lago", but "March-May"
    capital = following.kind is Kind.WORD and following.text[0].isupper()
    if capital and following.lower in words.NAME_PARTS:
        return False
    if (
        before.kind is Kind.WORD
        and before.text[0].isupper()
        and before.lower not in words.BEFORE_MONTH
        and before.lower not in words.MONTHS
    ):
        return False
    if lexeme.lower not in words.DOUBTFUL_MONTHS:
        return True
    if not introduced or (capital and before.text not in {"In", "By", "Since", "in", "by", "since", "until", "during"}):
        return False
    return before.lower != "the" or word_at(lexemes, place) not in {"on", "towards", "to", "of"}
