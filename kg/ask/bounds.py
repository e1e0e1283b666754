"""Queries that no parser should be given: nested or strung together so long that its stack overflows, and with it the process."""

from __future__ import annotations

import re

from kg.errors import QueryError

# Measured: a function in a function a thousand times is too much for a stack of 8 MB, and three thousand groups in a row.
DEEPEST = 200
LONGEST = 1_000
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*|[A-Za-z][\w-]*:[\w.%-]*',
    re.DOTALL,
)
_BRACKET = re.compile(r"<<|>>|[()\[\]{}]")
_OPENING = ("(", "[", "{", "<<")
_STRUNG = re.compile(r"\|\||&&|[-+*/|!^]|\b(?:UNION|OPTIONAL|MINUS|FILTER|BIND|GRAPH|EXISTS|VALUES)\b", re.IGNORECASE)


def refuse_overlong(sparql: str) -> None:
    """Raises `QueryError` for a query nested too deep, or with too many parts in a row.

    Lists of values may be as long as they like.
    """
    bare = _TEXT.sub(" ", sparql)
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth = depth + 1 if bracket[0] in _OPENING else max(0, depth - 1)
        if depth > DEEPEST:
            raise QueryError(f"not valid here: the query is nested more than {DEEPEST} deep")
    if len(_STRUNG.findall(bare)) > LONGEST:
        raise QueryError(
            f"not valid here: the query has more than {LONGEST} operators and groups; put long lists into VALUES"
        )
