"""Runs of capitalised English words: where one begins, how it goes on, and what its ending says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word

CLOSED_WORDS = frozenset(
    (
        "a an the this that these those it its he she they their our we i you his her my your and or but nor so yet if as "
        "at by for from in into of on onto to with under over after before during since until while when where which who "
        "whose what how why not no all both each every some any such there here also however meanwhile moreover "
        "furthermore according following although though because"
    ).split()
)
# What numbers the members of a series: Growth Fund II, Terminal 3.
SERIAL = re.compile(r"[IVX]+|\d{1,3}")


def is_name_word(words: Sequence[Word], index: int) -> bool:
    """Whether a word can be of a name: it has capitals, is no function word, and is not just the first of a sentence."""
    text = words[index].text
    if not text[0].isalnum() or not any(c.isupper() for c in text):
        return False
    if text.lower() in CLOSED_WORDS:
        return text.isupper() and len(text) > 1 and bool(words[index].label)
    first = index == 0 or words[index - 1].text in (".", "!", "?", ":", '"', ";")
    if not first or bool(words[index].label) or not text[1:].islower():
        return True
    # Two capitals in a row are no accident of the sentence's beginning.
    after = words[index + 1] if index + 1 < len(words) else None
    return after is not None and after.text[0].isupper() and after.text.lower() not in CLOSED_WORDS


def capital_runs(words: Sequence[Word], nouns: NounIndex) -> Iterator[tuple[int, int]]:
    """The runs of the words, as half-open ranges in order."""
    index = 0
    while index < len(words):
        if not is_name_word(words, index):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (step := _run_step(words, end, nouns)):
            end += step
        yield index, end
        index = end


def _run_step(words: Sequence[Word], at: int, nouns: NounIndex) -> int:
    """How many words the run goes on by at a place; 0 where it ends."""
    if words[at].label == "B-PERSON" and words[at - 1].label[2:] != "PERSON" and words[at - 1].text[0].isalnum():
        return 0
    if is_name_word(words, at):
        return 1
    follows = at + 1 < len(words) and is_name_word(words, at + 1)
    text = words[at].text
    if text in ("-", "&", "/") and at + 1 < len(words):
        return _joined_step(words, at, follows=follows)
    if text == "(" and follows:
        return _bracketed_step(words, at, nouns)
    if text == "of" and words[at - 1].text.lower() in nouns.head_first:
        named = at + 2 < len(words) and words[at + 1].text.lower() == "the" and is_name_word(words, at + 2)
        return 2 if follows else 3 * named
    goes_on = text in ("and", "for", "of") and (_inside_label(words, at) or _after_head_first(words, at, nouns))
    placed = text == "of" and follows and words[at + 1].label.endswith("GPE") and _names_body(words, at, nouns)
    return 2 if follows and (goes_on or placed) else 0


def _joined_step(words: Sequence[Word], at: int, *, follows: bool) -> int:
    """The step over a hyphen, ampersand or slash: not into "-based" and the like, and over a gap only for an ampersand."""
    after = words[at + 1].text
    if after.islower() and after.endswith("ed"):
        return 0
    glued = words[at - 1].span.end == words[at].span.start and words[at].span.end == words[at + 1].span.start
    return 2 if (follows and (glued or words[at].text == "&")) or (glued and after.isalpha()) else 0


def _names_body(words: Sequence[Word], at: int, nouns: NounIndex) -> bool:
    """Whether what stands before a place is "Ministry of Trade" or the like, so that "of Peru" goes with it."""
    back = at - 1
    while back > 0 and is_name_word(words, back):
        back -= 1
    return words[back].text == "of" and words[back - 1].text.lower() in nouns.head_first


def _inside_label(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at].label.startswith("I-") and words[at + 1].label.startswith("I-")


def _after_head_first(words: Sequence[Word], at: int, nouns: NounIndex) -> bool:
    """Whether an "and" joins what a ministry or the like is for: "Ministry of Ports and Shipping"."""
    if words[at].text != "and":
        return False
    back = at - 1
    while back > 0 and is_name_word(words, back):
        back -= 1
    inside = words[back].text == "of" and words[back - 1].text.lower() in nouns.head_first
    return inside and at + 1 < len(words) and not words[at + 1].label.startswith("B-")


def _bracketed_step(words: Sequence[Word], at: int, nouns: NounIndex) -> int:
    """A bracket inside a name, as in "Nova (Berlin) Research Centre": only where more of the name follows."""
    close = at + 1
    while close < len(words) and is_name_word(words, close):
        close += 1
    if close + 1 < len(words) and words[close].text == ")" and is_name_word(words, close + 1):
        return close + 1 - at
    return 0


def governs(words: Sequence[Word], start: int, at: int, nouns: NounIndex) -> bool:
    """Whether the words from start on are of a "Ministry of ..." or the like when they come to a place."""
    return any(words[i].text == "of" and words[i - 1].text.lower() in nouns.head_first for i in range(start + 1, at))


def class_of_run(run: Sequence[str], nouns: NounIndex) -> str:
    """The class that a run of words says it names: by its legal form, a noun it goes on after with "of", or its ending."""
    while len(run) > 2 and SERIAL.fullmatch(run[-1]):
        run = run[:-1]
    last = run[-1].lower().rstrip(".")
    if last in nouns.suffixes and len(run) > 1:
        return nouns.suffixes[last]
    for index, word in enumerate(run[1:], start=1):
        if word == "of" and run[index - 1].lower() in nouns.head_first and len(run) > index + 1:
            return nouns.head_first[run[index - 1].lower()]
    cls, size = nouns.class_of_ending(run)
    return cls if size < len(run) else ""
