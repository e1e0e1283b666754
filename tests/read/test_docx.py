"""Word files, made here with python-docx."""

from __future__ import annotations

import io
import sys

import docx
import pytest

from kg.errors import MissingExtraError, ReadError
from kg.read.docx import read_docx


def word_file(*paragraphs: str, title: str = "", row: tuple[str, ...] = ()) -> bytes:
    file = docx.Document()
    file.core_properties.title = title
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    if row:
        table = file.add_table(rows=1, cols=len(row))
        for cell, text in zip(table.rows[0].cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_paragraphs_and_rows_in_their_order() -> None:
    content = read_docx(word_file("Quay opens", "", "The quay opened.", title="Quay", row=("Cost", "€3 million")))
    assert content.text == "Quay opens\n\nThe quay opened.\n\nCost\t€3 million"
    assert content.metadata.title == "Quay"


def test_the_title_is_none_where_the_properties_have_none() -> None:
    assert read_docx(word_file("Text")).metadata.title is None


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no zip at all", word_file("x")[:300]])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="not a Word file"):
        read_docx(data)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ReadError, match="empty"):
        read_docx(word_file(" "))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"kgbuilder\[documents\]"):
        read_docx(b"")
