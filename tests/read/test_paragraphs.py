"""Paragraphs of plain text."""

from __future__ import annotations

import pytest

from kg.read.paragraphs import paragraph_spans, unwrap

WRAPPED = (
    "Tinnevik Wind will build a wind farm of forty turbines off the western\n"
    "coast, and Harbour Steel will deliver the towers for it from its works in\n"
    "Nordhaven, the two companies announced on Monday in Oslo. The first of\n"
    "the towers is due next year."
)
WRAPPED_CHINESE = (
    "青屿生物周一宣布将在临江新区投资三亿元建设新的\n生产基地占地六十亩并将在两年之内建成投产届时可\n提供两百个就业岗位"
)


def paragraphs(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraph_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n \n\tThree. ", ["One.", "Two.", "Three."]),
        ("A first line.\nA second line.", ["A first line.", "A second line."]),
        ("Quay opens early\nThe quay opened on Monday.", ["Quay opens early", "The quay opened on Monday."]),
        ("Quay Works\nHarbour Steel\nTinnevik Wind", ["Quay Works", "Harbour Steel", "Tinnevik Wind"]),
        (WRAPPED, [WRAPPED]),
        (WRAPPED + "\n\n" + WRAPPED, [WRAPPED, WRAPPED]),
        (WRAPPED_CHINESE, [WRAPPED_CHINESE]),
        ("One.\fTwo.\u2028Three.\u2029Four.", ["One.", "Two.", "Three.", "Four."]),
        ("\u00a0 One.\u00a0", ["One."]),
        ("", []),
    ],
)
def test_a_paragraph_is_a_line_or_several_wrapped_ones(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_unwrapping_joins_lines_as_the_script_wants() -> None:
    assert unwrap(WRAPPED_CHINESE) == WRAPPED_CHINESE.replace("\n", "")
    assert unwrap(WRAPPED) == WRAPPED.replace("\n", " ")


def test_paragraphs_before_the_body_are_left_out() -> None:
    assert [span.start for span in paragraph_spans("head\n\nbody", 4)] == [6]
