"""Bytes of many kinds to text."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.read.decode import decode

SIMPLIFIED = "青屿生物与临江新区签署协议,将投资3亿元建设新工厂。"
TRADITIONAL = "青嶼生物與臨江新區簽署協議,將投資三億元建設新工廠。"
WESTERN = "Café Noël’s “plant” near Besançon cost £3 million – or €4 million."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain", "plain"),
        (codecs.BOM_UTF8 + "caf\u00e9".encode(), "café"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED),
        ("云岭药业".encode("gb18030"), "云岭药业"),
        (b"The firm said it would build the plant. " * 9 + "云岭药业".encode("gb18030"), None),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        (WESTERN.encode("cp1252"), WESTERN),
        ("naïve".encode("cp1252"), "naïve"),
    ],
)
def test_the_encoding_is_found(data: bytes, expected: str | None) -> None:
    assert decode(data) == (expected if expected is not None else data.decode("gb18030"))


def test_line_ends_are_made_uniform_and_all_else_stays() -> None:
    assert decode("a\u00a0b\r\n“c”\rd\n".encode()) == "a\u00a0b\n“c”\nd\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        ("\u00a0\u3000\n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"a\0b", "binary"),
        (bytes(range(1, 9)) * 20, "binary"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16"),
        (b"\x81\xff\x81\xff\x8d" * 30, "encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadError:
        return
    assert text.strip()
    assert "\r" not in text


def test_a_huge_file_in_an_old_encoding_takes_linear_time() -> None:
    data = (SIMPLIFIED * 20_000).encode("gb18030")
    begin = time.process_time()
    assert len(decode(data)) == len(SIMPLIFIED) * 20_000
    assert time.process_time() - begin < 10
