"""Names folded to keys: spellings of one name share a key, and keys say which shorter names a longer one allows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.resolve.chinese_names import chinese_key, is_chinese_short_form

HAN = re.compile(r"[\u3400-\u9fff]")
POSSESSIVE = re.compile(r"['’]s?$")
NOT_WORD = re.compile(r"[^\w\s]+")
# Spellings that mean the same inside a name.
EQUAL_WORDS = {
    "hi": "high",
    "hitech": "high tech",
    "hightech": "high tech",
    "centre": "center",
    "and": "",
    "the": "",
    "programme": "program",
}
# "The 20th Harbour Fair" is the Harbour Fair again.
EDITION = re.compile(r"\d+(?:st|nd|rd|th)")
SMALL_WORDS = ("of", "and", "the", "for", "in", "de")
# How many words a legal form has at most once it is folded: "s r o"; and how much of a Chinese name stays before one.
LONGEST_FORM, SHORTEST_HAN = 3, 2
# The same names come again and again, in one document and in many: so many are kept folded.
_KEPT = 1 << 14
ZONE_WORDS = {"district": "zone", "area": "zone", "park": "park"}


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Lower case without accents, apostrophes and punctuation, one space between words."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.casefold()
    plain = plain.replace("'", "").replace("’", "").replace("‘", "")
    return " ".join(NOT_WORD.sub(" ", plain).split())


@lru_cache(maxsize=_KEPT)
def name_key(name: str, suffixes: frozenset[str] = frozenset(), head_first: frozenset[str] = frozenset()) -> str:
    """The key of a name: folded, without articles and legal forms (`suffixes`), with equal spellings made one.

    "Ministry of Trade" and "Trade Ministry" share a key, by the nouns of `head_first`. So do a national high-tech zone
    and a high-tech district of one place: news writes both for the same zone.
    """
    stripped = POSSESSIVE.sub("", name.strip())
    before, of, after = stripped.partition(" of ")
    if of and before.split() and before.split()[-1].lower() in head_first:
        stripped = f"{after} {before}"
    if HAN.search(stripped):
        return _without_form(chinese_key(unicodedata.normalize("NFKC", stripped)), suffixes)
    words = " ".join(EQUAL_WORDS.get(word, word) for word in fold(stripped).split()).split()
    while size := next(
        (size for size in range(1, min(len(words), LONGEST_FORM + 1)) if " ".join(words[-size:]) in suffixes), 0
    ):
        del words[-size:]
    if len(words) > 1 and EDITION.fullmatch(words[0]):
        words = words[1:]
    if not words:
        return fold(name) or name
    if words[-1] in head_first:
        words = [
            word
            for word in words
            if word not in ("provincial", "province", "state", "municipal", "national", "federal") or len(words) < 3
        ]
    if "high" in words and "tech" in words:
        words = [ZONE_WORDS.get(word, word) for word in words if word != "national"]
    return " ".join(words)


def _without_form(name: str, forms: frozenset[str]) -> str:
    """A Chinese name without the longest legal form that it ends with."""
    endings = [form for form in forms if name.endswith(form) and len(name) - len(form) >= SHORTEST_HAN]
    return name[: -len(max(endings, key=len))] if endings else name


def without_legal_form(name: str, forms: frozenset[str]) -> str:
    """A name as written, but for the legal forms at its end: "Nordwind" of "Nordwind Co., Ltd."."""
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in forms:
        words.pop()
    return " ".join(words).rstrip(",")


def without_edition(name: str) -> str:
    """A name as written, but for the number of an edition before it."""
    first, _, rest = name.partition(" ")
    return rest if rest and EDITION.fullmatch(first) else name


@lru_cache(maxsize=_KEPT)
def initials(name: str) -> tuple[str, str]:
    """The first letters of a name's words, and those without the small words."""
    words = [w.lower() for w in re.split(r"[\s\-/]+", name) if w and w[0].isalnum()]
    return "".join(w[0] for w in words), "".join(w[0] for w in words if w not in SMALL_WORDS)


def acronym_letters(name: str) -> str:
    """The letters of what may be an acronym, in small; "" for any other name."""
    letters = "".join(c for c in name if c.isalnum())
    if len(letters) < 2 or not any(c.isupper() for c in name) or len(name.split()) > 1:
        return ""
    return letters.lower()


def is_acronym_of(short: str, long: str) -> bool:
    """Whether the letters of an acronym are the initials of a name's words, small words optional."""
    letters = acronym_letters(short)
    if not letters:
        return False
    found = initials(long)
    return len(found[0]) > 1 and letters in found


def is_short_form(short: str, long: str, end: str) -> bool:
    """Whether a folded name is the first (or last) words of a longer one, by whole words."""
    if HAN.search(short) and HAN.search(long):
        return end == "first" and is_chinese_short_form(short, long)
    few, many = short.split(), long.split()
    if not few or len(few) >= len(many):
        return False
    return many[: len(few)] == few if end == "first" else many[-len(few) :] == few


def slug(text: str) -> str:
    """A readable IRI segment: folded words joined by hyphens; letters of other scripts stay."""
    folded = fold(text)
    kept = re.sub(r"[^\w]+|_", "-", folded).strip("-")
    return re.sub(r"-{2,}", "-", kept) or "x"
