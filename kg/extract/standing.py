"""Where a mention stands in its sentence: who acts, who takes part, and what is named only in passing."""

from __future__ import annotations

from kg.records import Mention, MentionKind, Sentence

SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass", "agent"})
EXAMPLES = frozenset({"including", "like", "as", "than", "unlike", "despite"})
POST_DEPTH = 6


def is_described(carrier: Mention, mention: Mention, sentence: Sentence) -> bool:
    """Whether a pronoun stands in a clause about the thing: "of Nova, which sells from its base in Oslo"."""
    index = mention.head
    while sentence.tokens[index].head != index:
        token = sentence.tokens[index]
        if token.dependency in ("relcl", "acl") and token.head == carrier.head:
            return True
        index = token.head
    return False


def is_beside(carrier: Mention, mention: Mention, sentence: Sentence) -> bool:
    """Whether a subject and a noun belong to one verb: "A holds half of the venture", which then is not A."""
    return is_subject(carrier, sentence) and _verb_above(carrier, sentence) == _verb_above(mention, sentence)


def _verb_above(mention: Mention, sentence: Sentence) -> int:
    token = sentence.tokens[mention.head]
    while token.head != token.index and token.pos not in ("VERB", "AUX"):
        token = sentence.tokens[token.head]
    return token.index


def stands_for(mention: Mention, speakers: set[int], sentence: Sentence) -> bool:
    """Whether a name follows the post of a speaker: "Ana Ruiz, chief executive of Nova"."""
    token = sentence.tokens[mention.head]
    steps: list[str] = []
    while token.head != token.index and len(steps) < POST_DEPTH:
        steps.append(token.dependency)
        token = sentence.tokens[token.head]
        if token.index in speakers:
            return steps[:2] == ["pobj", "prep"] and "appos" in steps
    return False


def is_agent(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention is who does it in a passive, or what is named by a copula."""
    token = sentence.tokens[mention.head]
    while token.dependency == "conj" and token.head < token.index:
        token = sentence.tokens[token.head]
    return token.dependency == "attr" or (
        token.dependency == "pobj" and sentence.tokens[token.head].dependency == "agent"
    )


def is_doer(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention acts: as the subject of an active verb, or after "by"."""
    token = sentence.tokens[mention.head]
    while token.dependency in ("conj", "appos") and token.head != token.index:
        token = sentence.tokens[token.head]
    by = token.dependency == "pobj" and sentence.tokens[token.head].text.lower() == "by"
    return by or token.dependency == "nsubj"


def is_partner(mention: Mention, sentence: Sentence) -> bool:
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


def is_in_aside(mention: Mention, sentence: Sentence) -> bool:
    """Whether an unnamed thing only explains a name: "at one-north, a science park"."""
    unnamed = mention.kind is MentionKind.DESCRIPTION
    return unnamed and sentence.tokens[mention.head].dependency == "appos"


def is_in_passing(mention: Mention, sentence: Sentence) -> bool:
    """Whether a thing is named as an example only: "investors including a pension fund"."""
    token = sentence.tokens[mention.head]
    return token.dependency == "pobj" and sentence.tokens[token.head].text.lower() in EXAMPLES


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


def owns_subject(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention has the subject of a clause: Nova in "Nova's app has users"."""
    token = sentence.tokens[mention.head]
    return token.dependency == "poss" and sentence.tokens[token.head].dependency in SUBJECT_LABELS


def is_main_subject(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention is the subject of what its sentence says, and not of an aside."""
    if not is_subject(mention, sentence):
        return False
    token = sentence.tokens[mention.head]
    while token.dependency in ("conj", "appos"):
        token = sentence.tokens[token.head]
    verb = sentence.tokens[token.head]
    return verb.dependency == "ROOT" or (verb.dependency == "ccomp" and sentence.tokens[verb.head].dependency == "ROOT")
