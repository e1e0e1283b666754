"""What a sentence tells of a name by how it uses it: the noun beside it, its place in the clause, a small typing noun after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.candidates import TYPED, Candidate
from kg.annotate.nouns import NounIndex
from kg.records import Token

ACTIVE_LABELS = frozenset({"nsubj", "dobj", "agent"})


def class_beside(candidate: Candidate, tokens: Sequence[Token], nouns: NounIndex) -> str:
    """The class of the noun before a name, "drugmaker Nova", or of the one in apposition, "Nova, a drugmaker"; "" for none."""
    before = tokens[candidate.start - 1] if candidate.start else None
    if before is not None and before.pos == "NOUN" and candidate.start <= before.head < candidate.end:
        return _plain_class([before.lemma], nouns)
    for token in tokens[candidate.end :]:
        if token.dependency in ("appos", "attr") and token.pos == "NOUN" and _said_of(token, candidate, tokens):
            return _plain_class([t.text for t in tokens[max(0, token.index - 3) : token.index]] + [token.lemma], nouns)
    return ""


def _plain_class(words: Sequence[str], nouns: NounIndex) -> str:
    cls = nouns.class_of_noun(words)[0]
    return cls if cls not in nouns.described else ""


def _said_of(noun: Token, candidate: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a noun is in apposition to a name, or to one that it is coordinated with, or said of it."""
    head = tokens[noun.head]
    if noun.dependency == "attr":
        return any(t.head == head.index and t.dependency == "nsubj" for t in tokens[candidate.start : candidate.end])
    for _ in range(4):
        if candidate.start <= head.index < candidate.end:
            return True
        if head.dependency != "conj":
            return False
        head = tokens[head.head]
    return False


def by_use(candidate: Candidate, size: int, tokens: Sequence[Token], nouns: NounIndex) -> str:
    """The guessed class, or the likelier one where a name is too short for it or is used as no such thing would be."""
    otherwise = nouns.otherwise.get(candidate.cls, "")
    if not otherwise:
        return candidate.cls
    if (
        candidate.cls not in nouns.places
        and candidate.cls not in nouns.described
        and candidate.cls not in nouns.minimum_words
    ):
        return candidate.cls
    needed = nouns.minimum_words.get(candidate.cls, 0)
    if needed:
        return otherwise if size < needed else candidate.cls
    token = tokens[candidate.start]
    into_it = token.dependency == "pobj" and tokens[tokens[token.head].head].lemma.startswith("invest")
    return otherwise if token.dependency in ACTIVE_LABELS or into_it else candidate.cls


def is_introduced(candidate: Candidate, tokens: Sequence[Token], nouns: NounIndex) -> bool:
    """Whether a name stands with a title as people's do, "chairman Ana Ruiz", "Ana Ruiz, the mayor", or speaks."""
    titles = nouns.words.get("personTitle", frozenset())
    speaks = nouns.words.get("speech", frozenset())
    token = tokens[candidate.start]
    head = tokens[token.head]
    if token.dependency == "nsubj" and head.lemma in speaks:
        return True
    around = tokens[max(0, candidate.start - 4) : candidate.start]
    if any(each.text.lower().rstrip(".") in titles for each in around) and not any(
        each.text == "," for each in around[-1:]
    ):
        return True
    after = tokens[candidate.end : candidate.end + 8]
    return bool(after) and after[0].text == "," and any(each.text.lower() in titles for each in after)


def small_heads(
    tokens: Sequence[Token], names: Sequence[int], candidates: Sequence[Candidate], nouns: NounIndex
) -> Iterator[Candidate]:
    """Names whose typing noun is not capitalised: "Ostrava high-tech zone", "the Bavarian government"."""
    for head in tokens:
        if head.pos not in ("NOUN", "PROPN") or head.text[0].isupper() or head.tag == "NNS" or names[head.index] >= 0:
            continue
        start = _start_of_phrase(tokens, names, head, nouns)
        cls, size = nouns.class_of_ending([token.text for token in tokens[start : head.index + 1]])
        if cls not in nouns.small_heads or start > head.index - size:
            continue
        end = head.index + 1
        of_name = end + 1 < len(tokens) and tokens[end].text == "of" and names[end + 1] >= 0
        if head.text.lower() in nouns.head_first and of_name:
            end += 2
        inner = candidates[names[start]] if names[start] >= 0 and start == head.index - 1 else None
        if inner is not None and inner.rank == TYPED and inner.cls not in nouns.places:
            # "Bureau of Trade of Anhui province" is the bureau, not the province.
            cls = inner.cls
        yield Candidate(start, end, cls, TYPED, certain=True)


def _start_of_phrase(tokens: Sequence[Token], names: Sequence[int], head: Token, nouns: NounIndex) -> int:
    """The first capitalised word, name or not, of the noun phrase that a noun heads; the noun itself where there is none."""
    start = head.index
    while start > 0 and _modifies(tokens[start - 1], head, tokens):
        start -= 1
    for index in range(start, head.index):
        token = tokens[index]
        people = token.entity_label.endswith("NORP") and head.text.lower() not in nouns.head_first
        if not people and (names[index] >= 0 or (token.text[0].isupper() and index > 0)):
            return index
    return head.index


def _modifies(token: Token, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a token stands in the noun phrase to the left of its head."""
    if token.tag in ("DT", "PRP$", "POS", "IN", "CC", ",", "``", "''", "CD") or token.pos in (
        "VERB",
        "AUX",
        "ADP",
        "PRON",
    ):
        return False
    above = token
    for _ in range(8):
        if above.head == head.index:
            return True
        above = tokens[above.head]
    return False
