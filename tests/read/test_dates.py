"""Dates as pages and people write them."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.read.dates import normalise_date


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2023", "2023"),
        ("2023-11", "2023-11"),
        ("2023-1-6", "2023-01-06"),
        ("2023/11/06", "2023-11-06"),
        ("2023.11.06 08:30", "2023-11-06"),
        ("20231106", "2023-11-06"),
        ("2024-05-03T23:30:00+02:00", "2024-05-03"),
        ("2024-05-03T08:00:00.000Z", "2024-05-03"),
        ("6 November 2023", "2023-11-06"),
        ("November 6, 2023", "2023-11-06"),
        ("Mon, 06 Nov 2023 10:00:00 GMT", "2023-11-06"),
        ("Sept. 2023", "2023-09"),
        ("March 2021", "2021-03"),
        ("1st May 2020", "2020-05-01"),
        ("2023年11月6日", "2023-11-06"),
        ("2023年11月6日 10:20", "2023-11-06"),
        ("2023年11月", "2023-11"),
        (" 2023 ", "2023"),
    ],
)
def test_a_date_is_as_precise_as_stated(stated: str, expected: str) -> None:
    assert normalise_date(stated) == expected


@pytest.mark.parametrize(
    "stated",
    ["yesterday", "05/06/2023", "2023-13-01", "2023-02-30", "2023-00", "Marbles 2023", "0000-01-01", "x" * 500, "12"],
)
def test_what_is_no_single_date_is_refused_with_the_form_to_use(stated: str) -> None:
    with pytest.raises(ReadError, match="YYYY-MM-DD"):
        normalise_date(stated)
