"""Literals are written in one form, and their datatypes are taken seriously."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assemble.literals import date_literal, decimal_form, is_valid, literal
from kg.records import Value

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("350000000", "350000000.0"),
        ("3.5E+8", "350000000.0"),
        ("12.50", "12.5"),
        ("0", "0.0"),
        ("-0.0", "0.0"),
        ("0.05", "0.05"),
        ("-2.10", "-2.1"),
    ],
)
def test_a_decimal_has_a_point_and_no_exponent(number: str, written: str) -> None:
    assert decimal_form(Decimal(number)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_writing_a_decimal_keeps_its_value_and_is_stable(number: Decimal) -> None:
    written = decimal_form(number)
    assert Decimal(written) == number
    assert decimal_form(Decimal(written)) == written
    assert is_valid(Value(written, XSD + "decimal"))


@pytest.mark.parametrize(
    ("lexical", "datatype", "valid"),
    [
        ("2024-02-30", "date", False),
        ("20240229", "date", False),
        ("2024-00", "gYearMonth", False),
        ("24", "gYear", False),
        ("2024\n", "gYear", False),
        ("١٢", "decimal", False),
        (".5", "decimal", True),
        ("yes", "boolean", False),
        ("INF", "double", True),
        ("2024-05-01T10:00:00", "dateTime", True),
        ("a b", "anyURI", False),
        ("anything", "NMTOKENS", True),
    ],
)
def test_a_lexical_form_belongs_to_its_datatype_or_not(lexical: str, datatype: str, valid: bool) -> None:
    assert is_valid(Value(lexical, XSD + datatype)) is valid


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2024", "gYear"), ("2024-05", "gYearMonth"), ("2024-05-31", "date"), ("May", "string"), ("soon", "string")],
)
def test_a_date_is_typed_by_its_precision(text: str, datatype: str) -> None:
    assert date_literal(text).datatype.value == XSD + datatype


def test_words_carry_their_language() -> None:
    assert literal(Value("玻璃厂", "", "zh")).language == "zh"
