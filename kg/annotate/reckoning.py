"""Reckoning of dates: from what a text says to a date exactly as precise, counted from the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.records import PartialDate

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS, _WEEK = 12, 7
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of publication as far as it is known; every method gives None where it is not known well enough."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def years_on(self, years: int) -> PartialDate | None:
        """The year so many years after that of publication."""
        return dated(self.year + years) if self.year else None

    def months_on(self, months: int) -> PartialDate | None:
        """The month so many months after that of publication."""
        if not self.year or not self.month:
            return None
        years, month = divmod(self.month - 1 + months, _MONTHS)
        return dated(self.year + years, month + 1)

    def days_on(self, days: int) -> PartialDate | None:
        """The day so many days after publication."""
        today = self._today()
        return None if today is None else _of_day(today + timedelta(days=days))

    def weekday(self, weekday: int, *, forward: bool = False, strict: bool = False) -> PartialDate | None:
        """The nearest such weekday (Monday is 0) up to publication, or from it on; `strict` excludes the day itself."""
        today = self._today()
        if today is None:
            return None
        distance = (weekday - today.weekday()) % _WEEK if forward else (today.weekday() - weekday) % _WEEK
        distance = _WEEK if strict and distance == 0 else distance
        return _of_day(today + timedelta(days=distance if forward else -distance))

    def day_of_week(self, weekday: int, weeks: int) -> PartialDate | None:
        """A weekday of the week so many weeks after that of publication; weeks start on Monday."""
        today = self._today()
        return None if today is None else _of_day(today + timedelta(days=weekday - today.weekday() + _WEEK * weeks))

    def month_named(self, month: int, *, forward: bool = False, strict: bool = False) -> PartialDate | None:
        """The nearest such month up to publication, or from it on; `strict` excludes the month of publication."""
        if not self.year or not self.month:
            return None
        if forward:
            later = month < self.month or (strict and month == self.month)
            return dated(self.year + later, month)
        earlier = month > self.month or (strict and month == self.month)
        return dated(self.year - earlier, month)

    def month_day(self, month: int, day: int, *, forward: bool = False) -> PartialDate | None:
        """The nearest such day not after publication, or not before it."""
        today = self._today()
        if today is None:
            return self._month_day_roughly(month, day, forward)
        if forward:
            return dated(today.year + ((month, day) < (today.month, today.day)), month, day)
        return dated(today.year - ((month, day) > (today.month, today.day)), month, day)

    def _month_day_roughly(self, month: int, day: int, forward: bool) -> PartialDate | None:
        """With the month of publication alone: sure unless it is that very month, which is taken for the same year."""
        named = self.month_named(month, forward=forward)
        return named and dated(int(named.value[:4]), month, day)

    def day_named(self, day: int, *, forward: bool = False) -> PartialDate | None:
        """The nearest such day of a month not after publication, or not before it."""
        today = self._today()
        if today is None or self.month is None:
            return None
        months = int(day < today.day) if forward else -(day > today.day)
        named = self.months_on(months)
        return named and dated(int(named.value[:4]), int(named.value[5:]), day)

    def _today(self) -> date | None:
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None


def calendar_of(published: str | None) -> Calendar:
    """The calendar of a publication date in ISO 8601 (`2023-11-06`, `2023-11`, `2023`, a time after it ignored)."""
    match = _ISO.match(published or "")
    if not match:
        return Calendar()
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or dated(year, month, day) is None:
        return Calendar()
    return Calendar(year, month, day)


def dated(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date of these numbers, or None where there is no such day or the year lies outside 1900 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if month is None:
        return PartialDate(f"{year:04}")
    return PartialDate(f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}")


def nearest_on(day: PartialDate, weekday: int) -> PartialDate:
    """The same day of the same or a neighbouring year that falls on a weekday; the day itself where none does."""
    read = date.fromisoformat(day.value)
    for years in (0, 1, -1):
        moved = dated(read.year + years, read.month, read.day)
        if moved is not None and date.fromisoformat(moved.value).weekday() == weekday:
            return moved
    return day


def _of_day(day: date) -> PartialDate | None:
    return dated(day.year, day.month, day.day)
