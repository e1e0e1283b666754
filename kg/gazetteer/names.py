"""Names as keys: how two spellings of one name come to the same, and the words of a text that names are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'\u2018\u2019\u02bb\u02bc`"
# An acronym with dots, or a word that may hold apostrophes and ampersands, or an ampersand alone; Chinese is left out.
_WORD = re.compile(
    rf"(?:[A-Za-z]\.)+[A-Za-z](?![^\W_])\.?|(?:(?![{_HAN}])[^\W_])+(?:[{_APOSTROPHES}&](?:(?![{_HAN}])[^\W_])+)*|&"
)
HAN_RUN = re.compile(rf"[{_HAN}][{_HAN}·•・\-－]*")
_GAP = re.compile(
    r"(?P<mark>[-\u2010-\u2013·])?|[ \t\u00a0]*\n?[ \t\u00a0]*|(?P<dot>\.)[ \t\u00a0]?|(?P<comma>,)[ \t\u00a0]?"
)
_LEGAL_FORMS = frozenset(
    ("ag", "co", "corp", "corporation", "gmbh", "inc", "limited", "llc", "lp", "ltd", "nv", "plc", "sa")
)
_DROPPED = str.maketrans("", "", _APOSTROPHES + ".")
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)
_ACRONYM_LETTERS = 4
_DOT_AFTER_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, its key, and its end and key without a possessive."""

    start: int
    end: int
    key: str
    bare_end: int
    bare_key: str


def fold(name: str) -> str:
    """A name without case, diacritics, apostrophes, dots and hyphens: what two spellings of one name share."""
    return " ".join(_plain(word) for word in _WORD.findall(name)).casefold() or han_key(name)


def name_key(name: str) -> str:
    """The key a name is looked up by: its folded form, but an acronym of up to four letters keeps its capitals."""
    if name.isupper() and sum(map(str.isalpha, name)) <= _ACRONYM_LETTERS:
        words = _WORD.findall(name)
        if len(words) == 1:
            return _plain(words[0])
    if name.isascii() and name.replace(" ", "").isalpha():
        return name.casefold()
    return fold(name)


def _plain(word: str) -> str:
    """A word without diacritics, apostrophes and dots."""
    if word == "&":
        return "and"
    word = word.translate(_DROPPED)
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_UNDECOMPOSED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def han_key(name: str) -> str:
    return "".join(name.split())


def words(text: str) -> list[Word]:
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        surface = match.group()
        possessive = len(surface) > len("'s") and surface[-2] in _APOSTROPHES and surface[-1] in "sS"
        bare_end = end - len("'s") if possessive else end
        bare = surface[: bare_end - start]
        found.append(Word(start, end, _plain(surface), bare_end, _plain(bare)))
    return found


def unbroken(text: str, words: Sequence[Word], position: int, reach: int) -> int:
    """How many words from here on, at most `reach`, could belong to one name by what stands between them."""
    for length in range(1, min(reach, len(words) - position)):
        left, right = words[position + length - 1], words[position + length]
        gap = _GAP.fullmatch(text, left.end, right.start)
        if gap is None and text[left.end : right.start].strip():
            return length
        if gap is None or (gap["comma"] and right.key.casefold() not in _LEGAL_FORMS):
            return length
        if gap["dot"] and len(left.key) > _DOT_AFTER_LETTERS:
            return length
    return min(reach, len(words) - position)
