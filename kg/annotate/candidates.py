"""Where names may stand in English words: three sources propose spans, and the best proposal wins each stretch.

The gazetteer knows things, head nouns type what ends in them, and the statistical recogniser guesses at the rest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word
from kg.annotate.runs import (
    CLOSED_WORDS,
    FINITE_VERBS,
    HEAD_LINKS,
    PARTICLES,
    Runs,
    capital_runs,
    class_of_run,
    governs,
    is_opening_title,
)
from kg.gazetteer import GazetteerEntry
from kg.records import Span

TRAILING_WORDS = CLOSED_WORDS | {"'s", "'"}
KNOWN, TYPED, GUESSED = 0, 1, 2
SMALL_HEAD_REACH = 6
LONGEST_PLAIN_NAME = 5
ORGANIZATION_LABEL, PERSON_LABEL, PLACE_LABEL = "ORG", "PERSON", "GPE"
# Capitals inside a word are a firm's or a product's own: TechNova, mBank.
COINED = re.compile(r"(?=\w{5})(?:[A-Z][a-z]+|[a-z])[A-Z]\w*")
NO_FIRM = frozenset(("PERSON", "GPE", "DATE", "LAW", "WORK_OF_ART"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a name: `rank` KNOWN to the gazetteer, TYPED by a noun, or GUESSED."""

    start: int
    end: int
    cls: str
    rank: int
    certain: bool

    @property
    def size(self) -> int:
        """How many words."""
        return self.end - self.start


def from_gazetteer(
    words: Sequence[Word], found: Sequence[tuple[Span, Sequence[GazetteerEntry]]], text: str
) -> Iterator[Candidate]:
    """Known names; one that is also an ordinary word counts only where the recogniser sees a name there too."""
    starts = {word.span.start: index for index, word in enumerate(words)}
    for span, entries in found:
        start = starts.get(span.start)
        if start is None:
            continue
        end = start
        while end < len(words) and words[end].span.end <= span.end:
            end += 1
        if end == start or words[end - 1].span.end != span.end:
            continue
        name = text[span.start : span.end]
        if words[end - 1].text == "'s":
            continue
        entry = entries[0]
        if entry.is_doubtful(name) and not all(_supports(word) for word in words[start:end]):
            continue
        yield Candidate(start, end, entry.cls, KNOWN, certain=not entry.is_doubtful(name))


def _supports(word: Word) -> bool:
    """Whether the recogniser sees a name here too, and not a people: there is no Central in "Central American"."""
    return bool(word.label) and not word.label.endswith("NORP")


def from_recogniser(words: Sequence[Word], nouns: NounIndex) -> Iterator[Candidate]:
    """The recogniser's spans with a label that the ontology knows, without articles and possessives."""
    for first, last, label in _labelled_runs(words):
        start, end = first, last
        cls = nouns.labels.get(label, "")
        while start < end and (
            words[start].text.lower() in CLOSED_WORDS
            or not words[start].text[0].isalnum()
            or (end - start > 1 and is_opening_title(words, start, nouns))
        ):
            start += 1
        while end > start and (words[end - 1].text.lower() in TRAILING_WORDS or not words[end - 1].text[-1].isalnum()):
            end -= 1
        if label == PERSON_LABEL and words[end - 1].text.islower():
            # No one is called so: "its Sol tortilla chips".
            continue
        for begin, stop in _pieces(words, start, end, nouns):
            if cls and any(word.text[0].isupper() or word.text[0].isdigit() for word in words[begin:stop]):
                yield Candidate(begin, stop, cls, GUESSED, certain=False)


