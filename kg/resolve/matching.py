"""Two folded names compared: what may make them one name, in the words that a reader is told."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from kg.resolve.keys import HAN
from kg.resolve.short_forms import numerals

SHORTEST_SPELLED, SHORTEST_STEM, LONG_WORD = 6, 3, 10


def spelled_together(one: str, other: str) -> bool:
    """Whether two names have the same letters, divided into words in another way: Byte Dance, ByteDance."""
    letters = one.replace(" ", "")
    return one != other and len(letters) >= SHORTEST_SPELLED and letters == other.replace(" ", "")


def spelled_alike(one: str, other: str) -> str:
    """How two names may be spellings of one, "" where they are not; never enough to say that they are."""
    how = "" if one == other else _difference(one.split(), other.split())
    if not how or HAN.search(one) or HAN.search(other) or numerals(one) != numerals(other):
        return ""
    return how


def _difference(mine: list[str], theirs: list[str]) -> str:
    if sorted(word for word in mine if word != "of") == sorted(word for word in theirs if word != "of"):
        return "has the same words as"
    if len(mine) != len(theirs):
        return ""
    different = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(different) != 1 or len(mine) < 2:
        return ""
    short, long = sorted(different[0], key=lambda word: (len(word), word))
    if len(short) >= SHORTEST_STEM and long.startswith(short):
        return "has a word shorter than"
    if len(short) >= SHORTEST_SPELLED and short[0] == long[0]:
        allowed = 2 if len(short) >= LONG_WORD else 1
        if OSA.distance(short, long, score_cutoff=allowed) <= allowed:
            return "is spelled almost like"
    return ""
