"""Literals: whether a lexical form is valid for its datatype, and the one form in which each is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.assemble.vocabulary import LANG_STRING, XSD
from kg.records import PartialDate, Value

# BCP 47's tag for a language that was not determined: a label without a tag could not be told from a code.
UNDETERMINED = "und"

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")
_DOUBLE = re.compile(r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)\Z")
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_BOOLEAN = re.compile(r"(true|false|1|0)\Z")
_YEAR = re.compile(r"-?([1-9][0-9]{3,}|0[0-9]{3})(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_YEAR_MONTH = re.compile(r"-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_NO_SPACE = re.compile(r"[^\s<>\"{}|\\^`]*\Z")


def _is_date(lexical: str) -> bool:
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", lexical):
        return False
    return _parses(date.fromisoformat, lexical)


def _is_date_time(lexical: str) -> bool:
    return "T" in lexical and _parses(datetime.fromisoformat, lexical)


def _parses(parse: Callable[[str], object], lexical: str) -> bool:
    try:
        parse(lexical)
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda lexical: pattern.match(lexical) is not None


_LEXICAL_FORMS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        XSD + "decimal": _matches(_DECIMAL),
        XSD + "integer": _matches(_INTEGER),
        XSD + "double": _matches(_DOUBLE),
        XSD + "float": _matches(_DOUBLE),
        XSD + "boolean": _matches(_BOOLEAN),
        XSD + "date": _is_date,
        XSD + "dateTime": _is_date_time,
        XSD + "gYear": _matches(_YEAR),
        XSD + "gYearMonth": _matches(_YEAR_MONTH),
        XSD + "anyURI": _matches(_NO_SPACE),
    }
)


def datatype_of(value: Value) -> str:
    """The datatype IRI of a value: `rdf:langString` with a language, `xsd:string` where none is stated."""
    return LANG_STRING if value.language else value.datatype or XSD + "string"


def is_valid(value: Value) -> bool:
    """Whether the lexical form belongs to the value's datatype; datatypes unknown to kg take any form."""
    if value.language:
        return _LANGUAGE_TAG.match(value.language) is not None and value.datatype in ("", LANG_STRING)
    if value.datatype == LANG_STRING:
        return False
    check = _LEXICAL_FORMS.get(datatype_of(value))
    return check is None or check(value.lexical)


def literal(value: Value) -> Literal:
    """The value as an RDF literal; a decimal in the one form kg writes, everything else as it is."""
    if value.language:
        return Literal(value.lexical, language=value.language)
    datatype = datatype_of(value)
    lexical = decimal_form(Decimal(value.lexical)) if datatype == XSD + "decimal" else value.lexical
    return Literal(lexical, datatype=NamedNode(datatype))


def decimal_literal(number: Decimal) -> Literal:
    """A number as xsd:decimal."""
    return Literal(decimal_form(number), datatype=NamedNode(XSD + "decimal"))


def decimal_form(number: Decimal) -> str:
    """A decimal without exponent, with a point and no idle zeros, so that Turtle can abbreviate it: `350000000.0`."""
    whole, _, fraction = f"{number:f}".partition(".")
    sign = "-" if whole.startswith("-") and number != 0 else ""
    return f"{sign}{whole.lstrip('+-').lstrip('0') or '0'}.{fraction.rstrip('0') or '0'}"


def text_literal(text: str, language: str) -> Literal:
    """Words in a language (`und` where it is not known)."""
    return Literal(text, language=language or UNDETERMINED)


def date_literal(text: str) -> Literal:
    """An ISO 8601 date typed by its precision; anything else as plain text."""
    date_value = Value(text, XSD + PartialDate(text).datatype) if len(text) in (4, 7, 10) else Value(text, "")
    return literal(date_value) if is_valid(date_value) else Literal(text)
