"""JSON Lines: one document a line, each line good or bad on its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kg.errors import ReadError
from kg.read.content import Content
from kg.read.decode import checked
from kg.read.identity import portable_name
from kg.read.metadata import from_mapping, uniform

NAME_KEYS = ("name", "id")


def read_jsonl(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, Content | ReadError]]:
    """Name and content of every document, a broken line as (file:line, error); blank lines are passed over.

    Keys: text, and title, source or url, published or date, language, name or id.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        place = f"{name}:{number}"
        try:
            values = _object(line)
            content = Content(_text(values), uniform(from_mapping(values)))
            yield _name(values) or place, content
        except ReadError as error:
            yield place, error


def _object(line: bytes) -> dict[str, object]:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON in UTF-8 ({error}); write one object a line") from error
    if not isinstance(values, dict):
        raise ReadError('not a JSON object; write one a line, as in {"text": "..."}')
    return values


def _text(values: dict[str, object]) -> str:
    text = values.get("text")
    if not isinstance(text, str):
        raise ReadError('no text: the key "text" must hold the text of the document')
    # JSON can spell half of a surrogate pair, which no encoding can write.
    return checked(text.encode("utf-8", "replace").decode("utf-8"))


def _name(values: dict[str, object]) -> str | None:
    for key in NAME_KEYS:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return portable_name(value.strip().encode("utf-8", "replace").decode("utf-8"))
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None
