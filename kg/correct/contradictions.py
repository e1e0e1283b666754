"""Corrections that cannot both hold: an error that names both, never a choice made in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, TypeVar

from kg.correct.records import Decision
from kg.errors import CorrectionError

T = TypeVar("T")


def contradict(one: Decision, other: Decision, why: str) -> NoReturn:
    """Raises the error for two decisions, the earlier place in the file first."""
    first, second = sorted((one, other), key=lambda each: (each.file, each.line, each.author, each.date))
    raise CorrectionError(
        f"{second.place}: contradicts {first.place}: {why}; take one of them out"
        if first.place != second.place
        else f"{first.place}: contradicts itself: {why}"
    )


def agreed(decided: Iterable[tuple[T, Decision]], why: str) -> T | None:
    """The one value that decisions agree on, None where there is no decision; raises where they differ."""
    chosen: tuple[T, Decision] | None = None
    for value, decision in sorted(decided, key=lambda each: (each[1].file, each[1].line)):
        if chosen is not None and value != chosen[0]:
            contradict(chosen[1], decision, why)
        chosen = chosen or (value, decision)
    return chosen[0] if chosen else None
