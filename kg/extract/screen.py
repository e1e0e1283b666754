"""Which blocks of a document may state something, told from their words alone, before the models look at them.

A frame is met only where its words stand in one sentence, in some form, with something to fill each of its roles: what may
be a name, a pronoun, a noun of the right class. Most news is about other things, and there is that nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from kg.annotate.date_words import MONTHS, WEEKDAYS
from kg.annotate.descriptions import PRONOUNS
from kg.annotate.money import find_money
from kg.annotate.nouns import NounIndex, noun_index
from kg.annotate.parser import EnglishParser
from kg.annotate.runs import CLOSED_WORDS
from kg.annotate.unparsed import SENTENCE_ENDS
from kg.extract.frames import NO_WORD, Pattern, PatternIndex
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology

ENGLISH = "en"
MONEY, PREPOSITION = "money", "prep:"
# A relative adverb says what "in" does: "Turin, where Nova has its plant".
INSTEAD_OF_IN = ("where", "when", "why", "how", "whereby", "wherever", "whenever")
NO_NAMES = CLOSED_WORDS | MONTHS.keys() | WEEKDAYS.keys()
# A pronoun may mean a name of any length.
PRONOUN_SIZE = 99
# Shorter documents are read whole: there is little to be spared.
FEWEST_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class Role:
    """The classes of what fills a role, and of how many words a name at least is that does."""

    classes: frozenset[str]
    words: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What a sentence must hold for a frame to be met: a lemma and a word of each set, and what fills each role."""

    lemmas: frozenset[frozenset[str]]
    words: frozenset[frozenset[str]]
    roles: tuple[Role, ...]
    money: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a sentence can be seen without parsing: its words and lemmas, the classes of its nouns, and what may be anything.

    `free` says of how many words each name or pronoun is.
    """

    text: str
    words: frozenset[str]
    lemmas: frozenset[str]
    classes: tuple[frozenset[str], ...]
    free: tuple[int, ...]


@dataclass(frozen=True)
class Screen:
    """The demands of frames by the lemma of their trigger, and by word form the lemmas and the classes it may be of."""

    demands: Mapping[str, tuple[Demand, ...]]
    lemmas: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    dictionary: frozenset[str]
    gazetteer: Gazetteer

    def __call__(self, blocks: Sequence[Sequence[str]]) -> list[bool]:
        """For each block of a document, given as words, whether it is to be read.

        Where half of the blocks may state something the document is about such things, and all of it matters. Elsewhere
        those are read that may state something, with the block before and the first where they may refer back to them.
        """
        if len(blocks) < FEWEST_BLOCKS:
            return [True] * len(blocks)
        sentences = [list(_sentences(words)) for words in blocks]
        names = frozenset(word for block in sentences for words in block for word in words[1:] if word[0].isupper())
        stating: list[bool] = []
        referring: list[bool] = []
        for block in sentences:
            seen = [self._seen(words, names) for words in block]
            stating.append(any(map(self._may_state, seen)))
            referring.append(stating[-1] and any(sentence.classes for sentence in seen))
            if 2 * sum(stating) >= len(blocks):
                return [True] * len(blocks)
        # What a text opens with stays in reach of a reference.
        opening = [any(referring), *(False for _ in blocks[1:])]
        return [any(reasons) for reasons in zip(stating, [*referring[1:], False], opening, strict=True)]

    def _may_state(self, sentence: _Seen) -> bool:
        triggers = (NO_WORD, *sentence.lemmas)
        return any(_is_met(demand, sentence) for lemma in triggers for demand in self.demands.get(lemma, ()))

    def _seen(self, words: Sequence[str], names: frozenset[str]) -> _Seen:
        lowered = [word.lower() for word in words]
        return _Seen(
            text=" ".join(words),
            words=frozenset(lowered),
            lemmas=frozenset(lemma for word in lowered if word in self.lemmas for lemma in self.lemmas[word]),
            classes=tuple(self.classes[word] for word in lowered if word in self.classes),
            free=(*sorted(self._runs(words, names)), *(PRONOUN_SIZE for word in lowered if word in PRONOUNS)),
        )

    def _runs(self, words: Sequence[str], names: frozenset[str]) -> list[int]:
        """The lengths of the runs of capitalised words that may be names."""
        runs: list[int] = []
        inside = False
        for at, word in enumerate(words):
            lowered = word.lower()
            capital = word[0].isupper() and lowered not in NO_NAMES
            if capital and at == 0 and word not in names:
                # "Winds are likely to ease": the first word of a sentence has a capital, whatever it is.
                followed = len(words) > 1 and words[1][0].isupper()
                capital = followed or not self._is_plain(lowered) or bool(self.gazetteer.lookup(word))
            if capital and inside:
                runs[-1] += 1
            elif capital:
                runs.append(1)
            inside = capital
        return runs

    def _is_plain(self, word: str) -> bool:
        stems = (
            word,
            word.removesuffix("s"),
            word.removesuffix("es"),
            word.removesuffix("ed"),
            word.removesuffix("ing"),
        )
        return any(stem in self.dictionary for stem in stems)


def screen(ontology: Ontology, parser: EnglishParser, patterns: PatternIndex, gazetteer: Gazetteer) -> Screen:
    """The screen for the frames of an ontology."""
    nouns = noun_index(ontology, ENGLISH)
    # Many patterns have roles alike, and a pattern stands under each lemma of its trigger.
    role, demand = cache(partial(_role, ontology, nouns)), cache(_demand)
    demands = {
        lemma: tuple(dict.fromkeys(demand(pattern, role) for pattern in found))
        for lemma, found in patterns.by_trigger.items()
    }
    # That a place lies in a place, said by a comma alone, is worth knowing only where something else is told of them.
    demands[NO_WORD] = tuple(each for each in demands.get(NO_WORD, ()) if each.money)
    wanted = {lemma for found in demands.values() for demand in found for each in demand.lemmas for lemma in each}
    classes = {
        form: frozenset(cls for lemma in lemmas for _, cls in nouns.by_last_word[lemma])
        for form, lemmas in parser.forms(nouns.by_last_word.keys()).items()
    }
    return Screen(demands, parser.forms(wanted), classes, parser.dictionary(), gazetteer)


def _demand(pattern: Pattern, role: Callable[[str], Role | None]) -> Demand:
    relations = {edge.relation for edge in pattern.edges if edge.relation.startswith(PREPOSITION)}
    prepositions = {relation.removeprefix(PREPOSITION) for relation in relations}
    roles = [node for node in pattern.nodes if node.role]
    return Demand(
        lemmas=frozenset(node.lemmas for node in pattern.nodes if node.lemmas),
        words=frozenset(
            frozenset({word, *INSTEAD_OF_IN}) if word == "in" else frozenset({word}) for word in prepositions
        ),
        roles=tuple(filled for node in roles if not node.kind and (filled := role(node.cls))),
        money=any(node.kind == MONEY for node in roles),
    )


def _role(ontology: Ontology, nouns: NounIndex, cls: str) -> Role | None:
    """What fills a role of a class; None where any noun can."""
    if _is_open(cls, ontology):
        return None
    fitting = frozenset(each for each in ontology.classes if ontology.accepts(cls, each))
    return Role(fitting, nouns.minimum_words.get(cls, 1))


def _is_open(cls: str, ontology: Ontology) -> bool:
    """Whether any noun can fill a role of a class."""
    members = ontology.classes[cls].union or (cls,) if cls in ontology.classes else ()
    return all(ontology.classes[each].open_vocabulary for each in members if each in ontology.classes)


def _is_met(demand: Demand, sentence: _Seen) -> bool:
    if not all(lemmas & sentence.lemmas for lemmas in demand.lemmas):
        return False
    if not all(words & sentence.words for words in demand.words):
        return False
    classes, free = list(sentence.classes), list(sentence.free)
    for role in demand.roles:
        typed = next((each for each in classes if each & role.classes), None)
        size = next((size for size in free if size >= role.words), 0)
        if typed is not None:
            classes.remove(typed)
        elif size:
            free.remove(size)
        else:
            return False
    return not demand.money or bool(find_money(sentence.text, ENGLISH))


def _sentences(words: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    for end, word in enumerate(words, start=1):
        if word in SENTENCE_ENDS or end == len(words):
            yield words[start:end]
            start = end
