"""Runs of capitalised English words: where one begins, how it goes on, and what its ending says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Word

# The verbs that stand inside no name.
FINITE_VERBS = frozenset("might would could should must does did is are was were has have had".split())
CLOSED_WORDS = frozenset(
    (
        "a an the this that these those it its he she they their our we i you his her my your and or but nor so yet if as "
        "at by for from in into of on onto to with under over after before during since until while when where which who "
        "whose what how why not no all both each every some any such there here also however meanwhile moreover "
        "furthermore according following although though because about between among against like unlike via per within "
    ).split()
).union(FINITE_VERBS)
# Small words inside names of other languages: "Companhia do Norte", "Jan van der Veen".
HEAD_LINKS = frozenset(("of", "for"))
PARTICLES = frozenset(
    "de du des del della dei di da do dos das van von der den la le les los las el y e et und zu bin binti ibn".split()
)
MOST_PARTICLES = 2
SENTENCE_BREAKS = frozenset((".", "!", "?", ":", '"', ";"))
# Nouns for those who do something: carmaker, operator, specialist. Others, bank or group, may begin the name itself.
AGENT_ENDINGS = ("er", "or", "ist", "line", "up")
NAMED_APART = frozenset(("GPE", "PERSON", "LOC", "FAC"))
SHORTEST_HEADLINE, LONGEST_HEADLINE, LONGEST_SMALL_WORD = 6, 25, 4
# The capitalised runs of some words, which several sources of names ask for.
Runs = Sequence[tuple[int, int]]
SLASHED = ("A", "/", "S")
# What numbers the members of a series: Growth Fund II, Terminal 3.
SERIAL = re.compile(r"[IVX]+|\d{1,3}|North|South|East|West")


def is_name_word(words: Sequence[Word], index: int) -> bool:
    """Whether a word can be of a name: it has capitals, is no function word, and is not just the first of a sentence."""
    text = words[index].text
    if text.islower() or not text[0].isalnum() or not any(map(str.isupper, text)):
        return False
    if text.lower() in CLOSED_WORDS:
        return text.isupper() and len(text) > 1 and bool(words[index].label)
    first = index == 0 or words[index - 1].text in SENTENCE_BREAKS
    if not first or bool(words[index].label) or not text[1:].islower():
        return True
    # Two capitals in a row are no accident of the sentence's beginning.
    after = words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.text in PARTICLES:
        after = words[index + 2] if index + 2 < len(words) else None
    return after is not None and after.text[0].isupper() and after.text.lower() not in CLOSED_WORDS


def is_headline(words: Sequence[Word]) -> bool:
    """Whether words are a headline in capitals throughout: no stop at its end, and hardly a long word that is small."""
    if not SHORTEST_HEADLINE <= len(words) <= LONGEST_HEADLINE or words[-1].text in (".", "!", "?", '"', "''", ":"):
        return False
    long = [word.text for word in words if len(word.text) > LONGEST_SMALL_WORD and word.text.isalpha()]
    return len(long) > 1 and sum(1 for text in long if text[0].islower()) * 8 < len(long)


def noun_before(words: Sequence[Word], index: int) -> str:
    """The word before a place, with what a hyphen joins to it: "start-up"."""
    last = words[index - 1]
    if index > 2 and words[index - 2].text == "-" and words[index - 2].span.end == last.span.start:
        return f"{words[index - 3].text.lower()}-{last.text}"
    return last.text


def is_opening_title(words: Sequence[Word], index: int, nouns: NounIndex) -> bool:
    """Whether a word is capitalised only as the first of a sentence and introduces a name: "Drugmaker Quinta rose"."""
    text = words[index].text
    opens = index == 0 or words[index - 1].text in SENTENCE_BREAKS
    named = index + 1 < len(words) and words[index + 1].text[0].isupper()
    return opens and named and text.lower().endswith(AGENT_ENDINGS) and bool(nouns.class_of_title(text.lower()))


def capital_runs(words: Sequence[Word], nouns: NounIndex) -> Iterator[tuple[int, int]]:
    """The runs of the words, as half-open ranges in order."""
    index = 0
    while index < len(words):
        if not is_name_word(words, index) and not _is_incorporated(words, index, nouns):
            index += 1
            continue
        if index + 1 < len(words) and is_opening_title(words, index, nouns):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (step := _run_step(words, end, nouns)):
            end += step
        yield index, end
        index = end


def _is_dotted_form(word: Word, nouns: NounIndex) -> bool:
    """Whether a word is a legal form that is written small, with dots: "d.o.o."."""
    return "." in word.text[:-1] and word.text.islower() and word.text.rstrip(".") in nouns.suffixes


def _legal_step(words: Sequence[Word], at: int, nouns: NounIndex) -> int:
    """The step over a legal form that is written small, with its last dot where that ends no sentence, or with a slash."""
    if tuple(word.text for word in words[at : at + len(SLASHED)]) == SLASHED:
        return len(SLASHED)
    goes_on = at + 1 < len(words) and words[at + 1].text.islower()
    last = words[at].text == "." and goes_on and _is_dotted_form(words[at - 1], nouns)
    return int(last or _is_dotted_form(words[at], nouns))


def _is_incorporated(words: Sequence[Word], index: int, nouns: NounIndex) -> bool:
    """Whether a sentence's first word, which may be any, has a legal form after it."""
    capital = words[index].text[0].isupper() and words[index].text.lower() not in CLOSED_WORDS
    return capital and index + 1 < len(words) and _is_dotted_form(words[index + 1], nouns)


