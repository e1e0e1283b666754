"""The data of a large page made small: rows as columns, and JSON packed with gzip. `model.js` reads them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence

Json = dict[str, object]


def embedded_json(content: object) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or start a comment."""
    written = _json(content)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def packed_json(content: object) -> str:
    """JSON packed with gzip, in base64; without a time stamp, so that the same content gives the same letters."""
    return base64.b64encode(gzip.compress(_json(content).encode(), compresslevel=9, mtime=0)).decode()


def columns(rows: Sequence[Mapping[str, object]]) -> Json:
    """Rows of the same keys as columns; one in which values come again is a list of the values and places in it."""
    names = sorted(rows[0]) if rows else []
    return {"count": len(rows), "columns": {name: _column([row[name] for row in rows]) for name in names}}


def _column(values: Sequence[object]) -> Json:
    keys = [_json(value) for value in values]
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    if len(places) > len(values) // 2:
        return {"values": list(values)}
    first = dict(zip(reversed(keys), reversed(values), strict=True))
    return {"values": [first[key] for key in places], "at": [places[key] for key in keys]}


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
