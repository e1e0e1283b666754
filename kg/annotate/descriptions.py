"""Things without a name: "a new cable plant", which a text introduces, and "the plant", "it", "the two sides", which refer back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import NounIndex
from kg.records import MentionKind, Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
# How many are meant by a word that stands for them.
GROUPS = {"two": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "both": 2}
PRONOUNS = frozenset({"it", "its", "itself", "they", "their", "them", "themselves", "we", "our"})
BARE_NUMBER = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "poss"})
INNER_PARTS = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "punct", "quantmod", "conj", "cc", "appos"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase or pronoun over tokens start..end, headed at `head`, that names nothing itself."""

    start: int
    end: int
    head: int
    kind: MentionKind
    cls: str


def phrases(tokens: Sequence[Token], nouns: NounIndex, taken: Sequence[bool]) -> Iterator[Phrase]:
    """The descriptions and references of a sentence; `taken` marks the tokens that are inside names."""
    for token in tokens:
        if taken[token.index]:
            continue
        if (token.tag in ("PRP", "PRP$") and token.text.lower() in PRONOUNS) or (
            token.tag == "CD" and token.dependency in BARE_NUMBER and _is_group(tokens, token, nouns)
        ):
            yield Phrase(token.index, token.index + 1, token.index, MentionKind.REFERENCE, "")
        elif token.pos in ("NOUN", "PROPN") and token.text.lower() not in ("%",):
            yield from _phrase(tokens, token, nouns, taken)


def _is_group(tokens: Sequence[Token], head: Token, nouns: NounIndex) -> bool:
    """Whether a bare number, or a noun for so many, means those just named: "the two", "the pair"."""
    group = head.lemma in nouns.words.get("groupReference", frozenset())
    after = tokens[head.index + 1].text.lower() if head.index + 1 < len(tokens) else ""
    return group and after != "of" and _determiner(tokens, head.index) in DEFINITE


def _phrase(tokens: Sequence[Token], head: Token, nouns: NounIndex, taken: Sequence[bool]) -> Iterator[Phrase]:
    start = phrase_start(tokens, head.index)
    determiner = _determiner(tokens, head.index)
    if _is_group(tokens, head, nouns):
        yield Phrase(start, head.index + 1, head.index, MentionKind.REFERENCE, "")
        return
    joint = head.lemma in nouns.words.get("jointReference", frozenset()) and determiner in DEFINITE
    if joint and head.tag == "NNS":
        yield Phrase(start, head.index + 1, head.index, MentionKind.REFERENCE, "")
        return
    words = [token.text for token in tokens[start : head.index]]
    # "A steelworks" is one, whatever its ending says.
    own = head.tag == "NNS" and bool(nouns.class_of_noun([head.text])[0])
    many = head.tag == "NNS" and not own
    cls, size = nouns.class_of_noun([*words, head.lemma if many else head.text])
    if " ".join([*words, head.lemma]).lower() in nouns.words.get("notAThing", frozenset()):
        return
    counted = any(
        t.head == head.index and t.dependency == "nummod" for t in tokens[max(0, head.index - 12) : head.index]
    )
    reference = nouns.references.get(head.lemma, "") if determiner in DEFINITE and head.tag == "NN" else ""
    if reference and not cls and head.dependency != "compound" and start == head.index:
        yield Phrase(start, head.index + 1, head.index, MentionKind.REFERENCE, reference)
        return
    if not cls or head.dependency == "compound" or (many and not (counted and cls in nouns.described)):
        return
    definite = determiner in DEFINITE
    bare = head.index - size + 1 <= start
    if cls in nouns.described:
        if definite:
            yield Phrase(start, head.index + 1, head.index, MentionKind.REFERENCE, cls)
        elif determiner or not bare:
            yield Phrase(start, head.index + 1, head.index, MentionKind.DESCRIPTION, cls)
    elif definite and not taken[head.index - 1]:
        yield Phrase(start, head.index + 1, head.index, MentionKind.REFERENCE, cls)


def phrase_start(tokens: Sequence[Token], head: int) -> int:
    """Where the words before a head that belong to its core begin: no article, possessor or number."""
    start = head
    while start > 0:
        before = tokens[start - 1]
        if (
            before.tag in ("DT", "PRP$", "POS", "IN", ",", "CD", "PDT", "``", "''", ":")
            or before.dependency not in INNER_PARTS
        ):
            break
        if not _reaches(tokens, before.index, head):
            break
        start -= 1
    while start < head and not tokens[start].text[0].isalnum():
        start += 1
    return start


def _reaches(tokens: Sequence[Token], index: int, head: int) -> bool:
    for _ in range(8):
        above = tokens[index].head
        if above == head:
            return True
        if above == index or above > head:
            return False
        index = above
    return False


def _determiner(tokens: Sequence[Token], head: int) -> str:
    """The article, demonstrative, possessor or number of a noun; "" for none."""
    for token in tokens[max(0, head - 12) : head]:
        if token.head == head and token.dependency in ("det", "poss", "predet", "nummod"):
            return token.text.lower()
    return ""
