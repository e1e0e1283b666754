"""Names of people: what a title, a given name or a verb of speech says of a name that the recogniser only guesses at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.annotate.candidates import GUESSED, ORGANIZATION_LABEL, PERSON_LABEL, TYPED, Candidate
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word
from kg.annotate.runs import HEAD_LINKS, Runs, capital_runs, class_of_run, is_name_word
from kg.gazetteer import Gazetteer
from kg.records import Token

TITLES = "personTitle"
TITLE_REACH = 4
APPOSITION_REACH = 8
SHORTEST, LONGEST = 2, 5


def from_people(
    words: Sequence[Word], gazetteer: Gazetteer, nouns: NounIndex, runs: Runs | None = None
) -> Iterator[Candidate]:
    """Capitalised runs that begin with a given name and stand with a title: "Jan de Veen, chief executive"."""
    cls = nouns.labels.get(PERSON_LABEL, "")
    titles = nouns.words.get(TITLES, frozenset())
    if not cls:
        return
    for begin, end in runs or capital_runs(words, nouns):
        # After the last title in a run, "Drax Foods CEO Ana Ruiz", or where the run begins.
        start = max((at + 1 for at in range(begin, end) if words[at].text.lower().rstrip(".") in titles), default=begin)
        if not SHORTEST <= end - start <= LONGEST:
            continue
        given = gazetteer.is_given_name(words[start].text)
        titled = _title_before(words, start, titles)
        if given:
            titled = titled or start > begin or _title_after(words, end, titles)
        elif words[start].label.endswith(f"-{ORGANIZATION_LABEL}") and not _office_before(words, start, nouns):
            continue
        if titled and not class_of_run([word.text for word in words[start:end]], nouns):
            yield Candidate(start, end, cls, TYPED, certain=True)


def apart_from_people(
    candidate: Candidate, words: Sequence[Word], gazetteer: Gazetteer, nouns: NounIndex
) -> Iterator[Candidate]:
    """What a title stands for and who bears it, apart: "Secretary of the Department of Ports Ana Ruiz"."""
    cls = nouns.labels.get(PERSON_LABEL, "")
    size = next((size for size in (SHORTEST, SHORTEST + 1) if size < candidate.size), 0)
    at = candidate.end - size
    borne = cls and size and candidate.rank and candidate.cls != cls and _is_titled_for(words, candidate.start, nouns)
    borne = borne and not class_of_run([word.text for word in words[at : candidate.end]], nouns)
    if not borne or not gazetteer.is_given_name(words[at].text) or not words[at - 1].text[0].isalnum():
        yield candidate
        return
    yield Candidate(at, candidate.end, cls, GUESSED, certain=True)
    yield replace(candidate, end=at)


def is_all_titles(candidate: Candidate, words: Sequence[Word], nouns: NounIndex) -> bool:
    """Whether a guess holds titles and no name: "H.E. Eng." before one."""
    titles = nouns.words.get(TITLES, frozenset())
    return bool(candidate.rank) and all(
        word.text.lower().rstrip(".") in titles for word in words[candidate.start : candidate.end]
    )


def is_portfolio(candidate: Candidate, words: Sequence[Word], nouns: NounIndex) -> bool:
    """Whether a guessed name is only what someone is minister for: "Minister of Energy"."""
    offices = nouns.words.get("portfolio", frozenset())
    at = candidate.start - 1
    while (
        at > 0
        and (words[at].text in ("and", ",", "&") or is_name_word(words, at))
        and candidate.start - at < TITLE_REACH
    ):
        at -= 1
    guessed = bool(candidate.rank) and candidate.cls not in nouns.persons
    return guessed and at > 0 and words[at].text in HEAD_LINKS and words[at - 1].text.lower() in offices


def _is_titled_for(words: Sequence[Word], start: int, nouns: NounIndex) -> bool:
    """Whether "Secretary of the", "head of" or the like stands before a place."""
    at = start - 1 - (start > 0 and words[start - 1].text.lower() == "the")
    titles = nouns.words.get(TITLES, frozenset())
    return at > 0 and words[at].text.lower() in HEAD_LINKS and words[at - 1].text.lower() in titles


def _title_before(words: Sequence[Word], start: int, titles: AbstractSet[str]) -> bool:
    """Whether a title stands before a place, over a comma too: "its commercial officer, Hana Wolde,"."""
    at = start - 1 - (start > 1 and words[start - 1].text == "," and words[start - 2].text.islower())
    return at >= 0 and words[at].text.lower().rstrip(".") in titles


def _office_before(words: Sequence[Word], start: int, nouns: NounIndex) -> bool:
    """Whether the noun straight before a name is for people alone: a councillor, and not a partner or a head."""
    return start > 0 and words[start - 1].text in nouns.words.get("office", frozenset())


def _title_after(words: Sequence[Word], end: int, titles: AbstractSet[str]) -> bool:
    if end >= len(words) or words[end].text != ",":
        return False
    for word in words[end + 1 : end + 1 + APPOSITION_REACH]:
        if word.text in (",", ".", ";"):
            return False
        if word.text.lower() in titles:
            return True
    return False


def without_titles(words: Sequence[Word], start: int, end: int, nouns: NounIndex) -> int:
    """Where a person's name begins after the titles that the recogniser took in: "Dr Siti Rahmah"."""
    titles = nouns.words.get(TITLES, frozenset())
    while start < end - 1 and words[start].text.lower().rstrip(".") in titles:
        start += 1
    return start


def is_introduced(candidate: Candidate, tokens: Sequence[Token], nouns: NounIndex) -> bool:
    """Whether a name stands with a title as people's do, "chairman Ana Ruiz", "Ana Ruiz, the mayor", or speaks."""
    titles = nouns.words.get(TITLES, frozenset())
    speaks = nouns.words.get("speech", frozenset())
    token = tokens[candidate.start]
    if token.text.isupper() and len(token.text.split()) == 1:
        return False
    if token.dependency == "nsubj" and tokens[token.head].lemma in speaks:
        return True
    for each in reversed(tokens[max(0, candidate.start - TITLE_REACH) : candidate.start]):
        if each.text.lower().rstrip(".") in titles:
            return True
        if each.tag in ("IN", ",") or each.pos in ("VERB", "AUX"):
            break
    if candidate.start > 1 and tokens[candidate.start - 1].text == ",":
        title = tokens[candidate.start - 2].text
        if title.islower() and title in titles:
            return True
    after = tokens[candidate.end : candidate.end + APPOSITION_REACH]
    if not after or after[0].text != ",":
        return False
    for each in after[1:]:
        if each.text == ",":
            return False
        if each.text.lower() in titles:
            return True
    return False


def says_after(candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a name is the subject of a verb that stands before it, as of "said" after what was said."""
    token = tokens[candidate.start]
    return token.dependency == "nsubj" and token.head < candidate.start and tokens[token.head].pos == "VERB"
