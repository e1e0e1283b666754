"""What a request may not do: reach other servers, or write where nobody has allowed it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.ask.query import refuse_service
from kg.errors import QueryError


def refuse_network(sparql: str, prefixes: Mapping[str, str], *, update: bool = False) -> None:
    """Raises `QueryError` for a query or update that would have the server ask the network (SERVICE, LOAD)."""
    if not update:
        refuse_service(sparql, prefixes)
        return
    for word in ("SERVICE", "LOAD"):
        pattern = re.compile(word, re.IGNORECASE | re.ASCII)
        if pattern.search(sparql):
            _refuse_word(sparql, word, pattern)


def _refuse_word(sparql: str, word: str, pattern: re.Pattern[str]) -> None:
    """The update's own parser is asked: spelt otherwise, a mere name still parses, and a keyword does not."""
    try:
        ox.Store().update(pattern.sub(f"{word[:-1].lower()}x", sparql))
    except SyntaxError as error:
        raise QueryError(
            f"the update is not valid or uses {word}, which is refused: the server asks no other"
        ) from error
    except (ValueError, RuntimeError, OSError):
        # What fails only in evaluation has parsed, and that is all that is asked here.
        return


def may_write(authorization: str, token: str) -> bool:
    """Whether a request's Authorization header carries the token; never where there is none."""
    scheme, _, given = authorization.partition(" ")
    return bool(token) and scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())
