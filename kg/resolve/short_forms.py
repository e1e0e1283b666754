"""Which shorter name a longer one allows: a branch, a second fund, a park are not what they are named after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.annotate.nouns import NounIndex
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.branches import place_named
from kg.resolve.keys import HAN, fold, is_acronym_of, is_short_form

NUMERAL = re.compile(r"\d+|ii|iii|iv|vi|vii|viii|ix|xi|xii")
_FULL_STOPPED = re.compile(r"[.\s]")


@dataclass(frozen=True)
class ShortForms:
    """What decides whether one name is short for another: the lexicon's nouns, and the gazetteer's places."""

    ontology: Ontology
    nouns: NounIndex
    gazetteer: Gazetteer

    def is_short_for(self, short: str, long: str, cls: str) -> bool:
        """Whether a name of the class is shortened so; a name that ends in a class's noun is whole."""
        if self.is_whole(short) or short.islower():
            return False
        if is_acronym_of(short, long):
            return True
        # A short form ends at a word, and not at a hyphen: "Nova-Gdańsk Park" is not Nova.
        end = self.ontology.short_form(cls)
        if not end or long.startswith((f"{short}-", f"{short}–")) or not is_short_form(fold(short), fold(long), end):
            return False
        return not self.names_another(short, long)

    def is_first_name(self, short: str, long: str, cls: str) -> bool:
        """Whether a word begins the name of someone, who may be called by it within a text: Farid Zulkifli, Farid."""
        person = cls in self.nouns.persons and self.nouns.minimum_words.get(cls, 0) > 1
        return person and " " not in short and is_short_form(fold(short), fold(long), "first")

    def is_whole(self, name: str) -> bool:
        """Whether a name of several words ends in a noun that types it."""
        words = name.split()
        return len(words) > 1 and bool(self.nouns.class_of_ending(words)[0])

    def names_another(self, short: str, long: str) -> bool:
        """Whether what a longer name adds makes it another thing: a number, a place, or what is owned or housed."""
        few, many = fold(short).split(), fold(long).split()
        if numerals(short) != numerals(long):
            return True
        if many[: len(few)] != few:
            return bool(HAN.search(short)) and self._is_inserted(short, long)
        rest = many[len(few) :]
        if self._is_place(rest):
            return True
        cls, size = self.nouns.class_of_ending(long.split())
        return cls in self.nouns.described and size <= len(rest)

    def _is_inserted(self, short: str, long: str) -> bool:
        """Whether a longer Chinese name has something of its own before the ending that both have: 北风能源, 北风湄南能源."""
        return short not in long and any(short.endswith(ending) and long.endswith(ending) for ending in self.endings)

    @cached_property
    def endings(self) -> frozenset[str]:
        """The Chinese endings that type a name and say what a company does."""
        classes = self.ontology.classes.values()
        return frozenset(word for cls in classes for word in cls.name_suffixes.get("zh", ()))

    def _is_place(self, words: list[str]) -> bool:
        """Whether the words added are a place, a legal form behind it left aside."""
        kept = [word for word in words if word not in self.nouns.suffixes and len(word) > 1]
        return (
            bool(kept)
            and place_named(" ".join(word.capitalize() for word in kept), self.gazetteer, self.nouns.places) is not None
        )


def numerals(name: str) -> tuple[str, ...]:
    """The numbers in a name, in digits or Roman."""
    return tuple(word for word in fold(name).split() if NUMERAL.fullmatch(word))


def in_two_scripts(first: str, second: str) -> bool:
    """Whether one name is Chinese and the other, capitalised, is not."""
    latin = [name for name in (first, second) if not HAN.search(name)]
    return len(latin) == 1 and latin[0][:1].isupper() and len(_FULL_STOPPED.sub("", latin[0])) > 2
