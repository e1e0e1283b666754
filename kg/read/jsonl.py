"""JSON Lines: one document a line, each line good or bad on its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kg.errors import ReadError
from kg.read.content import Content
from kg.read.rows import row_content, row_name


def read_jsonl(lines: Iterable[bytes], name: str, *, first: int = 1) -> Iterator[tuple[str, Content | ReadError]]:
    """Name and content of every document, a broken line as (file:line, error); blank lines are passed over.

    `first` is the number of the first line in its file.
    """
    for number, line in enumerate(lines, start=first):
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        place = f"{name}:{number}"
        try:
            values = _object(line)
            content = row_content(values)
            yield row_name(values) or place, content
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
