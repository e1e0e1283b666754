"""English words as the parser is shown them: a stand-in for each name, sum, date and round, and no words that only type a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.annotate.candidates import Candidate, occurrence_phrase
from kg.annotate.names import BlockFinds, is_titled
from kg.annotate.nouns import NounIndex
from kg.annotate.parser import Slot, Word
from kg.annotate.runs import CLOSED_WORDS, SENTENCE_BREAKS, is_opening_title
from kg.records import DateSpan, MoneySpan, Span

# What the parser is shown: a word it has seen often for a place, for a person and for anything else that has a name.
PLACE_STAND_IN, PERSON_STAND_IN, NAME_STAND_IN = "London", "Smith", "Microsoft"
PLACE_PREPOSITIONS = frozenset(("in", "at", "near", "from", "to", "outside", ","))
TITLE_STARTS = frozenset(("in", "with", "by", "from", "of", "for", "at", "on", "into", "the", "a", "an", "its"))
LONGEST_TITLE = 5
HYPHENED = len(("start", "-", "up"))
JOINT = "co"
SUM_STAND_IN = ("$", "5", "million")
ROUND_STAND_IN = "round"
DATE_AFTER_PREPOSITION, DATE_ALONE = "2020", "yesterday"
DATE_PREPOSITIONS = frozenset(
    ("in", "by", "since", "until", "from", "of", "during", "after", "before", "to", "for", "and", "between")
)


def slots_of(
    words: Sequence[Word], names: Sequence[Candidate], finds: BlockFinds, text: str, nouns: NounIndex
) -> list[Slot]:
    """The words as the parser is shown them."""
    # A date that another event would have to settle, "the first day of the fair", stays as it is: the event is in it.
    settled = [each for each in finds.values if isinstance(each, MoneySpan) or each.date is not None]
    shower = _Shower(
        words=words,
        text=text,
        nouns=nouns,
        names={
            each.start: (number, each) for number, each in enumerate(names) if each.cls not in nouns.open_vocabulary
        },
        values={word_at: found for found in settled if (word_at := _first_inside(words, found.span)) >= 0},
        unsettled=[each.span for each in finds.dates if each.date is None],
        topics=frozenset(words[each.start].span.start for each in names if each.cls in nouns.open_vocabulary),
    )
    index = 0
    while index < len(words):
        index += shower.show(index)
    return shower.made


@dataclass
class _Shower:
    """The words of a text, what is found in them, and the slots made of them so far."""

    words: Sequence[Word]
    text: str
    nouns: NounIndex
    names: Mapping[int, tuple[int, Candidate]]
    values: Mapping[int, MoneySpan | DateSpan]
    unsettled: Sequence[Span]
    topics: frozenset[int]
    made: list[Slot] = field(default_factory=list)

    def show(self, index: int) -> int:
        """Makes the slots for what begins at a word, and says how many words that is."""
        size = occurrence_phrase(self.words, index, self.nouns)
        if size:
            # The whole is shown as its first word: a "memorandum of understanding" is signed as a memorandum is.
            return self._whole(index, size, self.words[index].text.lower(), "")
        if size := self._hyphened_noun(index):
            if index + size in self.names:
                del self.made[self._start_of_title() :]
                return size
            shown = "".join(word.text for word in self.words[index : index + size : 2])
            return self._whole(index, size, shown, self.words[index].label)
        if self._is_joint(index):
            return self._whole(index, HYPHENED, self.words[index + 2].text.lower(), "")
        if size := self._round(index):
            return self._whole(index, size, ROUND_STAND_IN, "")
        if index in self.names:
            return self._name(index)
        if index in self.values and not self._holds_name(index):
            return self._value(index)
        self._word(index)
        return 1

    def _whole(self, index: int, size: int, shown: str, label: str) -> int:
        span = Span(self.words[index].span.start, self.words[index + size - 1].span.end)
        self.made.append(Slot(shown, self.text[span.start : span.end], span, label))
        return size

    def _hyphened_noun(self, at: int) -> int:
        """How many words from a place on are a noun of the lexicon with a hyphen, "start-up": the parser knows it in one word."""
        run = [word.text.lower().removesuffix("s") for word in self.words[at : at + HYPHENED]]
        found = self._is_glued(at) and at not in self.names and self.nouns.is_noun(run)
        return HYPHENED if found else 0

    def _is_glued(self, at: int) -> bool:
        """Whether a word, a hyphen and a word stand together at a place."""
        glued = len(self.words) > at + 2 and self.words[at + 1].text == "-"
        return glued and self.words[at].span.end + 1 == self.words[at + 2].span.start

    def _is_joint(self, at: int) -> bool:
        """Whether a verb with "co-" stands at a place: who co-leads leads."""
        joint = self.words[at].text.lower() == JOINT and self._is_glued(at) and at + 2 not in self.names
        return joint and self.words[at + 2].text.islower()

    def _round(self, at: int) -> int:
        """How many words are a round's name, "Series B", "seed financing", "Series C round": to the parser it is a round."""
        nouns = self.nouns.words.get("roundNoun", frozenset())
        words = [word.text for word in self.words[at : at + 3]]
        if at in self.names or words[0].lower() not in self.nouns.words.get("roundName", frozenset()):
            return 0
        lettered = len(words) > 1 and len(words[1]) == 1 and words[1].isupper()
        size = 1 + lettered
        called = len(words) > size and words[size].lower() in nouns
        return size + called if lettered or called else 0

    def _name(self, index: int) -> int:
        number, name = self.names[index]
        span = Span(self.words[index].span.start, self.words[name.end - 1].span.end)
        titled = is_titled(self.words, name, self.nouns)
        before = self.words[index - 1].text.lower() if index else ""
        shown = self.words[name.end - 1].text.lower() if titled else _stand_in(name, before, self.nouns)
        # A titled agreement is no name: it is an agreement, and the parser is shown the word for it.
        label, name_number = self.words[index].label, -1 if titled else number
        self.made.append(Slot(shown, self.text[span.start : span.end], span, label, name_number))
        return name.end - index

    def _holds_name(self, index: int) -> bool:
        last = _last_inside(self.words, self.values[index].span)
        return any(index < start <= last for start in self.names)

    def _value(self, index: int) -> int:
        found = self.values[index]
        before = self.words[index - 1].text.lower() if index else ""
        shown_words = SUM_STAND_IN if isinstance(found, MoneySpan) else (_date_stand_in(before),)
        label = "B-MONEY" if isinstance(found, MoneySpan) else "B-DATE"
        quoted = self.text[found.span.start : found.span.end]
        self.made += [Slot(shown, quoted, found.span, label) for shown in shown_words]
        return _last_inside(self.words, found.span) + 1 - index

    def _word(self, index: int) -> None:
        word = self.words[index]
        verb = word.text.endswith("s") and bool(self.made) and self.made[-1].name >= 0
        title = word.text.lower() if is_opening_title(self.words, index, self.nouns) else word.text
        only_bears = title in self.nouns.words.get("bearing", frozenset())
        if index + 1 in self.names and (only_bears or self.nouns.class_of_title(title)) and not verb:
            # "Chipmaker Nova" is Nova: the noun has typed the name, and would only be in the parser's way.
            del self.made[self._start_of_title() :]
            return
        label = "" if any(span.overlaps(word.span) for span in self.unsettled) else word.label
        # A semicolon between the items of a list reads to the parser as the end of a clause.
        self.made.append(Slot("," if word.text == ";" else word.text, word.text, word.span, label))

    def _start_of_title(self) -> int:
        """Where the words that modify a title begin, "in [local biscuit] maker Nova": only clear after certain small words."""
        made = self.made
        start = len(made)
        while (
            start > 0
            and len(made) - start < LONGEST_TITLE
            and made[start - 1].name < 0
            and made[start - 1].shown.islower()
        ):
            before = made[start - 1].shown
            based = before.endswith("ed") and start > 1 and made[start - 2].shown == "-"
            listed = before == "and" and start > 1 and made[start - 2].name >= 0
            if before in TITLE_STARTS or based or listed:
                return start
            start -= 1
        short = len(made) - start < LONGEST_TITLE
        if start > 0 and short and made[start - 1].label.endswith("NORP"):
            return start
        if start > 0 and made[start - 1].name >= 0 and all(each.span.start in self.topics for each in made[start:]):
            # "Milan drone maker Nova" is Nova of Milan.
            return start
        return start - 1 if start > 0 and short and self._opens(start - 1) else len(made)

    def _opens(self, at: int) -> bool:
        """Whether a slot is the plain first word of a sentence: "Existing backers Nova and ..."."""
        slot = self.made[at]
        first = at == 0 or self.made[at - 1].shown in SENTENCE_BREAKS
        return first and slot.name < 0 and not slot.label and slot.shown.lower() not in CLOSED_WORDS


def _first_inside(words: Sequence[Word], span: Span) -> int:
    return next((index for index in _inside(words, span)), -1)


def _last_inside(words: Sequence[Word], span: Span) -> int:
    inside = _inside(words, span)
    return inside[-1] if inside else -1


def _inside(words: Sequence[Word], span: Span) -> range:
    """The words that overlap a span: words stand in the order of the text."""
    first = bisect_right(words, span.start, key=lambda word: word.span.end)
    return range(first, max(first, bisect_left(words, span.end, key=lambda word: word.span.start)))


def _date_stand_in(before: str) -> str:
    if before == "on":
        return "Monday"
    return DATE_AFTER_PREPOSITION if before in DATE_PREPOSITIONS else DATE_ALONE


def _stand_in(name: Candidate, before: str, nouns: NounIndex) -> str:
    if name.cls in nouns.persons:
        return PERSON_STAND_IN
    located = name.cls in nouns.places and name.certain and before in PLACE_PREPOSITIONS
    return PLACE_STAND_IN if located else NAME_STAND_IN
