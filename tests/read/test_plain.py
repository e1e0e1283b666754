"""Plain text, Markdown and front matter."""

from __future__ import annotations

import time

import pytest

from kg.errors import ReadError
from kg.read.content import Metadata
from kg.read.plain import front_matter, read_markdown, read_plain, strip_markup

FRONT = '---\ntitle: "Harbour: a new quay"\ndate: 2024-02-11  # as printed\nurl: https://news.example/a\nlang: en\ntags:\n  - x\n---\n'


def test_front_matter_is_metadata_and_plain_text_keeps_its_offsets() -> None:
    content = read_plain((FRONT + "\nThe quay opened.\n").encode())
    assert content.metadata == Metadata("Harbour: a new quay", "https://news.example/a", "2024-02-11", "en")
    assert content.text == FRONT + "\nThe quay opened.\n"
    assert content.text[content.body_start :].strip() == "The quay opened."


@pytest.mark.parametrize(
    "text",
    [
        "No block.",
        "---\nA ruled-off remark: yes\n---\nText",
        "---\n---\nText",
        "Text\n---\ntitle: x\n---\n",
        "---\ntitle: open",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert front_matter(text) == (Metadata(), 0)


@pytest.mark.parametrize(
    ("value", "title"), [("null", None), ("~", None), ("''", None), ("'It''s'", "It's"), ("a: b", "a: b")]
)
def test_scalars_of_front_matter(value: str, title: str | None) -> None:
    assert front_matter(f"---\nlang: en\ntitle: {value}\n---\n")[0].title == title


def test_front_matter_without_a_text_is_empty() -> None:
    with pytest.raises(ReadError, match="empty"):
        read_plain(b"---\ntitle: x\n---\n \n")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# Quay *opens* early #\nText", "Quay opens early\n\nText"),
        (
            "**Nordhaven** said it _would_ invest in [Quay Works](https://x.example/a).",
            "Nordhaven said it would invest in Quay Works.",
        ),
        ("- One Ltd\n- Two Ltd\n1. Three Ltd", "One Ltd\nTwo Ltd\nThree Ltd"),
        ("> Quoted words\n\n```py\ncode\n```\n\n![pic](a.png)After", "Quoted words\n\nAfter"),
        ("snake_case_name and 3 * 4 * 5", "snake_case_name and 3 * 4 * 5"),
        ("A <b>bold</b> word<!-- hidden --> and 5 < 6", "A bold word and 5 < 6"),
    ],
)
def test_markdown_is_read_as_people_see_it(source: str, shown: str) -> None:
    assert read_markdown(source.encode()).text == shown


@pytest.mark.parametrize("unit", ["[", "<a", "<!--", "**x ", "__", "![", "`", "> ", "[a](", "_a", "\\"])
def test_huge_markdown_lines_take_linear_time(unit: str) -> None:
    begin = time.perf_counter()
    strip_markup("x" + unit * 20_000)
    assert time.perf_counter() - begin < 5
