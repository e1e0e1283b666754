"""What a sentence tells of a name by how it uses it: the noun beside it, its place in the clause, a small typing noun after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.annotate.candidates import GUESSED, ORGANIZATION_LABEL, PLACE_LABEL, TYPED, Candidate
from kg.annotate.nouns import NounIndex
from kg.annotate.people import says_after
from kg.records import Token

INSIDE = frozenset({"in", "near", "outside"})
LONGEST_PLACE = 3
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
    place = nouns.labels.get(PLACE_LABEL, "")
    guessed = candidate.cls == nouns.labels.get(ORGANIZATION_LABEL) or candidate.cls in nouns.persons
    if place and guessed and not candidate.certain and _is_inside(candidate, size, tokens, nouns):
        return place
    if (
        candidate.cls not in nouns.places
        and candidate.cls not in nouns.described
        and candidate.cls not in nouns.minimum_words
    ):
        return candidate.cls
    needed = nouns.minimum_words.get(candidate.cls, 0)
    if needed:
        # Of the names that the recogniser takes for people's and no given name begins, most are firms'.
        return candidate.cls if candidate.certain or (size >= needed and says_after(candidate, tokens)) else otherwise
    token = tokens[candidate.start]
    into_it = _held_in(token, tokens, nouns)
    return otherwise if token.dependency in ACTIVE_LABELS or into_it else candidate.cls


def _held_in(token: Token, tokens: Sequence[Token], nouns: NounIndex) -> bool:
    """Whether money is what is in a name: "a stake in Nova", "invested in Nova"."""
    if token.dependency != "pobj" or tokens[token.head].text.lower() not in ("in", "into"):
        return False
    return tokens[tokens[token.head].head].lemma in nouns.words.get("holding", frozenset())


def _is_inside(candidate: Candidate, size: int, tokens: Sequence[Token], nouns: NounIndex) -> bool:
    """Whether something is or happens inside a short name that the recogniser takes for a firm's: "a plant in Gladmoor"."""
    token = tokens[candidate.start]
    while token.dependency == "conj" and tokens[token.head].dependency in ("conj", "pobj"):
        token = tokens[token.head]
    if token.dependency != "pobj" or tokens[token.head].text.lower() not in INSIDE or size > LONGEST_PLACE:
        return False
    above = tokens[tokens[token.head].head]
    beside = nouns.words.get("holding", frozenset()) | nouns.words.get("joining", frozenset())
    letters = tokens[candidate.start].text
    return above.lemma not in beside and not letters.isupper() and letters[0].isupper() and not letters[1:].isdigit()


def small_heads(
    tokens: Sequence[Token], names: Sequence[int], candidates: Sequence[Candidate], nouns: NounIndex
) -> Iterator[Candidate]:
    """Names whose typing noun is not capitalised: "Ostrava high-tech zone", "the Bavarian government"."""
    for head in tokens:
        if head.pos not in ("NOUN", "PROPN") or head.text[0].isupper() or head.tag == "NNS" or names[head.index] >= 0:
            continue
        start = _start_of_phrase(tokens, names, head, nouns)
        cls, size = nouns.class_of_ending([token.text for token in tokens[start : head.index + 1]])
        end = _end_after_of(tokens, names, head, nouns)
        of_place = end > head.index + 1 and cls not in nouns.places and candidates[names[end - 1]].cls in nouns.places
        if cls not in nouns.small_heads or (start > head.index - size and not of_place):
            continue
        if cls in nouns.places and end > head.index + 1 and candidates[names[end - 1]].cls in nouns.places:
            # "The Kenyan town of Eldoret" is Eldoret.
            continue
        inner = candidates[names[start]] if names[start] >= 0 and start == head.index - 1 else None
        if inner is not None and inner.rank == TYPED and inner.cls not in nouns.places:
            # "Bureau of Trade of Anhui province" is the bureau, not the province.
            cls = inner.cls
        yield Candidate(start, end, cls, TYPED, certain=True)


def named_things(
    tokens: Sequence[Token], names: Sequence[int], candidates: Sequence[Candidate], nouns: NounIndex, text: str
) -> Iterator[Candidate]:
    """Things called by a name and a small noun, "the Southgate pipeline", where the text names nothing else so."""
    for head in tokens[1:]:
        start = head.index - 1
        if head.tag != "NN" or not head.text.islower() or names[head.index] >= 0 or names[start] < 0:
            continue
        name = candidates[names[start]]
        cls = nouns.class_of_noun([head.text])[0]
        modifies = tokens[start].head == head.index and tokens[start].dependency in ("compound", "nmod", "amod")
        elsewhere = text.count(tokens[start].text.split()[0]) > 1
        other = name.rank != GUESSED or name.cls in nouns.persons | nouns.places or elsewhere
        one_of_many = start > 0 and tokens[start - 1].text.lower() in ("a", "an")
        if modifies and not other and not one_of_many and cls in nouns.described and head.dependency != "compound":
            yield Candidate(start, head.index + 1, cls, TYPED, certain=True)


def _end_after_of(tokens: Sequence[Token], names: Sequence[int], head: Token, nouns: NounIndex) -> int:
    """The end of a name that goes on after its noun: "the government of Portugal"; else of the noun."""
    end = head.index + 1
    at = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].text.lower() == "the")
    goes_on = at < len(tokens) and tokens[end].text == "of" and names[at] >= 0
    return at + 1 if goes_on and head.text.lower() in nouns.head_first else end


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