def _pieces(words: Sequence[Word], start: int, end: int, nouns: NounIndex) -> Iterator[tuple[int, int]]:
    """A guessed span without what is no part of one name: "Oslo-based" before it, and its commas, which make it a list."""
    for at in range(start + 2, end):
        if words[at - 1].text == "-" and words[at].text.islower() and words[at].text.endswith("ed"):
            yield start, at - 1
            start = at + 1
    for at in range(start + 1, end - 1):
        # "The Ministry of Ports's Harbour Office" are two bodies, "the Ministry of Ports met Nova AG" too.
        joins = words[at].text.islower() and (words[at].text in CLOSED_WORDS or words[at].text in PARTICLES)
        verb = words[at].text.islower() and not joins and words[at + 1].text[0].isupper()
        past = verb and words[at].text.endswith("ed") and words[at - 1].text[0].isupper()
        between = verb or words[at].text in ("'s", "'")
        if (
            past
            or words[at].text in FINITE_VERBS
            or (between and class_of_run([word.text for word in words[start:at]], nouns))
        ):
            yield start, at
            start = at + 1
    commas = [at for at in range(start, end) if words[at].text == "," and not governs(words, start, at, nouns)]
    if commas and words[commas[-1] + 1].text.lower().rstrip(".") in ("inc", "ltd", "llc", "s"):
        commas = []
    listed = commas[-1] if commas else start if start > 1 and words[start - 1].text == "," else end
    ands = [at for at in range(listed, end) if words[at].text == "and" and not governs(words, start, at, nouns)]
    begin = start
    for stop in (*commas, *ands, end):
        if begin < stop:
            yield begin, stop
        begin = stop + 1


