"""A row of a table of documents, from whatever file it comes, to a name and content.

Keys: text, and title, source or url, published or date, language, name or id.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import ReadError
from kg.read.content import Content
from kg.read.decode import checked
from kg.read.identity import portable_name
from kg.read.metadata import LANGUAGE_KEYS, PUBLISHED_KEYS, SOURCE_KEYS, TITLE_KEYS, from_mapping, uniform

TEXT_KEY = "text"
NAME_KEYS = ("name", "id")
KEYS = (TEXT_KEY, *NAME_KEYS, *TITLE_KEYS, *SOURCE_KEYS, *PUBLISHED_KEYS, *LANGUAGE_KEYS)


def row_content(values: Mapping[str, object]) -> Content:
    """The content of a row. Raises `ReadError` where it has no text, or something of the wrong kind."""
    return Content(_text(values), uniform(from_mapping(values)))


def row_name(values: Mapping[str, object]) -> str | None:
    """The name that a row gives its document, None where it gives none."""
    for key in NAME_KEYS:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return portable_name(value.strip().encode("utf-8", "replace").decode("utf-8"))
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _text(values: Mapping[str, object]) -> str:
    text = values.get(TEXT_KEY)
    if not isinstance(text, str):
        raise ReadError(f'no text: the key "{TEXT_KEY}" must hold the text of the document')
    # JSON can spell half of a surrogate pair, which no encoding can write.
    return checked(text.encode("utf-8", "replace").decode("utf-8"))
