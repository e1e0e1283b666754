"""PDF files, written by hand here."""

from __future__ import annotations

import sys

import pytest

from kg.errors import MissingExtraError, ReadError
from kg.read.pdf import read_pdf


def pdf(lines: list[str], title: str | None = None) -> bytes:
    """A one-page PDF with a line of Helvetica per text line."""
    drawn = "BT /F1 11 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) >>" if title else "<< >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}" + trailer).encode("latin-1")


def test_lines_become_paragraphs_and_broken_words_whole() -> None:
    lines = [
        "Harbour Steel said on Friday that it had agreed to buy a stake in a",
        "company that builds wind farms off the coast of Norway, its first invest-",
        "ment of this kind, and that it would pay in shares and in cash, half and",
        "half, over three years.",
    ]
    content = read_pdf(pdf(lines, title="A stake"))
    assert content.text == (
        "Harbour Steel said on Friday that it had agreed to buy a stake in a company that builds wind farms off the coast of "
        "Norway, its first investment of this kind, and that it would pay in shares and in cash, half and half, over three years."
    )
    assert content.metadata.title == "A stake"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a pdf", "cannot|not a PDF"),
        (pdf(["x"])[:200], "not a PDF"),
        (pdf([]), "OCR"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 4, "not a PDF"),
    ],
)
def test_broken_and_textless_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_pdf(data)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    damaged = pdf(["Words enough"]).replace(b"startxref\n", b"startxref\n1")
    assert read_pdf(damaged).text == "Words enough"
    assert capfd.readouterr() == ("", "")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtraError, match=r"kgbuilder\[documents\]"):
        read_pdf(pdf(["x"]))
