"""What references refer back to: "the company", "it", "the two sides", by rule and as far as that is safe.

The answer is a ranking, not a choice: the role that a reference fills takes the first antecedent that suits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.annotate.descriptions import PRONOUNS
from kg.annotate.nouns import NounIndex
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Mention, MentionKind, Sentence

SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass", "agent"})
PLURAL_PRONOUNS = frozenset({"they", "their", "them", "themselves"})
SPEAKER_PRONOUNS = frozenset({"we", "our"})
REACH = 4
EMPTY = frozenset(("new", "said", "existing", "same", "entire", "whole", "planned", "proposed"))
PRONOUN_REACH = 3

# A group of antecedents that are meant together.
Group = tuple[Mention, ...]
Antecedents = Mapping[str, tuple[Group, ...]]


def antecedents(annotated: AnnotatedDocument, ontology: Ontology, nouns: NounIndex) -> Antecedents:
    """For each reference of a document the groups it may mean, likeliest first; an empty tuple where none is in reach."""
    search = _Search(annotated, ontology, nouns, {})
    for position, sentence in enumerate(annotated.sentences):
        before = annotated.sentences[max(0, position - REACH) : position]
        for mention in sentence.mentions:
            if mention.kind is MentionKind.REFERENCE:
                search.found[mention.id] = tuple(search.rank(mention, sentence, before))
    return search.found


@dataclass(frozen=True)
class _Search:
    """The references of a document, found in text order, so that a later one can go by way of an earlier one."""

    annotated: AnnotatedDocument
    ontology: Ontology
    nouns: NounIndex
    found: dict[str, tuple[Group, ...]]

    def rank(self, mention: Mention, sentence: Sentence, before: Sequence[Sentence]) -> list[Group]:
        """The groups that a reference may mean."""
        if mention.cls:
            return self._definite(mention, sentence, before)
        word = mention.name.lower()
        if word in SPEAKER_PRONOUNS:
            return []
        if len(word.split()) > 1 or word not in PRONOUNS:
            return _joint(mention, sentence, before)
        plural = word in PLURAL_PRONOUNS
        subjects = self._pronoun(mention, sentence, before, plural=plural)
        # "They" after "Nova teamed up with Halvorsen" are both.
        alone = plural and subjects and len(subjects[0]) == 1
        return [*(_joint(mention, sentence, before)[:1] if alone else ()), *subjects]

    def _definite(self, mention: Mention, sentence: Sentence, before: Sequence[Sentence]) -> list[Group]:
        """The things of a fitting class: one with the same noun, then what the sentences before are about, then the nearest."""
        words = mention.name.lower().split()
        ranked: list[tuple[tuple[int, ...], Mention]] = []
        for distance, each in enumerate((sentence, *reversed(before))):
            for other, carrier in reversed(self._things(each)):
                if distance == 0 and carrier.span.end > mention.span.start:
                    continue
                if not self._may_mean(mention, other, acts=is_subject(carrier, each)):
                    continue
                same_noun = other.name.lower().split()[-1] == words[-1]
                unnamed = other.kind is not MentionKind.NAME and not same_noun
                ranked.append(((not same_noun, unnamed, not is_main_subject(carrier, each), distance), other))
        ranked.sort(key=lambda pair: pair[0])
        return [(other,) for _, other in ranked]

    def _may_mean(self, mention: Mention, other: Mention, *, acts: bool) -> bool:
        """Whether a definite phrase may mean a thing, by class and words; `acts` where that thing is a subject."""
        words, theirs = mention.name.lower().split(), other.name.lower().split()
        same_noun = theirs[-1] == words[-1]
        if not (_fits(mention, other, self.ontology) or (same_noun and len(words) == 1)):
            return False
        # "The joint venture" is what a company has just set up, and not that company.
        narrower = self.ontology.is_a(other.cls, mention.cls)
        if mention.cls in self.nouns.described and acts and not same_noun and not narrower:
            return False
        return len(words) == 1 or _agrees(words, theirs, other, self._content(words))

    def _pronoun(
        self, mention: Mention, sentence: Sentence, before: Sequence[Sentence], *, plural: bool
    ) -> list[Group]:
        """The subjects of the clauses before it in its sentence, nearest first; else of the nearest sentence that has one."""
        for distance, each in enumerate((sentence, *reversed(before[-PRONOUN_REACH:]))):
            earlier = [(m, c) for m, c in self._things(each) if distance or c.span.end <= mention.span.start]
            subjects = [m for m, carrier in earlier if is_subject(carrier, each)]
            if not subjects:
                continue
            together = [tuple(subjects)] if plural and len(subjects) > 1 else []
            ordered = list(reversed(subjects)) if distance == 0 else subjects
            return together + [(m,) for m in ordered]
        return []

    def _content(self, words: Sequence[str]) -> AbstractSet[str]:
        """The words of a definite phrase that tell its thing from others, without its noun: "cable" in "the new cable plant"."""
        size = max(1, self.nouns.class_of_ending(words)[1])
        return {word for word in words[:-size] if word not in EMPTY}

    def _things(self, sentence: Sentence) -> list[tuple[Mention, Mention]]:
        """The things that a sentence names, each with the mention that carries it: itself, or a reference to it."""
        things: list[tuple[Mention, Mention]] = []
        for mention in sentence.mentions:
            if mention.kind in (MentionKind.NAME, MentionKind.DESCRIPTION):
                things.append((mention, mention))
            elif mention.kind is MentionKind.REFERENCE and self.found.get(mention.id):
                group = self.found[mention.id][0]
                if len(group) == 1:
                    things.append((group[0], mention))
        return things


def _concrete(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.kind in (MentionKind.NAME, MentionKind.DESCRIPTION)]


def _fits(mention: Mention, other: Mention, ontology: Ontology) -> bool:
    return ontology.is_a(other.cls, mention.cls) or ontology.is_a(mention.cls, other.cls)


def _agrees(words: Sequence[str], theirs: Sequence[str], other: Mention, content: AbstractSet[str]) -> bool:
    """Whether "the new cable plant" may be this one: the same noun, and no word that the other's do not bear out."""
    if other.kind is MentionKind.NAME:
        return not content or content <= set(theirs)
    return words[-1] == theirs[-1] and (not content or bool(content & set(theirs)))


