"""Lines of files that may be compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read import read
from kg.read.packed import lines_of
from kg.records import Document, ReadFailure

LINES = [b"one\n", b"two\n", b"three"]


def test_lines_are_the_same_plain_and_packed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"".join(LINES))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(LINES)))
    assert list(lines_of(tmp_path / "a.jsonl")) == list(lines_of(tmp_path / "a.jsonl.gz")) == LINES


def test_lines_are_read_from_zstandard(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with pyarrow.output_stream(tmp_path / "a.jsonl.zst", compression="zstd") as file:
        file.write(b"".join(LINES))
    assert list(lines_of(tmp_path / "a.jsonl.zst")) == LINES
    (tmp_path / "b.jsonl.zst").write_bytes((tmp_path / "a.jsonl.zst").read_bytes()[:-3])
    with pytest.raises(ReadError, match="damaged"):
        list(lines_of(tmp_path / "b.jsonl.zst"))


@pytest.mark.parametrize(
    ("packed", "place"),
    [(b"no gzip at all", "line 0"), (gzip.compress(b"x\n" * 200_000)[:-9], "line "), (b"", "")],
)
def test_where_what_is_packed_breaks_off_is_told(packed: bytes, place: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    if not packed:
        assert list(lines_of(tmp_path / "a.jsonl.gz")) == []
        return
    with pytest.raises(ReadError, match=f"damaged after {place}"):
        list(lines_of(tmp_path / "a.jsonl.gz"))


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    # Enough that the reader gives out lines before it comes to the end.
    lines = b"".join(b'{"text": "Text %d."}\n' % number for number in range(100_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines, 1)[:-100])
    found = list(read([tmp_path / "a.jsonl.gz"]))
    assert isinstance(found[0], Document)
    assert found[0].name == "a.jsonl.gz:1"
    assert [each.name for each in found if isinstance(each, ReadFailure)] == ["a.jsonl.gz"]
