"""Ids of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.identity import document_id, portable_name, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kraków Żółta Ødegård.txt", "krakow-zolta-odegard-txt"),
        ("新闻/云岭药业 签约", "新闻-云岭药业-签约"),
        ("a__b--C", "a-b-c"),
        ("Straße", "strasse"),
        ("がんばる", "がんばる"),
        ("!!!", ""),
    ],
)
def test_slug_keeps_cjk_and_folds_latin(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_the_id_is_the_slug_without_suffix_and_a_digest_of_name_and_text() -> None:
    assert document_id("news/Plant.txt", "Hello") == "news-plant-466529f8"
    assert document_id("news/Plant.txt", "Hello!") != document_id("news/Plant.txt", "Hello")
    assert document_id("???.txt", "x").startswith("document-")


def test_names_are_the_same_on_every_machine() -> None:
    assert portable_name("news\\Krako\u0301w.txt") == "news/Kraków.txt"


@given(st.text(), st.text())
def test_an_id_is_safe_in_an_iri(name: str, text: str) -> None:
    identifier = document_id(name, text)
    assert identifier == document_id(name, text)
    assert not set(identifier) & set(' \t\n/#?%:<>"\\^`{|}_')
