"""Asides: datelines and brackets are left out before parsing, and every character that stays knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.asides import cut_asides
from kg.records import Span

CUTS = [
    ("nothing to cut", "Nova grows.", "Nova grows."),
    ("empty", "", ""),
    ("a bracket", "Nova (the chip firm) grows.", "Nova grows."),
    ("square brackets", "Nova [the chip firm] grows.", "Nova grows."),
    ("wide brackets", "Nova（诺瓦）grows.", "Novagrows."),
    ("two brackets", "Nova (a) and Rho (b) grow.", "Nova and Rho grow."),
    ("a bracket inside a name", "The Nova (Berlin) Research Centre grows.", "The Nova (Berlin) Research Centre grows."),
    ("agency", "BERLIN (Reuters) - Nova grows.", "Nova grows."),
    ("agency and date", "LEIPZIG, April 29 (Xinhua) -- Nova grows.", "Nova grows."),
    ("capitals", "LEIPZIG - Nova grows.", "Nova grows."),
    ("country in brackets", "New Turin [Poland], June 28 : Nova grows.", "Nova grows."),
    ("a word and a colon is no dateline", "Update: Nova grows.", "Update: Nova grows."),
    ("a compound is no dateline", "Nova-Rho grows.", "Nova-Rho grows."),
    ("a dash between clauses is no dateline", "Nova grows - and Rho does too.", "Nova grows - and Rho does too."),
    ("an open bracket stays", "Nova (the chip firm grows.", "Nova (the chip firm grows."),
    ("a bracket over lines stays", "Nova (the\nfirm) grows.", "Nova (the\nfirm) grows."),
]  # fmt: skip


NOT_YET: dict[str, str] = {}


def rows():
    for name, text, expected in CUTS:
        marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
        yield pytest.param(text, expected, id=name, marks=marks)


@pytest.mark.parametrize(("text", "expected"), list(rows()))
def test_datelines_and_brackets_are_cut(text: str, expected: str) -> None:
    assert cut_asides(text).text == expected


PIECES = st.sampled_from([*"ABCDEF()[]（）.,-:—'\n ", "BERLIN (Reuters) - ", "Nova ", "(Berlin) Centre", "北京", "😀"])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_stays_stands_where_it_stood(text: str) -> None:
    cut = cut_asides(text)
    assert "".join(text[offset] for offset in cut.offsets) == cut.text
    assert list(cut.offsets) == sorted(set(cut.offsets))
    for start in range(len(cut.text) + 1):
        for end in range(start, min(start + 4, len(cut.text)) + 1):
            span = cut.original(Span(start, end))
            assert 0 <= span.start <= span.end <= len(text)
            if start < end:
                assert (text[span.start], text[span.end - 1]) == (cut.text[start], cut.text[end - 1])
