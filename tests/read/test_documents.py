"""The read stage as a whole."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kg.read import read
from kg.records import Document, ReadFailure

TEXT = "Quay opens early\n\nHarbour Steel opened the quay on Monday.\r\n"


def documents(*inputs: str | Path) -> list[Document]:
    return [item for item in read(inputs) if isinstance(item, Document)]


def failures(*inputs: str | Path) -> list[ReadFailure]:
    return [item for item in read(inputs) if isinstance(item, ReadFailure)]


def test_a_document_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    (tmp_path / "Quay.txt").write_bytes(TEXT.encode())
    (tmp_path / "Quay.meta.json").write_text(
        '{"source": "https://a.example", "published": "2024-05"}', encoding="utf-8"
    )
    (document,) = documents(tmp_path / "Quay.txt")
    assert document.id.startswith("quay-")
    assert (document.name, document.text) == ("Quay.txt", TEXT.replace("\r", ""))
    assert (document.title, document.source, document.published, document.language) == (
        "Quay opens early", "https://a.example", "2024-05", "en",
    )  # fmt: skip
    assert [document.quote(block.span) for block in document.blocks] == TEXT.strip().split("\n\n")


def test_the_sidecar_counts_before_the_front_matter_and_that_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\ntitle: Front\nurl: https://front.example\n---\n{TEXT}", encoding="utf-8")
    (tmp_path / "a.meta.json").write_text('{"title": "Side", "source": null, "language": "de"}', encoding="utf-8")
    (document,) = documents(tmp_path)
    assert (document.title, document.source, document.language) == ("Side", "https://front.example", "de")
    assert document.quote(document.blocks[0].span) == "Quay opens early"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour Steel opened the quay on Monday.", None),
        ("  \nA quay\nText.", "A quay"),
        ("word " * 30, None),
        ("***\n!!", None),
    ],
)
def test_the_title_is_a_short_opening_line_or_none(tmp_path: Path, text: str, title: str | None) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert documents(tmp_path)[0].title == title


def test_the_language_is_that_of_most_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青屿生物将在临江新区建设新的生产基地。\n\nQingyu.", encoding="utf-8")
    assert documents(tmp_path)[0].language == "zh"


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1\2")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    (tmp_path / "d.pdf").write_bytes(b"no pdf")
    (tmp_path / "e.docx").write_bytes(b"no zip")
    (tmp_path / "f.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "g.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "g.meta.json").write_text("{", encoding="utf-8")
    (tmp_path / "h.md").write_text("---\ndate: some day\n---\nText.", encoding="utf-8")
    (tmp_path / "i.jsonl").write_text('{"text": "Good."}\n{"text": \n', encoding="utf-8")
    (tmp_path / "j.jsonl").write_text("", encoding="utf-8")
    found = [(item.name, isinstance(item, Document)) for item in read([tmp_path])]
    assert found == [
        ("a.txt", False), ("b.txt", True), ("c.txt", False), ("d.pdf", False), ("e.docx", False), ("f.html", False),
        ("g.txt", False), ("h.md", False), ("i.jsonl:1", True), ("i.jsonl:2", False), ("j.jsonl", False),
    ]  # fmt: skip
    assert all(failure.reason for failure in failures(tmp_path))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_opened_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "cannot be opened" in failures(tmp_path)[0].reason


def test_the_same_text_under_the_same_name_comes_once(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert len(documents(tmp_path / "one", tmp_path / "two")) == 1
    (tmp_path / "two" / "a.txt").write_text(TEXT + "More.", encoding="utf-8")
    both = documents(tmp_path / "one", tmp_path / "two")
    assert len({document.id for document in both}) == 2
    assert both == documents(tmp_path / "two", tmp_path / "one")


def test_an_id_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    for folder in ("here", "there/far"):
        (tmp_path / folder / "news").mkdir(parents=True)
        (tmp_path / folder / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert documents(tmp_path / "here") == documents(tmp_path / "there/far")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"<!DOCTYPE html><html><body><h1>Quay opens early</h1><p>Harbour Steel opened the quay on Monday.</p>",
    ],
)
def test_stdin_is_text_or_a_web_page(data: bytes) -> None:
    (document,) = read(["-"], stdin=io.BytesIO(data))
    assert isinstance(document, Document)
    assert (document.name, document.title) == ("stdin", "Quay opens early")
    assert document.quote(document.blocks[-1].span) == "Harbour Steel opened the quay on Monday."


def test_empty_stdin_is_reported() -> None:
    (failure,) = read(["-"], stdin=io.BytesIO(b""))
    assert isinstance(failure, ReadFailure)
    assert failure.name == "stdin"


def test_lines_share_the_sidecar_of_their_file_but_for_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One two.", "date": "2023"}\n{"text": "Three."}', encoding="utf-8")
    (tmp_path / "a.meta.json").write_text('{"title": "Feed", "published": "2024"}', encoding="utf-8")
    assert [(item.title, item.published) for item in documents(tmp_path)] == [(None, "2023"), (None, "2024")]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    results = read([tmp_path])
    assert next(results).name == "a.txt"
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    assert isinstance(next(results), ReadFailure)


def test_the_sample_article_ends_before_the_headlines_after_it() -> None:
    (document,) = documents(Path(__file__).parents[2] / "data" / "articles" / "seed.txt")
    chinese = [document.quote(block.span) for block in document.blocks if block.language == "zh"]
    assert len(chinese) == 1
    assert chinese[0].endswith("。")
    assert document.blocks[-1].language == "en"
    assert document.quote(document.blocks[-1].span).endswith(".")
