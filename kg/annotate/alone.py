"""Single capitalised words that nobody knows, where what stands around them says that they are names, and of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.candidates import GUESSED, ORGANIZATION_LABEL, PLACE_LABEL, TYPED, Candidate
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word
from kg.annotate.runs import CLOSED_WORDS, Runs, capital_runs

SEATED = frozenset(("based", "headquartered"))
RELATED = SEATED | {"listed", "owned", "backed", "controlled"}
DOERS = frozenset(("by", "from", "with"))
GUESSES = frozenset(("", ORGANIZATION_LABEL, PLACE_LABEL))
SHORTEST = 4
POSSESSIVE = "'s"


def from_surroundings(words: Sequence[Word], nouns: NounIndex, runs: Runs | None = None) -> Iterator[Candidate]:
    """Places before "-based", and lone words after "Oslo-based" or "Norway's", or before "and Lux Capital"."""
    firm, place = nouns.labels.get(ORGANIZATION_LABEL, ""), nouns.labels.get(PLACE_LABEL, "")
    for start, end in runs or capital_runs(words, nouns):
        if place and _is_seat(words, end) and words[start].label[2:] in GUESSES:
            yield Candidate(start, end, place, TYPED, certain=True)
        elif firm and end - start == 1 and _is_plain(words[start]) and _is_clear(words, start, end):
            yield Candidate(start, end, firm, GUESSED, certain=False)


def _is_seat(words: Sequence[Word], end: int) -> bool:
    return end + 1 < len(words) and words[end].text == "-" and words[end + 1].text in SEATED


def _is_plain(word: Word) -> bool:
    return (
        word.label in ("", f"B-{ORGANIZATION_LABEL}")
        and len(word.text) >= SHORTEST
        and word.text.isalpha()
        and word.text[1:].islower()
    )


def _is_clear(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a word follows its country or seat and ends there, or acts beside an organization."""
    after = words[end] if end < len(words) else None
    if start < 2 or (after is not None and after.text.isalpha() and after.text not in CLOSED_WORDS):
        return False
    before, earlier = words[start - 1], words[start - 2]
    owned = before.text == POSSESSIVE and earlier.label.endswith(f"-{PLACE_LABEL}")
    seated = before.text in RELATED and earlier.text == "-"
    beside = (
        before.text in DOERS
        and after is not None
        and after.text == "and"
        and end + 1 < len(words)
        and words[end + 1].label.endswith(f"-{ORGANIZATION_LABEL}")
    )
    return owned or seated or beside
