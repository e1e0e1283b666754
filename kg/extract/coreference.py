"""What references refer back to: "the company", "it", "the two sides", by rule and as far as that is safe.

The answer is a ranking, not a choice: the role that a reference fills takes the first antecedent that suits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.annotate.descriptions import GROUPS, PRONOUNS
from kg.annotate.nouns import NounIndex
from kg.extract.standing import (
    is_agent,
    is_beside,
    is_described,
    is_doer,
    is_in_aside,
    is_in_passing,
    is_main_subject,
    is_partner,
    is_subject,
    owns_subject,
    stands_for,
)
from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Mention, MentionKind, Sentence

PLURAL_PRONOUNS = frozenset({"they", "their", "them", "themselves"})
SPEAKER_PRONOUNS = frozenset({"we", "our"})
REACH = 4
UNDERGOING = frozenset({"dobj", "nsubjpass", "pobj"})
EMPTY = frozenset(("new", "said", "existing", "same", "entire", "whole", "planned", "proposed"))
PRONOUN_REACH = 3
# How many words may stand between a name and the adjective that says where it comes from.
ORIGIN_REACH = 5
# How far before a name, in characters, the noun may begin that introduces it.
TITLE_WIDTH = 30

# A group of antecedents that are meant together.
Group = tuple[Mention, ...]
Antecedents = Mapping[str, tuple[Group, ...]]


def antecedents(annotated: AnnotatedDocument, ontology: Ontology, nouns: NounIndex) -> Antecedents:
    """For each reference of a document the groups it may mean, likeliest first; an empty tuple where none is in reach."""
    search = _Search(annotated, ontology, nouns, {})
    # What was not parsed has no subject that could be meant.
    sentences = [sentence for sentence in annotated.sentences if sentence.tokens]
    for position, sentence in enumerate(sentences):
        before = sentences[max(0, position - REACH) : position]
        if position > REACH:
            # What a text opens with stays in reach: "the company" of its tenth sentence.
            before.insert(0, sentences[0])
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
            return self._speaker(sentence)
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
        places = [m.name for m in sentence.mentions if m.cls in self.nouns.places and mention.span.covers(m.span)]
        shared = self.nouns.words.get("jointReference", frozenset())
        bought = not self.nouns.words.get("acquired", frozenset()).isdisjoint(words)
        bought |= words[-1] in self.nouns.references and mention.cls in self.nouns.described
        ranked: list[tuple[tuple[int, ...], Mention]] = []
        for distance, each in enumerate((sentence, *reversed(before))):
            for other, carrier in self._nearest(each):
                after = distance == 0 and carrier.span.end > mention.span.start
                if after or (distance == 0 and is_beside(carrier, mention, sentence)):
                    continue
                acts = is_subject(carrier, each) or is_agent(carrier, each)
                if not self._may_mean(mention, other, acts=acts):
                    continue
                # "The Leipzig plant" is none that stands elsewhere.
                if not all(place in self._around(other) for place in places):
                    continue
                theirs = other.name.lower().split()
                same_noun = theirs[-1] == words[-1] or (other.kind is MentionKind.NAME and words[-1] in theirs)
                same_noun |= words[-1] not in shared and self._is_called(words[-1], other)
                unnamed = other.kind is not MentionKind.NAME and not same_noun
                strange = not self._is_introduced_as(mention, other)
                passing = is_in_passing(carrier, each)
                aside = not is_main_subject(carrier, each)
                far = distance > REACH
                if far and aside and not same_noun:
                    continue
                order = (not same_noun, strange, unnamed, passing, aside, other.sentence > 0, far, distance)
                if bought:
                    # "The acquired company" is not the one that acts, and "the vehicle" is what money goes into.
                    order = (is_doer(carrier, each), not same_noun, unnamed, False, False, False, False, distance)
                if mention.name.istitle() and len(words) == 1:
                    # A release that writes "the Company" means the one that it opens with.
                    order = (unnamed, passing, aside, False, False, False, False, other.sentence)
                ranked.append((order, other))
        ranked.sort(key=lambda pair: pair[0])
        return [(other,) for _, other in ranked]

    def _speaker(self, sentence: Sentence) -> list[Group]:
        """For whom the speaker of a quotation stands: "we", said the chief executive of Nova."""
        names = [m for m in sentence.mentions if m.kind is MentionKind.NAME]
        heads = {m.head for m in names if is_subject(m, sentence)}
        found = [m for m in names if m.head not in heads and stands_for(m, heads, sentence)]
        return [(m,) for m in found]

    def _is_called(self, noun: str, other: Mention) -> bool:
        """Whether a name is introduced by the very noun that refers to it later: "the miner" after "lithium miner Nova"."""
        before = self.annotated.document.text[max(0, other.span.start - TITLE_WIDTH) : other.span.start]
        return other.kind is MentionKind.NAME and before.lower().split()[-1:] == [noun]

    def _is_introduced_as(self, mention: Mention, other: Mention) -> bool:
        """Whether a name stands beside the origin that "the Turkish firm" or "the Lyon-based firm" gives it."""
        origins = [_origin(word) for word in mention.name.split()[:-1] if _is_origin(word)]
        if not origins:
            return True
        around = self._around(other)
        return all(origin in around for origin in origins)

    def _around(self, other: Mention) -> str:
        """A thing's name with the words beside it."""
        tokens = self.annotated.sentences[other.sentence].tokens
        first, last = max(0, other.head - ORIGIN_REACH), min(len(tokens), other.head + 1 + ORIGIN_REACH)
        return " ".join((other.name, *(token.text for token in tokens[first:last])))

    def _may_mean(self, mention: Mention, other: Mention, *, acts: bool) -> bool:
        """Whether a definite phrase may mean a thing, by class and words; `acts` where that thing is a subject."""
        words, theirs = mention.name.lower().split(), other.name.lower().split()
        same_noun = theirs[-1] == words[-1]
        if not (_fits(mention, other, self.ontology) or (same_noun and len(words) == 1)):
            return False
        if words[-1] in self.nouns.words.get("collective", ()) and words[-1] not in theirs:
            return False
        # "The joint venture" is what a company has just set up, and not that company.
        narrower = self.ontology.is_a(other.cls, mention.cls)
        if mention.cls in self.nouns.described and acts and not same_noun and not narrower:
            return False
        return len(words) == 1 or _agrees(words, theirs, other, self._content(mention.name.split()))

    def _pronoun(
        self, mention: Mention, sentence: Sentence, before: Sequence[Sentence], *, plural: bool
    ) -> list[Group]:
        """The subjects of the clauses before it in its sentence, nearest first; then of the sentences before."""
        groups: list[Group] = []
        told: list[Mention] = []
        for distance, each in enumerate((sentence, *reversed(before[-PRONOUN_REACH:]))):
            earlier = [(m, c) for m, c in self._things(each) if distance or c.span.end <= mention.span.start]
            subjects = [m for m, carrier in earlier if is_subject(carrier, each)]
            if distance == 0:
                subjects += [m for m, carrier in earlier if m not in subjects and is_described(carrier, mention, each)]
            elif not subjects:
                # "Nova's app has users. It was licensed": whose it is may be meant.
                subjects = [m for m, carrier in earlier if owns_subject(carrier, each)]
            if plural and len(subjects) > 1:
                groups.append(tuple(subjects))
            groups += [(m,) for m in (reversed(subjects) if distance == 0 else subjects)]
            if distance and not plural and sentence.tokens[mention.head].dependency in UNDERGOING:
                told += [m for m, carrier in reversed(earlier) if carrier is m and m.kind is MentionKind.DESCRIPTION]
        # "A hospital is being built. Nova will run it": what a text tells of, where nobody who acts suits.
        return [*groups, *((m,) for m in told if (m,) not in groups)]

    def _content(self, words: Sequence[str]) -> AbstractSet[str]:
        """The words of a definite phrase that tell its thing from others, without its noun: "cable" in "the new cable plant"."""
        size = max(1, self.nouns.class_of_ending(words)[1])
        empty = EMPTY | self.nouns.words.get("acquired", frozenset())
        return {word.lower() for word in words[:-size] if word.lower() not in empty and not _is_origin(word)}

    def _nearest(self, sentence: Sentence) -> list[tuple[Mention, Mention]]:
        """The things that a sentence names, the last first, and behind them what only explains others."""
        last_first = self._things(sentence)[::-1]
        last_first.sort(key=lambda pair: is_in_aside(pair[1], sentence))
        return last_first

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