def _labelled_runs(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    start, label = -1, ""
    for index, word in enumerate((*words, None)):
        if start >= 0 and (word is None or not word.label.startswith("I-")):
            yield start, index, label
            start = -1
        if word is not None and word.label.startswith("B-"):
            start, label = index, word.label[2:]


def from_quotes(words: Sequence[Word], nouns: NounIndex) -> Iterator[Candidate]:
    """Names in quotation marks, typed by their own ending or by the noun that follows: "Open Ports" pilot policy."""
    marks = [index for index, word in enumerate(words) if word.text in ('"', "``", "''")]
    for opening, closing in itertools.pairwise(marks):
        inside = [word.text for word in words[opening + 1 : closing]]
        capitals = sum(1 for text in inside if text[0].isupper())
        if not 2 <= len(inside) <= 12 or capitals * 2 < len(inside) or not inside[0][0].isupper():
            continue
        after = [word.text for word in words[closing + 1 : closing + 3]]
        cls = nouns.class_of_ending(after)[0] or nouns.class_of_ending(after[:1])[0] or class_of_run(inside, nouns)
        if cls:
            yield Candidate(opening + 1, closing, cls, TYPED, certain=True)


def from_capitals(words: Sequence[Word], nouns: NounIndex, runs: Runs | None = None) -> Iterator[Candidate]:
    """Runs of several capitalised words that nothing else explains: most likely an organization's name."""
    cls = nouns.labels.get(ORGANIZATION_LABEL, "")
    for start, end in runs or capital_runs(words, nouns):
        run = words[start:end]
        plain = all(
            word.text in PARTICLES
            or (any(map(str.isupper, word.text[:2])) and word.text.isalpha() and len(word.text) > 1)
            for word in run
        )
        none = nouns.words.get("personTitle", frozenset()) | nouns.words.get("notAName", frozenset())
        titled = any(word.text.lower() in none for word in run)
        labels = [word.label[2:] for word in run]
        # "Beijing Huayuan Photovoltaic": a firm may be called after its place, not what follows "in Beijing".
        placed = labels[0] == "GPE" and not any(labels[1:]) and end - start > 2
        # "SSA Marine": nobody's name begins with an acronym.
        lettered = not labels[0] and run[0].text.isupper() and set(labels[1:]) <= {"PERSON", ""}
        clean = not titled and (placed or lettered or not any(each in NO_FIRM for each in labels))
        several = 2 <= end - start <= LONGEST_PLAIN_NAME and (start > 0 or placed or lettered)
        coined = end - start == 1 and bool(COINED.fullmatch(run[0].text))
        if cls and plain and clean and (several or coined):
            yield Candidate(start, end, cls, GUESSED, certain=False)


def from_seen(words: Sequence[Word], seen: Mapping[tuple[str, ...], str]) -> Iterator[Candidate]:
    """Names that stand elsewhere in the document, met again where the recogniser is not sure of them."""
    reach: dict[str, int] = {}
    for name in seen:
        reach[name[0]] = max(reach.get(name[0], 0), len(name))
    texts = tuple(word.text for word in words)
    for start, first in enumerate(texts):
        for end in range(min(start + reach.get(first, 0), len(texts)), start, -1):
            cls = seen.get(texts[start:end])
            if cls:
                yield Candidate(start, end, cls, GUESSED, certain=False)
                break


def from_nouns(words: Sequence[Word], nouns: NounIndex, runs: Runs | None = None) -> Iterator[Candidate]:
    """Runs of capitalised words that end in a typing noun, or go on after one with "of"."""
    for start, end in runs or capital_runs(words, nouns):
        yield from _split_run(words, start, end, nouns)
        yield from _small_head(words, start, end, nouns)


def _small_head(words: Sequence[Word], start: int, end: int, nouns: NounIndex) -> Iterator[Candidate]:
    """A run and the uncapitalised typing noun close after it: "Ostrava high-tech zone", "the Bavarian government"."""
    for stop in range(min(end + SMALL_HEAD_REACH, len(words)), end, -1):
        between = [word.text for word in words[end:stop]]
        if not all(text == "-" or (text.isalpha() and text.islower()) for text in between):
            continue
        if any(text in CLOSED_WORDS for text in between):
            continue
        cls, size = nouns.class_of_ending(between)
        if cls in nouns.small_heads and len(between) - size <= 1:
            inner = class_of_run([word.text for word in words[start:end]], nouns)
            # "Bureau of Trade of Anhui province" is the bureau, not the province.
            cls = inner if inner and inner not in nouns.places else cls
            people = words[start].label.endswith("NORP") and end == start + 1
            named = stop < len(words) and words[stop].text in HEAD_LINKS
            if people and named and cls in nouns.places:
                return  # "The Kenyan town of Eldoret" is Eldoret.
            if not people or between[-1] in nouns.head_first:
                yield Candidate(start, stop, cls, TYPED, certain=True)
                return


def _split_run(words: Sequence[Word], start: int, end: int, nouns: NounIndex) -> Iterator[Candidate]:
    """Cuts a run at "and" where both sides are typed by their own endings, and types what is left."""
    pieces = [start]
    for at in range(start + 1, end - 1):
        typed = nouns.class_of_ending([w.text for w in words[pieces[-1] : at]])[0]
        if words[at].text == "and" and typed and not governs(words, pieces[-1], at, nouns):
            pieces.append(at + 1)
    for begin, stop in zip(pieces, [*(each - 1 for each in pieces[1:]), end], strict=True):
        run = [word.text for word in words[begin:stop]]
        cls = class_of_run(run, nouns)
        if not cls and len(run) > 2 and words[stop - 1].label == f"B-{PLACE_LABEL}":
            # "Nova Pumps India": a branch is called after its firm and its country.
            branch = class_of_run(run[:-1], nouns)
            cls = branch if branch in nouns.titled and branch not in nouns.small_heads else ""
        if cls:
            yield Candidate(begin, stop, cls, TYPED, certain=True)


def occurrence_phrase(words: Sequence[Word], at: int, nouns: NounIndex) -> int:
    """How many words from a place on are a noun of several words for an occurrence: "memorandum of understanding"."""
    for ending in nouns.occurrence_phrases:
        run = tuple(word.text.lower() for word in words[at : at + len(ending)])
        if run == ending:
            return len(ending)
    return 0


def select(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The winners, in text order and without overlap: longer before shorter, then the better source."""
    chosen: list[Candidate] = []
    for each in sorted(candidates, key=lambda c: (-c.size, c.rank, c.start, c.cls)):
        if not any(each.start < other.end and other.start < each.end for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda c: c.start)
