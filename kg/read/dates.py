"""Publication dates as people and pages write them, to ISO 8601 and no more precise than stated."""

from __future__ import annotations

import re
from datetime import date

from kg.errors import ReadError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = rf"(?P<name>(?:{'|'.join(MONTHS)})[a-z]*)\.?"
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
CLOCK = r"(?:[T ,]+(?:at\s+)?\d{1,2}[:.]?\d\d\S*(?:\s+\S+){0,2})?"

# Day-first and month-first numbers (05/06/2023) are left out on purpose: nobody can tell which is meant.
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{YEAR}",
        rf"{YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"{YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){CLOCK}",
        rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T\d+Z?)?",
        rf"{YEAR}\s*年(?:\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*[日号])?)?.{{0,20}}",
        rf"{MONTH},?\s+{YEAR}",
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{MONTH}[\s,-]+{YEAR}{CLOCK}",
        rf"(?:[a-z]{{3,9}},?\s+)?{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}{CLOCK}",
    )
)


def normalise_date(stated: str) -> str:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    The day of a time stamp is the day it states in its own time zone. Raises ReadError for anything that is not one
    date on the calendar, and for day/month numbers that can be read in two ways.
    """
    for form in FORMS:
        match = form.fullmatch(stated.strip())
        if match:
            parts = _numbers(match.groupdict())
            if parts is not None and _on_calendar(parts):
                return "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(parts))
    raise ReadError(f"not a date: {_shown(stated)}; write it as YYYY, YYYY-MM or YYYY-MM-DD")


def _numbers(groups: dict[str, str | None]) -> tuple[int, ...] | None:
    name = groups.get("name")
    # "second 2023" or "marbles 2023" match the pattern of a month name but are none.
    if name and not re.fullmatch(r"[a-z]{3,4}|january|february|march|april|june|july|august|\w+ber", name.lower()):
        return None
    month = str(MONTHS.index(name[:3].lower()) + 1) if name else groups.get("month")
    stated = (groups.get("year"), month, groups.get("day"))
    return tuple(int(part) for part in stated if part is not None)


def _on_calendar(parts: tuple[int, ...]) -> bool:
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return False
    return True


def _shown(stated: str) -> str:
    return repr(stated if len(stated) <= 60 else stated[:60] + "…")
