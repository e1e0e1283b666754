"""The nouns and endings that type a name, looked up by word: what the lexicon hangs on classes, turned round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ontology import Ontology

# "BioPark" ends in a park as "Bio Park" does.
CAMEL_CASE = re.compile(r"^(.*[a-z])([A-Z][a-z]+)$")
HYPHEN = re.compile("(-)")
# What is called by the first words of its name can be introduced by a common noun: "biscuit maker Nova".
SHORTENED_FROM_FRONT = "first"
HEAD_FIRST = " of"
# The recogniser's labels for what has a place on the map, and for people.
PLACE_LABEL, PERSON_LABEL = "GPE", "PERSON"


@dataclass(frozen=True)
class NounIndex:
    """Head nouns and name suffixes of one language, by their last word, longest first.

    `head_first` are nouns that a name goes on after with "of" or "for": ministry, university, bank. `prefixes` are words
    that names begin with, `beside` common nouns that type a name next to them and describe nothing, `references` nouns that
    only refer to what was named before.
    """

    by_last_word: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    suffixes: Mapping[str, str]
    prefixes: Mapping[str, str]
    beside: Mapping[str, str]
    references: Mapping[str, str]
    head_first: Mapping[str, str]
    labels: Mapping[str, str]
    described: frozenset[str]
    otherwise: Mapping[str, str]
    minimum_words: Mapping[str, int]
    open_vocabulary: frozenset[str]
    occurrences: frozenset[str]
    occurrence_phrases: tuple[tuple[str, ...], ...]
    small_heads: frozenset[str]
    titled: frozenset[str]
    places: frozenset[str]
    persons: frozenset[str]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def class_of_ending(self, words: Sequence[str]) -> tuple[str, int]:
        """The class that the last words of a name say it is, and how many words say so; ("", 0) where none do."""
        if not words:
            return "", 0
        last = words[-1]
        if "-" in last[1:-1]:
            words = [*words[:-1], *HYPHEN.split(last)]
            last = words[-1]
        compound = None if last.islower() or last.isupper() else CAMEL_CASE.search(last)
        endings = self.by_last_word.get((compound[2] if compound else last).lower(), ())
        if not endings:
            return "", 0
        lowered = [word.lower() for word in words]
        if compound:
            lowered = [*lowered[:-1], *(part.lower() for part in compound.groups())]
        fitting = [(cls, len(ending)) for ending, cls in endings if tuple(lowered[-len(ending) :]) == ending]
        if not fitting:
            return "", 0
        # Of two classes with one noun the common noun has the first: a brewery is built, Solvik Brewery is a firm.
        same = [each for each in fitting if each[1] == fitting[0][1]]
        return same[0] if last.islower() else same[-1]

    def is_noun(self, words: Sequence[str]) -> bool:
        """Whether these words, lower case, are as a whole a noun that types."""
        return any(tuple(words) == ending for ending, _ in self.by_last_word.get(words[-1], ()))

    def class_of_noun(self, words: Sequence[str]) -> tuple[str, int]:
        """The same for common nouns: words that only ever end names, such as "capital", type nothing by themselves."""
        cls, size = self.class_of_ending(words)
        if size == 1 and words[-1].lower() in self.words.get("endingOnly", frozenset()) and words[-1].islower():
            return "", 0
        return cls, size

    def class_of_title(self, word: str) -> str:
        """The class of what a common noun, singular or plural, introduces by name: "chipmakers" in "chipmakers A and B"."""
        if not word.islower() or word in self.words.get("personTitle", frozenset()):
            return ""
        singular = word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")
        for form in (word, singular):
            cls = self.class_of_noun([form])[0]
            if cls in self.titled and cls not in self.small_heads:
                return cls
        return ""


def noun_index(ontology: Ontology, language: str) -> NounIndex:
    """The head nouns, suffixes and recogniser labels of an ontology's classes for a language."""
    by_last: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    suffixes: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    beside: dict[str, str] = {}
    references: dict[str, str] = {}
    head_first: dict[str, str] = {}
    labels: dict[str, str] = {}
    for cls, definition in ontology.classes.items():
        for noun in definition.head_nouns.get(language, ()):
            if noun.endswith(HEAD_FIRST):
                head_first[noun.removesuffix(HEAD_FIRST).lower()] = cls
            else:
                words = tuple(noun.lower().replace("-", " - ").split())
                by_last[words[-1]].append((words, cls))
        suffixes |= {suffix.lower().rstrip("."): cls for suffix in definition.name_suffixes.get(language, ())}
        prefixes |= {prefix.lower(): cls for prefix in definition.name_prefixes.get(language, ())}
        beside |= {noun.lower(): cls for noun in definition.beside_nouns.get(language, ())}
        references |= {noun.lower(): cls for noun in definition.reference_nouns.get(language, ())}
        labels |= dict.fromkeys(definition.entity_labels, cls)
    return NounIndex(
        by_last_word={
            last: tuple(sorted(found, key=lambda f: (-len(f[0]), f[0], not ontology.classes[f[1]].described, f[1])))
            for last, found in sorted(by_last.items())
        },
        suffixes=suffixes,
        prefixes=prefixes,
        beside=beside,
        references=references,
        head_first=head_first,
        labels=labels,
        described=frozenset(cls for cls in ontology.classes if ontology.classes[cls].described),
        otherwise={cls: each.otherwise for cls, each in ontology.classes.items() if each.otherwise},
        minimum_words={cls: each.minimum_words for cls, each in ontology.classes.items() if each.minimum_words},
        open_vocabulary=frozenset(cls for cls in ontology.classes if ontology.classes[cls].open_vocabulary),
        occurrences=frozenset(cls for cls in ontology.classes if ontology.classes[cls].minimum_roles),
        occurrence_phrases=tuple(
            sorted(
                {
                    ending
                    for found in by_last.values()
                    for ending, cls in found
                    if ontology.classes[cls].minimum_roles and len(ending) > 1
                },
                key=lambda ending: (-len(ending), ending),
            )
        ),
        titled=frozenset(cls for cls in ontology.classes if ontology.short_form(cls) == SHORTENED_FROM_FRONT),
        small_heads=frozenset(cls for cls in ontology.classes if ontology.classes[cls].small_head),
        places=_labelled(ontology, PLACE_LABEL),
        persons=_labelled(ontology, PERSON_LABEL),
        words={name: frozenset(w.lower() for w in by.get(language, ())) for name, by in ontology.words.items()},
    )


def _labelled(ontology: Ontology, label: str) -> frozenset[str]:
    """The classes that a recogniser label maps to, and those below them that are nothing else besides."""
    classes = ontology.classes
    roots = {cls for cls, definition in classes.items() if label in definition.entity_labels}
    return frozenset(
        cls
        for cls, definition in classes.items()
        if any(ontology.is_a(cls, root) for root in roots) and sum(p in classes for p in definition.parents) <= 1
    )
