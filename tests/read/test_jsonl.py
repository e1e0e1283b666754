"""JSON Lines."""

from __future__ import annotations

import json

import pytest

from kg.errors import ReadError
from kg.read.content import Content, Metadata
from kg.read.jsonl import read_jsonl


def test_every_line_is_a_document_with_its_metadata() -> None:
    lines = [
        b'\xef\xbb\xbf{"text": "One.\\r\\nTwo.", "title": "T", "url": "https://a.example", "date": "2024-05", "language": "en", "id": "x/1"}\n',
        b"\n",
        json.dumps({"text": "青屿", "name": "b", "extra": [1]}).encode(),
        b'{"text": "Three.", "id": 7}\n',
        b'{"text": "Four."}',
    ]
    assert list(read_jsonl(lines, "all.jsonl")) == [
        ("x/1", Content("One.\nTwo.", Metadata("T", "https://a.example", "2024-05", "en"))),
        ("b", Content("青屿")),
        ("7", Content("Three.")),
        ("all.jsonl:5", Content("Four.")),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": ', "not JSON"),
        (b'{"text": "\xff"}', "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"title": "x"}', 'the key "text"'),
        (b'{"text": " "}', "empty"),
        (b'{"text": "x", "date": "some day"}', "not a date"),
        (b'{"text": "x", "title": []}', '"title" must be'),
    ],
)
def test_a_broken_line_is_named_and_the_next_is_read(line: bytes, reason: str) -> None:
    (place, error), (_, content) = read_jsonl([line + b"\n", b'{"text": "Good."}'], "all.jsonl")
    assert place == "all.jsonl:1"
    assert isinstance(error, ReadError)
    assert reason in str(error)
    assert content == Content("Good.")


def test_half_a_surrogate_pair_can_be_written_again() -> None:
    ((_, content),) = read_jsonl([b'{"text": "x \\ud83d y"}'], "a.jsonl")
    assert isinstance(content, Content)
    assert content.text.encode() == b"x ? y"
