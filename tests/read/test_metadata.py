"""Metadata from sidecar files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.read.content import Metadata
from kg.read.metadata import normalise_language, read_sidecar


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            '{"title": "Quay  opens", "source": "https://a.example", "published": "6 May 2024", "language": "en-GB"}',
            Metadata("Quay opens", "https://a.example", "2024-05-06", "en"),
        ),
        ('{"title": null, "source": null, "published": null, "language": null}', Metadata()),
        ('{"published": 2024, "author": {"name": "ignored"}}', Metadata(published="2024")),
        ('\ufeff{"language": "Chinese", "title": ""}', Metadata(language="zh")),
    ],
)
def test_a_sidecar_beside_the_file_is_its_metadata(tmp_path: Path, written: str, expected: Metadata) -> None:
    (tmp_path / "a.b.meta.json").write_text(written, encoding="utf-8")
    assert read_sidecar(tmp_path / "a.b.txt") == expected


def test_no_sidecar_says_nothing(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "a.txt") == Metadata()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[1]", "one JSON object"),
        (b'{"title": 3}', '"title" must be text or null'),
        (b'{"published": "05/06/2023"}', "YYYY-MM-DD"),
        (b'{"published": true}', '"published" must be'),
        (b'{"language": "mother tongue"}', "language code"),
    ],
)
def test_a_malformed_sidecar_is_refused_by_name(tmp_path: Path, written: bytes, reason: str) -> None:
    (tmp_path / "a.meta.json").write_bytes(written)
    with pytest.raises(ReadError, match=rf"a\.meta\.json.*{reason}"):
        read_sidecar(tmp_path / "a.txt")


@pytest.mark.parametrize(("stated", "code"), [("zh_CN", "zh"), ("EN", "en"), ("zh-Hant-TW", "zh"), ("中文", "zh")])
def test_a_language_is_its_primary_code(stated: str, code: str) -> None:
    assert normalise_language(stated) == code


def test_what_is_stated_first_counts() -> None:
    assert Metadata(title="a").over(Metadata(title="b", source="c")) == Metadata(title="a", source="c")