def _joint(mention: Mention, sentence: Sentence, before: Sequence[Sentence]) -> list[Group]:
    """The two sides: the subjects of the nearest sentence that has two, or its subject and whom it acts with."""
    groups: list[Group] = []
    for each in reversed(before):
        names = _distinct([m for m in _concrete(each) if m.kind is MentionKind.NAME])
        subjects = [m for m in names if is_subject(m, each)]
        partners = [m for m in names if m not in subjects and _is_partner(m, each)]
        if len(subjects) >= 2:
            groups.append(tuple(subjects))
        elif subjects and partners:
            groups.append((subjects[0], partners[-1]))
    return groups


def _is_partner(mention: Mention, sentence: Sentence) -> bool:
    token = sentence.tokens[mention.head]
    for _ in range(6):
        if token.dependency == "pobj":
            preposition = sentence.tokens[token.head]
            if preposition.text.lower() != "of":
                return preposition.text.lower() in ("with", "between", "and")
            token = sentence.tokens[preposition.head]
            continue
        if token.dependency != "conj":
            return False
        token = sentence.tokens[token.head]
    return False


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    unique: dict[str, Mention] = {}
    for mention in mentions:
        unique.setdefault(mention.name, mention)
    return list(unique.values())


def is_subject(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention, or what it is coordinated with, is the subject of a clause."""
    token = sentence.tokens[mention.head]
    for _ in range(6):
        if token.dependency in SUBJECT_LABELS:
            return True
        if token.dependency not in ("conj", "appos"):
            return False
        token = sentence.tokens[token.head]
    return False


def is_main_subject(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention is the subject of what its sentence says, and not of an aside."""
    if not is_subject(mention, sentence):
        return False
    token = sentence.tokens[mention.head]
    while token.dependency in ("conj", "appos"):
        token = sentence.tokens[token.head]
    verb = sentence.tokens[token.head]
    return verb.dependency == "ROOT" or (verb.dependency == "ccomp" and sentence.tokens[verb.head].dependency == "ROOT")