def _is_origin(word: str) -> bool:
    """Whether a modifier says where something comes from: "Turkish", "Lyon-based"."""
    return word[0].isupper() and (word.endswith(("-based", "-headquartered", "-listed")) or word.isalpha())


def _origin(word: str) -> str:
    return word.split("-", maxsplit=1)[0]


def _agrees(words: Sequence[str], theirs: Sequence[str], other: Mention, content: AbstractSet[str]) -> bool:
    """Whether "the new cable plant" may be this one: the same noun, and no word that the other's do not bear out."""
    if other.kind is MentionKind.NAME:
        return content <= set(theirs)
    return words[-1] == theirs[-1] and (not content or bool(content & set(theirs)))


def _joint(mention: Mention, sentence: Sentence, before: Sequence[Sentence]) -> list[Group]:
    """The two sides: the subjects of the nearest sentence that has two, or its subject and whom it acts with.

    The clauses before it in its own sentence come first: "A and B signed a deal, the two companies said".
    """
    number = GROUPS.get(mention.name.lower().split()[0], 0)
    groups = _groups(mention, sentence, before, number or GROUPS.get(_counted(mention, sentence), 0))
    return [group for group in groups if number in (0, len(group))]


def _counted(mention: Mention, sentence: Sentence) -> str:
    """The number word before "the two sides"; "" for none."""
    return sentence.tokens[mention.head - 1].text.lower() if mention.head else ""


