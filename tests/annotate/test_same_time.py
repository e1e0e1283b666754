"""Dates that count from an earlier one in the text."""

from __future__ import annotations

import pytest

from kg.records import MentionKind

CASES = [
    ("the same day", "It opened on 4 May 2023. On the same day it grew.", ["2023-05-04", "2023-05-04"]),
    ("the day before", "It opened on 1 May 2023. The previous day it grew.", ["2023-05-01", "2023-04-30"]),
    ("the same day of a month", "It opened in May 2023. On the same day it grew.", ["2023-05", "2023-05"]),
    ("the month after", "It opened in December 2023. It grew the following month.", ["2023-12", "2024-01"]),
    ("the month after a year", "It opened in 2023. It grew the following month.", ["2023", None]),
    ("the year after", "It opened on 4 May 2023. It grew the following year.", ["2023-05-04", "2024"]),
    ("nothing before", "It grew on the same day.", [None]),
    ("too far back", "It opened in 2021. It grew. It fell. It rose. On the same day it grew.", ["2021", None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_date_counts_from_the_one_before(text: str, expected: list[str | None], road) -> None:
    mentions = [m for each in road.annotate(text).sentences for m in each.mentions if m.kind is MentionKind.DATE]
    assert [m.date.value if m.date else None for m in mentions] == expected
