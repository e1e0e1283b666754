"""Single capitalised words that no dictionary has: where a firm may stand, such a word is most likely one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from kg.annotate.candidates import GUESSED, ORGANIZATION_LABEL, Candidate
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word
from kg.annotate.runs import CLOSED_WORDS, FINITE_VERBS, SENTENCE_BREAKS, Runs, capital_runs

SHORTEST = 5
PARTNERED = frozenset(("by", "with", "between"))
SOURCES = frozenset(("from", "include", "including"))
TITLES, PEOPLE_LABEL = "personTitle", "NORP"
# What forms of common words end in; a word that is one without it is no name.
ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ies", "ian", "an", "ese", "ish")
ACTING = FINITE_VERBS | {"will", "plans", "said", "says"}


def from_unknown_words(
    words: Sequence[Word], nouns: NounIndex, dictionary: AbstractSet[str], runs: Runs | None = None
) -> Iterator[Candidate]:
    """Lone words that nobody knows and that act, "Quentaro paid $5 million", or that something is said to be with."""
    firm = nouns.labels.get(ORGANIZATION_LABEL, "")
    if not firm or not dictionary:
        return
    ends = dict(runs or capital_runs(words, nouns))
    for index, word in enumerate(words):
        lone = ends.get(index, index + 1) == index + 1 and _is_unknown(word.text, dictionary)
        if not lone or (word.label and word.label[2:] != PEOPLE_LABEL) or nouns.class_of_title(word.text.lower()):
            continue
        if _acts(words, index, nouns) if _opens(words, index) else _is_partner(words, index, nouns):
            yield Candidate(index, index + 1, firm, GUESSED, certain=False)


def _is_unknown(text: str, dictionary: AbstractSet[str]) -> bool:
    lower = text.lower()
    plain = len(text) >= SHORTEST and text.isalpha() and text[0].isupper() and text[1:].islower()
    if not plain or lower in CLOSED_WORDS or lower in dictionary:
        return False
    for ending in ENDINGS:
        stem = lower.removesuffix(ending)
        if stem != lower and ({stem, f"{stem}e", f"{stem}y", stem[:-1]} & dictionary):
            return False
    return True


def _opens(words: Sequence[Word], index: int) -> bool:
    return index == 0 or words[index - 1].text in SENTENCE_BREAKS


def _acts(words: Sequence[Word], index: int, nouns: NounIndex) -> bool:
    """Whether a sentence's first word is followed by what may be its verb."""
    after = words[index + 1].text if index + 1 < len(words) else ""
    noun = nouns.class_of_noun([after])[0]
    return after in ACTING or (after.islower() and after.isalpha() and after not in CLOSED_WORDS and not noun)


def _is_partner(words: Sequence[Word], index: int, nouns: NounIndex) -> bool:
    """Whether a word inside a sentence stands alone after "with" and the like, after a post, or after "the shipyard"."""
    before, earlier = words[index - 1].text, words[index - 2].text if index > 1 else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    ends = after not in ("-", "&") and (not after.isalpha() or after in CLOSED_WORDS)
    led = before == "of" and earlier.lower() in nouns.words.get(TITLES, frozenset())
    called = earlier.lower() == "the" and before.islower() and nouns.class_of_noun([before])[0] in nouns.described
    listed = (
        before in SOURCES
        and after == ","
        and index + 2 < len(words)
        and words[index + 2].label == f"B-{ORGANIZATION_LABEL}"
    )
    return ends and (before in PARTNERED or led or called or listed)