def _groups(mention: Mention, sentence: Sentence, before: Sequence[Sentence], number: int) -> list[Group]:
    groups: list[Group] = []
    here = [m for m in _concrete(sentence) if m.kind is MentionKind.NAME and m.span.end <= mention.span.start]
    together = [m for m in _distinct(here) if is_subject(m, sentence)]
    if len(together) >= 2:
        groups.append(tuple(together))
    elif together:
        groups += _across(together, before[-1:], number)
    for each in reversed(before):
        names = _distinct([m for m in _concrete(each) if m.kind is MentionKind.NAME])
        subjects = [m for m in names if is_subject(m, each)]
        partners = [m for m in names if m not in subjects and is_partner(m, each)]
        if len(subjects) >= 2:
            groups.append(tuple(subjects))
        elif subjects and partners:
            groups.append((subjects[0], partners[-1]))
            groups.append((subjects[0], *partners))
        if subjects:
            groups.append(tuple(m for m in names if m.cls == subjects[0].cls))
    groups += _across(here, before, number)
    return [group for group in groups if len(group) > 1]


def _across(here: Sequence[Mention], before: Sequence[Sentence], number: int) -> list[Group]:
    """Those who act in this sentence and the ones before, nearest first, until there are as many as are spoken of."""
    acting = [m for m in here if m.sentence >= 0]
    for each in reversed(before):
        names = [m for m in _concrete(each) if m.kind is MentionKind.NAME]
        acting += [m for m in names if is_subject(m, each) or is_agent(m, each)]
    found = [m for m in _distinct(acting) if m.cls == acting[0].cls] if acting else []
    return [tuple(reversed(found[:number]))] if number and len(found) >= number else []


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    unique: dict[str, Mention] = {}
    for mention in mentions:
        unique.setdefault(mention.name, mention)
    return list(unique.values())
