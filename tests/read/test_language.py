"""Language by script."""

from __future__ import annotations

import pytest

from kg.read.language import script_language, split_by_script
from kg.records import Span

ENGLISH = "Harbour Steel will deliver the towers next year."
CHINESE = "青屿生物将在临江新区建设新的生产基地。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (CHINESE, "zh"),
        ("青屿生物(Qingyu Bio)与Harbour Steel签署战略合作协议", "zh"),
        ("Qingyu Bio (青屿生物) said it would build a plant.", "en"),
        ("123 $", "en"),
    ],
)
def test_the_language_is_the_script_with_more_words(text: str, language: str) -> None:
    assert script_language(text) == language


@pytest.mark.parametrize(
    ("pieces", "languages"),
    [
        ([ENGLISH], ["en"]),
        ([CHINESE + CHINESE], ["zh"]),
        ([ENGLISH + " ", CHINESE], ["en", "zh"]),
        ([CHINESE, ENGLISH], ["zh", "en"]),
        ([ENGLISH, CHINESE], ["en", "zh"]),
        ([CHINESE * 2, ENGLISH + " " + ENGLISH + " ", CHINESE], ["zh", "en", "zh"]),
        (["OK! " + CHINESE + CHINESE], ["zh"]),
        ([CHINESE + "OK!" + CHINESE], ["zh"]),
        ([ENGLISH + " 青屿!"], ["en"]),
    ],
)
def test_a_paragraph_is_split_where_whole_sentences_change_script(pieces: list[str], languages: list[str]) -> None:
    text = "".join(pieces)
    runs = split_by_script(text, Span(0, len(text)))
    assert [(text[span.start : span.end], language) for span, language in runs] == list(
        zip(pieces, languages, strict=True)
    )
