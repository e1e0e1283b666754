"""Names that a common noun beside them types: "chipmaker Nova", "Nova, a Turin biscuit maker", "a hatchback, the Spark"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.candidates import LONGEST_PLAIN_NAME, TYPED, Candidate
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word
from kg.annotate.runs import CLOSED_WORDS, Runs, capital_runs, is_name_word, is_opening_title, noun_before

APPOSITION_REACH = 8
APPOSED_WITHIN = 3
PAIR = 2
LONGEST_NUMBER = 4
DETERMINERS = frozenset(("the", "its", "their", "'s"))


def from_titles(words: Sequence[Word], nouns: NounIndex) -> Iterator[Candidate]:
    """Capitalised words straight after a common noun that types them: "chipmaker Nova Semi"."""
    for at in range(1, len(words)):
        if words[at].text.islower():
            continue
        opening = is_opening_title(words, at - 1, nouns)
        title = noun_before(words, at)
        cls = nouns.class_of_title(title.lower() if opening else title) or _class_of_two(words, at, nouns)
        if not cls or not is_name_word(words, at):
            continue
        end = at + 1
        while end < len(words) and is_name_word(words, end) and not words[end].label.startswith("B-"):
            end += 1
        yield Candidate(at, end, cls, TYPED, certain=True)


def _class_of_two(words: Sequence[Word], at: int, nouns: NounIndex) -> str:
    """The class of a noun of two words before a place: "asset manager"; a manager alone may be a person."""
    pair = [word.text for word in words[max(0, at - 2) : at]]
    cls, size = nouns.class_of_ending(pair)
    return cls if size == len(pair) == PAIR and all(map(str.islower, pair)) and cls in nouns.titled else ""


def from_appositions(words: Sequence[Word], nouns: NounIndex) -> Iterator[Candidate]:
    """Capitalised words that a typing noun in apposition explains: "Nova, a Turin biscuit maker,", "the regulator, AMF,"."""
    for at in range(1, len(words) - 2):
        yield from _after_its_noun(words, at, nouns)
        if words[at].text != "," or words[at + 1].text.lower() not in ("a", "an", "the"):
            continue
        start = at
        while start > 0 and words[start - 1].text[0].isupper() and words[start - 1].text.lower() not in CLOSED_WORDS:
            start -= 1
        cls = ""
        for word in words[at + 2 : at + 2 + APPOSITION_REACH]:
            if word.text in (",", ".", "-") or word.text.lower() in CLOSED_WORDS:
                break
            cls = nouns.class_of_title(word.text) or cls
        if cls and start < at:
            yield Candidate(start, at, cls, TYPED, certain=True)


def _after_its_noun(words: Sequence[Word], at: int, nouns: NounIndex) -> Iterator[Candidate]:
    """The name between commas after a noun with an article: "the securities regulator, AMF,"."""
    noun = words[at - 1].text
    if (
        words[at].text != ","
        or not is_name_word(words, at + 1)
        or not noun.islower()
        or noun in nouns.words.get("personTitle", ())
    ):
        return
    end = at + 1
    while end < len(words) and is_name_word(words, end):
        end += 1
    before = [word.text.lower() for word in words[max(0, at - 4) : at - 1]]
    cls = nouns.class_of_noun([words[at - 1].text])[0]
    closed = end < len(words) and words[end].text in (",", ".")
    if closed and cls and not DETERMINERS.isdisjoint(before):
        yield Candidate(at + 1, end, cls, TYPED, certain=True)


def from_beside(words: Sequence[Word], nouns: NounIndex, runs: Runs | None = None) -> Iterator[Candidate]:
    """Names typed by a noun beside them: "a new hatchback, the Spark", "the Spark, a hatchback", "its antibody HX-12"."""
    for start, run_end in runs or capital_runs(words, nouns):
        if run_end - start > LONGEST_PLAIN_NAME:
            continue
        end = _model_end(words, start, run_end, nouns)
        cls = _beside_before(words, start, nouns) or _beside_after(words, end, nouns)
        if not cls and end < len(words) and any(c.isdigit() for c in words[end - 1].text):
            # "K9 howitzers", but not "Samsung phones": a model's name has figures.
            cls = nouns.beside.get(_singular(words[end].text), "")
            if not cls and words[end].text.islower() and end + 1 < len(words):
                # "its R9 welding robot"
                cls = nouns.beside.get(_singular(words[end + 1].text), "")
        if cls:
            yield Candidate(start, end, cls, TYPED, certain=True)


def _model_end(words: Sequence[Word], start: int, end: int, nouns: NounIndex) -> int:
    """Where a run ends if it may be a model's name: with its number, "Orion 5, a tablet", and without "SUV" after "VZ7"."""
    numbered = end < len(words) and words[end].text.isdigit() and len(words[end].text) <= LONGEST_NUMBER
    if numbered and _beside_after(words, end + 1, nouns):
        return end + 1
    last = words[end - 1].text
    return end - 1 if end - start > 1 and last.isupper() and _singular(last) in nouns.beside else end


def _singular(text: str) -> str:
    return text.lower().removesuffix("s") if text.islower() or text.isupper() else ""


def _beside_before(words: Sequence[Word], start: int, nouns: NounIndex) -> str:
    """The class by the noun before a name, over a comma, colon or "the"."""
    at = start - 1
    while at > 0 and words[at].text in (",", ":", "the", "called", "dubbed", "named", "branded"):
        at -= 1
    if at < 1 or words[at - 1].text == "," or start - at > APPOSED_WITHIN:
        return ""
    return nouns.beside.get(words[at].text, "")


def _beside_after(words: Sequence[Word], end: int, nouns: NounIndex) -> str:
    """The class by a noun in apposition after a name: ", an electric hatchback,"; or straight after: "Sol brand"."""
    if end + 2 >= len(words) or words[end].text != "," or words[end + 1].text not in ("a", "an", "the", "its"):
        return ""
    cls = ""
    for word in words[end + 2 : end + 2 + APPOSITION_REACH]:
        if word.text in (",", ".", "-", "'s") or word.text in CLOSED_WORDS or not word.text[0].isalnum():
            break
        cls = "" if nouns.class_of_title(word.text) else nouns.beside.get(word.text, "") or cls
    return cls
