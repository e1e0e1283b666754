"""The names of a stretch of English words: what all sources propose, typed, and the best of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.annotate.alone import from_surroundings
from kg.annotate.beside import from_appositions, from_beside, from_titles
from kg.annotate.candidates import (
    GUESSED,
    KNOWN,
    ORGANIZATION_LABEL,
    TYPED,
    Candidate,
    from_capitals,
    from_gazetteer,
    from_nouns,
    from_quotes,
    from_recogniser,
    from_seen,
    select,
)
from kg.annotate.lone import from_unknown_words
from kg.annotate.nouns import CAMEL_CASE, NounIndex
from kg.annotate.parser import Word
from kg.annotate.people import apart_from_people, from_people, is_all_titles, is_portfolio, without_titles
from kg.annotate.runs import capital_runs, class_of_run, is_headline, is_opening_title
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.records import DateSpan, MoneySpan, Span

DEFINITION = re.compile(r"\s?\([\"'“”‘’]?([A-Z][\w&*-]*[A-Z][\w&*-]*)[\"'“”‘’]?\)")
EXPLAINED = ("ODB", ",", "the")
NOTHING_SEEN: Mapping[tuple[str, ...], str] = MappingProxyType({})
SHORTEST_SEEN = 3


@dataclass(frozen=True, slots=True)
class BlockFinds:
    """What is found in a block's text before its words are looked at; spans are offsets into the block.

    `dictionary` are the common words of the language, by which names that nobody knows are told.
    """

    known: Sequence[tuple[Span, Sequence[GazetteerEntry]]]
    money: Sequence[MoneySpan]
    dates: Sequence[DateSpan]
    gazetteer: Gazetteer
    dictionary: AbstractSet[str] = frozenset()

    @property
    def values(self) -> tuple[MoneySpan | DateSpan, ...]:
        """The sums, then the dates."""
        return (*self.money, *self.dates)


def find_names(
    words: Sequence[Word],
    finds: BlockFinds,
    text: str,
    nouns: NounIndex,
    seen: Mapping[tuple[str, ...], str] = NOTHING_SEEN,
) -> list[Candidate]:
    """The names among the words, in order and without overlap; `seen` are names from elsewhere in the document."""
    blocked = [each.span for each in finds.values]
    excluded = nouns.words.get("notAName", frozenset())
    places = {span for span, entries in finds.known if entries[0].cls in nouns.places}
    parted = [
        piece
        for each in _proposed(words, finds, text, nouns, seen)
        for piece in apart_from_people(_without_owner(each, words, places), words, finds.gazetteer, nouns)
    ]
    headline = is_headline(words)
    kept = []
    for each in sorted(parted, key=lambda candidate: -candidate.size):
        span = Span(words[each.start].span.start, words[each.end - 1].span.end)
        if text[span.start : span.end].lower() in excluded or any(other.overlaps(span) for other in blocked):
            continue
        people = each.rank and finds.gazetteer.nationality(text[span.start : span.end]) is not None
        if people or is_portfolio(each, words, nouns) or is_all_titles(each, words, nouns):
            continue
        run = tuple(word.text for word in words[each.start : each.end])
        if headline and each.rank == GUESSED and run not in seen:
            # Where every word has a capital, capitals say nothing.
            continue
        known = replace(each, cls=seen[run]) if each.rank == GUESSED and run in seen else each
        typed = _typed(known, words, nouns)
        if typed is not None and typed.cls in nouns.occurrences and not is_titled(words, typed, nouns):
            typed = replace(typed, cls=nouns.labels.get(ORGANIZATION_LABEL, typed.cls), rank=GUESSED, certain=False)
        if typed is None:
            # What the whole only refers to, no part of it names.
            blocked.append(span)
        else:
            kept.append(typed)
    return select(kept)


def _without_owner(candidate: Candidate, words: Sequence[Word], places: AbstractSet[Span]) -> Candidate:
    """A name without the known place whose it is: "Gothenburg's Nova Marine"."""
    at = next((at for at in range(candidate.start + 1, candidate.end - 1) if words[at].text == "'s"), -1)
    if at < 0 or Span(words[candidate.start].span.start, words[at - 1].span.end) not in places:
        return candidate
    return replace(candidate, start=at + 1)


def _proposed(
    words: Sequence[Word],
    finds: BlockFinds,
    text: str,
    nouns: NounIndex,
    seen: Mapping[tuple[str, ...], str],
) -> list[Candidate]:
    """What all sources say may be names."""
    runs = list(capital_runs(words, nouns))
    return [
        *from_gazetteer(words, finds.known, text),
        *from_quotes(words, nouns),
        *(_known_person(each, words, finds.gazetteer, nouns) for each in from_recogniser(words, nouns)),
        *from_people(words, finds.gazetteer, nouns, runs),
        *from_titles(words, nouns),
        *from_appositions(words, nouns),
        *from_beside(words, nouns, runs),
        *from_capitals(words, nouns, runs),
        *from_surroundings(words, nouns, runs),
        *from_unknown_words(words, nouns, finds.dictionary, runs),
        *from_seen(words, seen),
        *from_nouns(words, nouns, runs),
    ]


def adds_names(words: Sequence[Word], names: Sequence[Candidate], seen: Mapping[tuple[str, ...], str]) -> bool:
    """Whether names seen elsewhere say more of these words than the names found among them do."""
    found = {(each.start, each.end, each.cls) for each in names}
    return any((each.start, each.end, each.cls) not in found for each in from_seen(words, seen))


def names_seen(words: Sequence[Word], names: Sequence[Candidate], nouns: NounIndex) -> dict[tuple[str, ...], str]:
    """The names of a block that are worth looking for in the rest of the document, with their classes."""
    found: dict[tuple[str, ...], str] = {}
    for each in sorted(names, key=lambda name: (name.rank, name.start), reverse=True):
        run = tuple(word.text for word in words[each.start : each.end])
        if each.cls not in nouns.open_vocabulary and len("".join(run)) > SHORTEST_SEEN:
            found[run] = each.cls
    return found


def short_forms_defined(
    text: str, words: Sequence[Word], names: Sequence[Candidate], nouns: NounIndex
) -> dict[tuple[str, ...], str]:
    """The short forms that names come with, "Ministry of Harbour Affairs (MHA)", with the names' classes."""
    excluded = nouns.words.get("notAName", frozenset())
    found: dict[tuple[str, ...], str] = {}
    for each in names:
        bracket = DEFINITION.match(text, words[each.end - 1].span.end)
        short = bracket[1] if bracket is not None else _explained_acronym(words, each)
        if short and short.lower() not in excluded and each.cls not in nouns.occurrences:
            found.setdefault((short,), each.cls)
    return found


