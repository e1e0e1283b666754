"""Literals as a person writes them, typed as the ontology asks."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from kg.ontology import PropertyDefinition
from kg.records import PartialDate, Value
from kg.resolve.naming import language_of

_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def value_of(text: str, definition: PropertyDefinition) -> Value | None:
    """The literal that a text is for a property; None for a sum or a date that is none."""
    if definition.value_kind == "money":
        return Value(text, definition.range or _XSD + "decimal") if _is_number(text) else None
    if definition.value_kind == "date":
        return Value(text, _XSD + PartialDate(text).datatype) if _is_date(text) else None
    if definition.range in ("", _LANG_STRING):
        return Value(text, _LANG_STRING, language_of(text))
    return Value(text, definition.range)


def expected(definition: PropertyDefinition) -> str:
    """How a sum or a date is to be written."""
    return "a plain number, as in 350000000" if definition.value_kind == "money" else "a date, as in 2024-05-17 or 2024"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[: 10 - len(text)])
    except ValueError:
        return False
    return True
