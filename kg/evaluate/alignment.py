"""Names of a graph to entities of the gold: by the whole name, by its telling words, or by most of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kg.evaluate.gold import GoldEntity

# What two names must share of all their words; less for names that the annotator had to make up.
LIKENESS = 0.67
LIKENESS_OF_DESCRIPTIONS = 0.5
_SEPARATORS = re.compile(r"[\s\"'“”«»®™·•.,;:()（）\[\]\-–—&/]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Alignment:
    """Which gold entity a name stands for. A name once settled, with the aliases given then, stays settled."""

    def __init__(self, entities: Sequence[GoldEntity], passed_over: frozenset[str]) -> None:
        self._passed_over = passed_over
        self._entities = entities
        self._by_name: dict[str, int] = {}
        self._by_telling: dict[str, int] = {}
        for index, entity in enumerate(entities):
            for name in map(normal, entity.names):
                self._by_name.setdefault(name, index)
        for name, index in self._by_name.items():
            self._by_telling.setdefault(self._telling(name), index)
        self._words = [[self._word_set(name) for name in entity.names] for entity in entities]
        self._settled: dict[str, int | None] = {}

    def index(self, name: str, aliases: Iterable[str] = ()) -> int | None:
        """The number of the gold entity of this name, else of the first alias that has one, else None."""
        if name not in self._settled:
            found = (self._index(each) for each in (name, *aliases))
            self._settled[name] = next((each for each in found if each is not None), None)
        return self._settled[name]

    def indexes(self, names: Iterable[str]) -> frozenset[int]:
        """The numbers of the gold entities of these names; names that have none are left out."""
        found = (self.index(name) for name in names)
        return frozenset(each for each in found if each is not None)

    def _index(self, name: str) -> int | None:
        whole = normal(name)
        if whole in self._by_name:
            return self._by_name[whole]
        telling = self._telling(whole)
        if telling and telling in self._by_telling:
            return self._by_telling[telling]
        return self._most_alike(name)

    def _most_alike(self, name: str) -> int | None:
        words = self._word_set(name)
        alike = [(max(likeness(words, each) for each in known), index) for index, known in enumerate(self._words)]
        best, index = max(alike, default=(0.0, -1))
        if index < 0:
            return None
        needed = LIKENESS_OF_DESCRIPTIONS if self._entities[index].descriptive else LIKENESS
        return index if best >= needed else None

    def _telling(self, normalised: str) -> str:
        return " ".join(word for word in normalised.split() if word not in self._passed_over)

    def _word_set(self, name: str) -> frozenset[str]:
        """The telling words of a name, all words where none tells; of a Chinese name its pairs of characters."""
        normalised = normal(name)
        if _CHINESE.search(normalised):
            characters = normalised.replace(" ", "")
            pairs = {characters[at : at + 2] for at in range(len(characters) - 1)}
            return frozenset(pairs or {characters})
        return frozenset(self._telling(normalised).split() or normalised.split())


def normal(name: str) -> str:
    """A name without case, width and punctuation."""
    folded = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    return _SEPARATORS.sub(" ", folded).strip()


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """What two sets share of all that is in them, from 0 to 1 (Jaccard)."""
    return len(first & second) / len(first | second) if first | second else 0.0
