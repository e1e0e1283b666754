"""Inputs in parts: together they give what is read of the whole."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read
from kg.read.parts import parts_of, read_part
from kg.records import Document, ReadFailure

LINES = st.lists(
    st.one_of(
        st.just(b""),
        st.just(b"{broken"),
        st.text("ab 中\u2028", max_size=9).map(
            lambda text: json.dumps({"text": f"x{text}"}, ensure_ascii=False).encode()
        ),
    ),
    min_size=1,
    max_size=12,
)


def in_parts(folder: Path, size: int) -> list[Document | ReadFailure]:
    parts, failures = parts_of([folder], size=size)
    found: list[Document | ReadFailure] = [*failures]
    # The same text under the same name comes once.
    for each in chain.from_iterable(map(read_part, parts)):
        if isinstance(each, ReadFailure) or each.id not in [known.id for known in found if isinstance(known, Document)]:
            found.append(each)
    return found


@given(lines=LINES, size=st.integers(1, 60), ended=st.booleans())
def test_lines_in_parts_are_the_lines(
    lines: list[bytes], size: int, ended: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    (folder / "a.jsonl").write_bytes(b"\n".join(lines) + (b"\n" if ended else b""))
    (folder / "a.meta.json").write_text('{"source": "The Cable Times"}', encoding="utf-8")
    whole = list(read([folder]))
    if any(line for line in lines):
        assert in_parts(folder, size) == whole


def test_a_large_file_comes_in_several_parts_and_a_packed_one_in_one(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Text %d."}\n' % number for number in range(20))
    (tmp_path / "a.jsonl").write_bytes(lines)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines))
    (tmp_path / "c.txt").write_text("Text.", encoding="utf-8")
    parts, _ = parts_of([tmp_path], size=100)
    assert [(part.name, part.first) for part in parts] == [
        ("a.jsonl", 1), ("a.jsonl", 6), ("a.jsonl", 11), ("a.jsonl", 16), ("b.jsonl.gz", 1), ("c.txt", 1),
    ]  # fmt: skip
    assert in_parts(tmp_path, 100) == list(read([tmp_path]))


def test_rows_in_parts_are_the_rows(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    table = pyarrow.table({"text": [f"Text {number}." if number % 7 else None for number in range(50)]})
    write_table(table, tmp_path / "a.parquet", row_group_size=8)
    parts, _ = parts_of([tmp_path], size=300)
    assert len(parts) > 1
    assert in_parts(tmp_path, 300) == list(read([tmp_path]))


def test_what_cannot_be_read_elsewhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"x" * 200)
    parts, failures = parts_of(["-", tmp_path / "nowhere.txt", tmp_path / "a.parquet"], size=100)
    assert [each.name.split("/")[-1] for each in failures] == ["nowhere.txt", "stdin"]
    (failure,) = chain.from_iterable(map(read_part, parts))
    assert isinstance(failure, ReadFailure)
    assert failure.name == "a.parquet"
