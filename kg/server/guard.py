"""What a request may not do: reach other servers, or write where nobody has allowed it."""

from __future__ import annotations

import hmac
import re

import pyoxigraph as ox

from kg.errors import QueryError


def refuse_network(update: str) -> None:
    """Raises `QueryError` for an update that would have the server ask the network (SERVICE, LOAD)."""
    for word in ("SERVICE", "LOAD"):
        pattern = re.compile(word, re.IGNORECASE | re.ASCII)
        if pattern.search(update):
            _refuse_word(update, word, pattern)


def _refuse_word(update: str, word: str, pattern: re.Pattern[str]) -> None:
    """The update's own parser is asked: spelt otherwise, a mere name still parses, and a keyword does not."""
    try:
        ox.Store().update(pattern.sub(f"{word[:-1].lower()}x", update))
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
