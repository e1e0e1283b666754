"""The words of the page: the same in every language, all of them used, none missing."""

from __future__ import annotations

import json
import re

import pytest

from kg.publish.page_scripts import ASSETS

WORDS: dict[str, dict[str, str]] = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
SCRIPT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js")) if path.name != "webgl.js")
TEMPLATE = (ASSETS / "page.html.jinja").read_text(encoding="utf-8")
# Keys that are put together: counted(…, "link"), figure(…, "link"), `polarity-${…}`, `export-${…}`.
MADE = ("-one", "-many", "polarity-", "export-")


def asked() -> set[str]:
    plain = set(re.findall(r'\b(?:word|tool|fieldset)\("([\w-]+)"', SCRIPT))
    plain |= {key for pair in re.findall(r'word\([^)"]*\? "([\w-]+)" : "([\w-]+)"', SCRIPT) for key in pair}
    plain |= set(re.findall(r'\bbutton\("([\w-]+)"', SCRIPT))
    plain |= set(re.findall(r'data-(?:word|label|title|placeholder)="([\w-]+)"', TEMPLATE))
    for key in re.findall(r'counted\([^"\n]*?"(\w+)"\)', SCRIPT):
        plain |= {f"{key}-one", f"{key}-many"}
    return plain


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_the_same_words_with_the_same_blanks(language: str) -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    assert {key: blanks(text) for key, text in WORDS[language].items()} == {
        key: blanks(text) for key, text in WORDS["en"].items()
    }
    assert all(text.strip() for text in WORDS[language].values())


def test_every_word_that_is_asked_for_is_there() -> None:
    assert len(asked()) > 60
    assert sorted(asked() - set(WORDS["en"])) == []


def test_no_word_is_left_over() -> None:
    used = asked()
    left = [
        key
        for key in WORDS["en"]
        if key not in used and f'"{key}"' not in SCRIPT and not any(part in key for part in MADE)
    ]
    assert left == []
