"""Parquet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.read import read
from kg.read.content import Content, Metadata
from kg.read.parquet import ROWS_AT_ONCE, read_parquet
from kg.records import Document, ReadFailure

pyarrow = pytest.importorskip("pyarrow")


def write(path: Path, columns: dict[str, list[Any]], **options: Any) -> Path:
    from pyarrow.parquet import write_table

    write_table(pyarrow.table(columns), path, **options)
    return path


def test_every_row_is_a_document_with_its_metadata(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "text": ["One.", "Two.", "青屿"],
        "title": ["T", None, None],
        "url": ["https://a.example", None, None],
        "date": [date(2024, 5, 6), None, None],
        "id": [7, 8, None],
        "more": [1.5, 2.5, 3.5],
    }
    assert list(read_parquet(write(tmp_path / "a.parquet", columns), "a.parquet")) == [
        ("7", Content("One.", Metadata("T", "https://a.example", "2024-05-06"))),
        ("8", Content("Two.")),
        ("a.parquet:3", Content("青屿")),
    ]


def test_of_a_moment_only_the_day_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["One."], "published": [datetime(2024, 5, 6, 7, 8)]})
    ((_, content),) = read_parquet(path, "a.parquet")
    assert isinstance(content, Content)
    assert content.metadata.published == "2024-05-06"


def test_a_broken_row_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [None, "Good."], "date": ["2024", "some day"]})
    (first, one), (second, other) = read_parquet(path, "a.parquet")
    assert (first, second) == ("a.parquet:1", "a.parquet:2")
    assert isinstance(one, ReadError)
    assert isinstance(other, ReadError)
    assert "no text" in str(one)
    assert "not a date" in str(other)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["One."], "n": [1]}, 'no column "text" with the texts; its columns are body, n'),
        ({"text": []}, "empty"),
    ],
)
def test_a_file_without_texts_is_refused(columns: dict[str, list[Any]], reason: str, tmp_path: Path) -> None:
    (failure,) = read([write(tmp_path / "a.parquet", columns)])
    assert isinstance(failure, ReadFailure)
    assert reason in failure.reason


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"text")
    (failure,) = read([tmp_path / "a.parquet"])
    assert isinstance(failure, ReadFailure)
    assert "it is no Parquet file" in failure.reason


def test_rows_before_the_damage_are_read(tmp_path: Path) -> None:
    texts = [f"Text {number} of many." for number in range(3 * ROWS_AT_ONCE)]
    options = {"row_group_size": ROWS_AT_ONCE, "compression": "none", "use_dictionary": False}
    path = write(tmp_path / "a.parquet", {"text": texts}, **options)
    data = bytearray(path.read_bytes())
    place = data.index(f"Text {2 * ROWS_AT_ONCE} ".encode()) - 40
    data[place : place + 30] = b"\xff" * 30
    path.write_bytes(data)
    found = list(read([path]))
    assert len([each for each in found if isinstance(each, Document)]) >= ROWS_AT_ONCE
    assert isinstance(found[-1], ReadFailure)
