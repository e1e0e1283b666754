"""Numbers in figures, in words and in Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.lexemes import cut
from kg.annotate.numbers import parse_chinese, parse_figure, plain, read_quantity


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("5", "5"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("1,00,000", "100000"),
        ("1,5", "1.5"),
        ("10,25", "10.25"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("2.500", "2.500"),
        ("1\u00a0234", "1234"),
        ("1.2.3", None),
        ("12,34,5", None),
        ("1" * 19, None),
    ],
)
def test_a_figure_is_read_only_where_it_has_one_reading(figure: str, value: str | None) -> None:
    assert parse_figure(figure) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and five thousand", 105000),
        ("twenty-five million", 25_000_000),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("three and a half billion", 3_500_000_000),
        ("five lakh crore", 5 * 10**12),
        ("one point five million", 1_500_000),
    ],
)
def test_a_number_in_words(text: str, value: int) -> None:
    quantity = read_quantity(cut(text), 0)
    assert quantity is not None and quantity.value == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十", 20),
        ("十五", 15),
        ("一千二百", 1200),
        ("二十亿", 2_000_000_000),
        ("一亿五千万", 150_000_000),
        ("两万亿", 2 * 10**12),
        ("二〇二三", 2023),
        ("兩", 2),
        ("人", None),
    ],
)
def test_a_chinese_numeral(numeral: str, value: int | None) -> None:
    assert parse_chinese(numeral) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=3))
def test_a_plain_number_is_equal_and_has_no_exponent(value: Decimal) -> None:
    assert plain(value) == value and "E" not in str(plain(value))
