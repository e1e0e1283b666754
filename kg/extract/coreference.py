"""What references refer back to: "the company", "it", "the two sides", by rule and as far as that is safe.

The answer is a ranking, not a choice: the role that a reference fills takes the first antecedent that suits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ontology import Ontology
from kg.records import AnnotatedDocument, Mention, MentionKind, Sentence

SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass", "agent"})
PLURAL_PRONOUNS = frozenset({"they", "their", "them", "themselves"})
SPEAKER_PRONOUNS = frozenset({"we", "our"})
REACH = 4

# A group of antecedents that are meant together.
Group = tuple[Mention, ...]
Antecedents = Mapping[str, tuple[Group, ...]]


def antecedents(annotated: AnnotatedDocument, ontology: Ontology) -> Antecedents:
    """For each reference of a document the groups it may mean, likeliest first; an empty tuple where none is in reach."""
    found: dict[str, tuple[Group, ...]] = {}
    for position, sentence in enumerate(annotated.sentences):
        before = annotated.sentences[max(0, position - REACH) : position]
        for mention in sentence.mentions:
            if mention.kind is MentionKind.REFERENCE:
                found[mention.id] = tuple(_rank(mention, sentence, before, ontology))
    return found


def _rank(mention: Mention, sentence: Sentence, before: Sequence[Sentence], ontology: Ontology) -> list[Group]:
    if mention.cls:
        return _definite(mention, sentence, before, ontology)
    word = mention.name.lower()
    if word in SPEAKER_PRONOUNS:
        return []
    if len(word.split()) > 1:
        return _joint(mention, sentence, before)
    return _pronoun(mention, sentence, before, plural=word in PLURAL_PRONOUNS)


def _concrete(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.kind in (MentionKind.NAME, MentionKind.DESCRIPTION)]


def _definite(mention: Mention, sentence: Sentence, before: Sequence[Sentence], ontology: Ontology) -> list[Group]:
    """The nearest things of a fitting class; one with the same noun, or the same words, before all others."""
    words = mention.name.lower().split()
    ranked: list[tuple[tuple[int, ...], Mention]] = []
    for distance, each in enumerate((sentence, *reversed(before))):
        for other in reversed(_concrete(each)):
            if (distance == 0 and other.span.end > mention.span.start) or not _fits(mention, other, ontology):
                continue
            theirs = other.name.lower().split()
            same_noun = theirs[-1] == words[-1]
            if len(words) > 1 and not _agrees(words, theirs, other):
                continue
            unnamed = other.kind is not MentionKind.NAME
            ranked.append(((not same_noun, unnamed and not same_noun, not is_subject(other, each), distance), other))
    ranked.sort(key=lambda pair: pair[0])
    return [(other,) for _, other in ranked]


def _fits(mention: Mention, other: Mention, ontology: Ontology) -> bool:
    return ontology.is_a(other.cls, mention.cls) or ontology.is_a(mention.cls, other.cls)


def _agrees(words: Sequence[str], theirs: Sequence[str], other: Mention) -> bool:
    """Whether "the new cable plant" may be this one: the same noun, and no word that the other's do not bear out."""
    content = {word for word in words[:-1] if word not in ("new", "said", "existing", "same")}
    if other.kind is MentionKind.NAME:
        return not content or content <= set(theirs)
    return words[-1] == theirs[-1] and (not content or bool(content & set(theirs)))


def _pronoun(mention: Mention, sentence: Sentence, before: Sequence[Sentence], *, plural: bool) -> list[Group]:
    groups: list[Group] = []
    for distance, each in enumerate((sentence, *reversed(before[-2:]))):
        earlier = [m for m in _concrete(each) if distance or m.span.end <= mention.span.start]
        subjects = [m for m in earlier if is_subject(m, each)]
        if plural and len(subjects) > 1:
            groups.append(tuple(subjects))
        groups += [(m,) for m in reversed(subjects)] if distance == 0 else [(m,) for m in subjects]
        if groups:
            return groups
        if distance:
            groups += [(m,) for m in earlier if m.kind is MentionKind.NAME]
    return groups


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
            return sentence.tokens[token.head].text.lower() in ("with", "between", "and")
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