def _explained_acronym(words: Sequence[Word], name: Candidate) -> str:
    """The acronym that a name in apposition explains, "ODB, the Ostrava Development Bank"; "" for none."""
    before = words[max(0, name.start - len(EXPLAINED)) : name.start]
    if len(before) < len(EXPLAINED) or before[1].text != "," or before[2].text.lower() != "the":
        return ""
    initials = "".join(word.text[0] for word in words[name.start : name.end] if word.text[0].isupper())
    return before[0].text if len(initials) > 1 and before[0].text == initials else ""


def _known_person(candidate: Candidate, words: Sequence[Word], gazetteer: Gazetteer, nouns: NounIndex) -> Candidate:
    """A guess at a person's name without its titles, certain where a given name begins it."""
    if candidate.cls not in nouns.persons:
        return candidate
    start = without_titles(words, candidate.start, candidate.end, nouns)
    full = candidate.end - start >= nouns.minimum_words.get(candidate.cls, 0)
    return replace(candidate, start=start, certain=full and gazetteer.is_given_name(words[start].text))


def _typed(candidate: Candidate, words: Sequence[Word], nouns: NounIndex) -> Candidate | None:
    """A guess made better by the noun or legal form that the name ends in.

    None for what is all typing nouns: "the State Government" names nothing, it refers.
    """
    run = [word.text for word in words[candidate.start : candidate.end]]
    if candidate.rank and nouns.class_of_ending(run)[1] == len(run) and not CAMEL_CASE.match(run[-1]):
        return None
    before = candidate.start - 1
    opening = before >= 0 and is_opening_title(words, before, nouns)
    title = nouns.class_of_title(words[before].text.lower() if opening else words[before].text) if before >= 0 else ""
    if candidate.rank < GUESSED:
        misplaced = title and candidate.cls in nouns.places and candidate.rank == KNOWN
        return replace(candidate, cls=title, rank=TYPED) if misplaced else candidate
    cls = class_of_run(run, nouns) if len(run) > 1 else ""
    cls = cls or title
    if not cls and len(run) == 1 and candidate.cls in nouns.persons and _is_led(words, before, nouns):
        # "Ana Ruiz, chief executive of Halvorsen": whom somebody leads is no person.
        return replace(candidate, cls=nouns.labels.get(ORGANIZATION_LABEL, candidate.cls))
    return replace(candidate, cls=cls, rank=TYPED, certain=True) if cls else candidate


def _is_led(words: Sequence[Word], of: int, nouns: NounIndex) -> bool:
    """Whether a post and "of" or "at" stand before a name."""
    return (
        of > 0
        and words[of].text in ("of", "at")
        and words[of - 1].text.lower() in nouns.words.get("personTitle", frozenset())
    )


def is_titled(words: Sequence[Word], name: Candidate, nouns: NounIndex) -> bool:
    """Whether a name is an agreement's or the like, "the Open Ports Cooperation", and not a firm's called so."""
    before = words[name.start - 1].text.lower() if name.start else ""
    return name.cls in nouns.occurrences and before in ("the", "a", "an", "this", "that", "its", "their")