def _run_step(words: Sequence[Word], at: int, nouns: NounIndex) -> int:
    """How many words the run goes on by at a place; 0 where it ends."""
    if words[at].label == "B-PERSON" and not _goes_into_person(words[at - 1], nouns):
        return 0
    if step := int(is_name_word(words, at)) or _legal_step(words, at, nouns):
        return step
    follows = at + 1 < len(words) and is_name_word(words, at + 1)
    text = words[at].text
    if text in ("-", "&", "/") and at + 1 < len(words):
        return _joined_step(words, at, follows=follows)
    if text == "(" and follows:
        return _bracketed_step(words, at, nouns)
    if text in HEAD_LINKS and words[at - 1].text.lower() in nouns.head_first:
        named = at + 2 < len(words) and words[at + 1].text.lower() == "the" and is_name_word(words, at + 2)
        return 2 if follows else 3 * named
    if text in PARTICLES and (step := _particle_step(words, at)):
        return step
    if text == "and" and follows and _ends_body(words, at, nouns):
        return 2
    goes_on = text in ("and", "for", "of") and (_inside_label(words, at) or _after_head_first(words, at, nouns))
    placed = text == "of" and follows and words[at + 1].label.endswith("GPE") and _names_body(words, at, nouns)
    return 2 if follows and (goes_on or placed) else 0


def _goes_into_person(before: Word, nouns: NounIndex) -> bool:
    """Whether a name that the recogniser begins at the next word may have begun at this one: no title, no other name."""
    if not before.text[0].isalnum() or before.label[2:] == "PERSON":
        return True
    ended = before.text.lower() not in nouns.prefixes and nouns.class_of_ending([before.text])[0]
    return (
        not before.label
        and not ended
        and before.text.lower().rstrip(".") not in nouns.words.get("personTitle", frozenset())
    )


def _particle_step(words: Sequence[Word], at: int) -> int:
    """The step over one or two small words of another language to the next capitalised word."""
    for size in range(1, MOST_PARTICLES + 1):
        after = at + size
        if after < len(words) and is_name_word(words, after):
            return size + 1
        if after >= len(words) or words[after].text not in PARTICLES:
            return 0
    return 0


def _joined_step(words: Sequence[Word], at: int, *, follows: bool) -> int:
    """The step over a hyphen, ampersand or slash: not into "-based" and the like, and over a gap only for an ampersand."""
    after = words[at + 1].text
    if after.islower() and after.endswith("ed"):
        return 0
    glued = words[at - 1].span.end == words[at].span.start and words[at].span.end == words[at + 1].span.start
    return 2 if (follows and (glued or words[at].text == "&")) or (glued and after.isalnum()) else 0


def _names_body(words: Sequence[Word], at: int, nouns: NounIndex) -> bool:
    """Whether what stands before a place is "Ministry of Trade" or the like, so that "of Peru" goes with it."""
    back = _before_names(words, at)
    return words[back].text in HEAD_LINKS and words[back - 1].text.lower() in nouns.head_first


def _ends_body(words: Sequence[Word], at: int, nouns: NounIndex) -> bool:
    """Whether an "and" joins what a body's name says that it is for: "the Highways and Bridges Authority"."""
    end = at + 1
    while end < len(words) and is_name_word(words, end):
        end += 1
    back = at - 1
    while back > 0 and is_name_word(words, back):
        back -= 1
    left = [word.text for word in words[back + 1 : at]]
    cls, _ = nouns.class_of_ending([word.text for word in words[at + 1 : end]])
    listed = nouns.class_of_ending(left)[0] or any(word.label[2:] in NAMED_APART for word in words[back + 1 : at])
    return words[back].text.lower() == "the" and cls in nouns.small_heads and cls not in nouns.places and not listed


def _before_names(words: Sequence[Word], at: int) -> int:
    """The place of the word before the capitalised words, and their article, that end before a place."""
    back = at - 1
    while back > 0 and (is_name_word(words, back) or words[back].text == "the"):
        back -= 1
    return back


def _inside_label(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at].label.startswith("I-") and words[at + 1].label.startswith("I-")


def _after_head_first(words: Sequence[Word], at: int, nouns: NounIndex) -> bool:
    """Whether an "and" joins what a ministry or the like is for: "Ministry of Ports and Shipping"."""
    if words[at].text not in ("and", "of"):
        return False
    back = _before_names(words, at)
    inside = words[back].text in HEAD_LINKS and words[back - 1].text.lower() in nouns.head_first
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
    return any(
        words[i].text in HEAD_LINKS and words[i - 1].text.lower() in nouns.head_first for i in range(start + 1, at)
    )


def class_of_run(run: Sequence[str], nouns: NounIndex) -> str:
    """The class that a run of words says it names: by its legal form, a noun it goes on after with "of", or its ending."""
    while len(run) > 2 and SERIAL.fullmatch(run[-1]):
        run = run[:-1]
    last = run[-1 if run[-1] != "." else -2].lower().rstrip(".")
    if len(run) > len(SLASHED) and run[-2] == "/":
        # The tokenizer cuts "A/S" in three.
        last = "".join(run[-3:]).lower()
    if last in nouns.suffixes and len(run) > 1:
        return nouns.suffixes[last]
    for index, word in enumerate(run[1:], start=1):
        head = run[index - 1].lower()
        if word in HEAD_LINKS and head in nouns.head_first and len(run) > index + 1:
            whole = f"{run[index - 2]} {head}".lower() if index > 1 else head
            return nouns.head_first.get(whole, nouns.head_first[head])
    prefixed = nouns.prefixes.get(run[0].lower().rstrip("."), "") if len(run) > 1 else ""
    cls, size = nouns.class_of_ending(run)
    return prefixed or (cls if size < len(run) else "")
