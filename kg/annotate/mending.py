"""What the small parser is known to get wrong, put right token by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.records import Token

PERCENT = "percent"
FINITE = ("VBZ", "VBP", "VBD", "MD")
DATELINE_LENGTH = 9
DASHES = ("-", "--", "–", "—")
HYPHENS = ("-", "‑", "–")
CLAUSE_LABELS = frozenset({"ccomp", "xcomp"})
HELPERS = frozenset({"be", "have", "get"})


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with participles, shares, compounds of place and participle, inversions and lists as a careful parser has them."""
    made = list(tokens)
    for mend in (
        _participles,
        _objects,
        _dateline,
        _verbless,
        _intentions,
        _shares,
        _hyphened_participles,
        _subjects_of_auxiliaries,
        _lists,
        _split_lists,
        _larger_places,
        _relative_heads,
    ):
        mend(made)
    return tuple(made)


def _participles(tokens: list[Token]) -> None:
    """ "Nova makes printed cotton": a participle between a verb and its object is a modifier of the object."""
    before = tuple(tokens)
    for token in before:
        verb = before[token.head]
        straight_after = verb.index == token.index - 1 and verb.pos == "VERB" and verb.lemma not in HELPERS
        if token.tag != "VBN" or token.dependency not in CLAUSE_LABELS or not straight_after:
            continue
        children = [each for each in before if each.head == token.index and each.index != token.index]
        things = [each for each in children if each.dependency == "dobj" and each.index > token.index]
        if len(things) != 1 or any(each.index < token.index for each in children):
            continue
        thing = things[0]
        tokens[thing.index] = replace(tokens[thing.index], head=verb.index)
        tokens[token.index] = replace(tokens[token.index], head=thing.index, dependency="amod")
        for each in children:
            if each.index > thing.index:
                tokens[each.index] = replace(tokens[each.index], head=verb.index)


def _objects(tokens: list[Token]) -> None:
    """ "Nova snaps up Halvorsen": a name straight after a verb without an object is its object."""
    for token in list(tokens[1:]):
        verb = tokens[token.head]
        between = tokens[verb.index + 1 : token.index]
        close = verb.index < token.index and all(t.dependency == "prt" or t.pos == "DET" for t in between)
        if token.pos != "PROPN" or token.dependency not in ("appos", "npadvmod") or verb.pos != "VERB" or not close:
            continue
        taken = any(t.head == verb.index and t.dependency in ("dobj", "nsubjpass", "auxpass") for t in tokens)
        if not taken and not token.entity_label.endswith(("DATE", "TIME")):
            tokens[token.index] = replace(token, dependency="dobj")


def _dateline(tokens: list[Token]) -> None:
    """ "Oslo, Norway - Nova said": the places before the dash are no part of the clause; its subject is what follows."""
    dash = next((t.index for t in tokens[:DATELINE_LENGTH] if t.text in DASHES and t.index), 0)
    if not dash or any(t.pos not in ("PROPN", "PUNCT", "NUM") for t in tokens[:dash]) or dash + 1 >= len(tokens):
        return
    spaced = tokens[dash - 1].span.end < tokens[dash].span.start and tokens[dash].span.end < tokens[dash + 1].span.start
    outer = next((t for t in tokens[:dash] if t.head >= dash), None)
    inner = [t for t in tokens[dash + 1 :] if t.head < dash]
    if not spaced or outer is None:
        return
    root = next(t.index for t in tokens if t.head == t.index)
    if inner:
        tokens[inner[0].index] = replace(inner[0], dependency=outer.dependency, head=outer.head)
        for token in inner[1:]:
            tokens[token.index] = replace(token, head=inner[0].index)
    for token in list(tokens[:dash]):
        if token.head >= dash:
            tokens[token.index] = replace(token, dependency="dep", head=root)


def _verbless(tokens: list[Token]) -> None:
    """A sentence whose root is a plural noun with a noun before it: "The fund invests in pumps" has a verb."""
    root = next(token for token in tokens if token.head == token.index)
    if root.tag != "NNS" or not root.index or any(token.tag in FINITE and token.head == root.index for token in tokens):
        return
    before = tokens[root.index - 1]
    follows = any(token.head == root.index and token.index > root.index and token.pos != "PUNCT" for token in tokens)
    if before.head != root.index or before.dependency not in ("compound", "nmod") or not follows:
        return
    tokens[root.index] = replace(root, pos="VERB", tag="VBZ")
    tokens[before.index] = replace(before, dependency="nsubj")
    for token in list(tokens[: before.index]):
        if token.head == root.index and token.dependency in ("det", "amod", "compound", "nmod", "poss", "nummod"):
            tokens[token.index] = replace(token, head=before.index)


def _intentions(tokens: list[Token]) -> None:
    """ "A, owned by X, and B plan to build": a noun after a name and before an infinitive is the verb that the names lack."""
    for token in list(tokens[1:]):
        before = tokens[token.index - 1]
        named = before.head == token.index and before.pos == "PROPN" and before.dependency in ("compound", "nmod")
        infinitive = any(t.head == token.index and t.tag == "VB" and t.dependency in CLAUSE_LABELS for t in tokens)
        first = next((t for t in tokens[: before.index] if t.index == token.head and t.pos == "PROPN"), None)
        if token.tag not in ("NN", "NNS") or not named or not infinitive or first is None or token.dependency != "conj":
            continue
        if any(t.tag in FINITE and t.index == first.head for t in tokens):
            continue
        above = tokens[first.head] if first.head != first.index else None
        tokens[token.index] = replace(
            token,
            pos="VERB",
            tag="VBP",
            dependency=first.dependency,
            head=above.index if above is not None else token.index,
        )
        tokens[first.index] = replace(first, dependency="nsubj", head=token.index)
        tokens[before.index] = replace(before, dependency="conj", head=first.index)
        for other in list(tokens[: before.index]):
            if other.head == token.index and other.index != first.index:
                tokens[other.index] = replace(other, head=before.index)


def _shares(tokens: list[Token]) -> None:
    """ "30 per cent" and "30%" as "30 percent": the measure is the head, and the number hangs on it."""
    for token in list(tokens):
        if token.text == "%":
            tokens[token.index] = replace(token, lemma=PERCENT, pos="NOUN", tag="NN")
            _lift(tokens, token.index - 1, token.index)
        elif token.lemma in ("cent", PERCENT) and token.index:
            before = tokens[token.index - 1]
            if token.lemma == "cent" and before.text.lower() != "per":
                continue
            number = token.index - (2 if token.lemma == "cent" else 1)
            tokens[token.index] = replace(tokens[token.index], lemma=PERCENT, pos="NOUN", tag="NN")
            if token.lemma == "cent":
                tokens[before.index] = replace(before, dependency="compound", head=token.index)
            _lift(tokens, number, token.index)


def _lift(tokens: list[Token], number: int, measure: int) -> None:
    """Makes the measure take the place of a number that is parsed as its head."""
    if number < 0 or tokens[number].pos != "NUM":
        return
    above = tokens[number]
    if above.head == measure:
        return
    inside = {number, measure, *range(number, measure)}
    if tokens[measure].head not in inside:
        return
    head = measure if above.head in inside else above.head
    tokens[measure] = replace(tokens[measure], dependency=above.dependency, head=head)
    tokens[number] = replace(above, dependency="nummod", head=measure)
    for token in list(tokens):
        if token.head == number and token.index not in inside:
            tokens[token.index] = replace(token, head=measure)


def _hyphened_participles(tokens: list[Token]) -> None:
    """ "Place-based Name": the participle describes the name after it and is an adjective, whatever it was parsed as."""
    for hyphen in range(1, len(tokens) - 2):
        place, participle, after = tokens[hyphen - 1], tokens[hyphen + 1], tokens[hyphen + 2]
        joined = tokens[hyphen].text in HYPHENS and place.span.end == participle.span.start - 1
        if not joined or place.pos != "PROPN" or not participle.text.endswith("ed"):
            continue
        label = "amod" if participle.dependency in ("compound", "nmod", "npadvmod") else participle.dependency
        tokens[hyphen + 1] = replace(participle, pos="ADJ", tag="JJ", lemma=participle.text.lower(), dependency=label)
        tokens[hyphen - 1] = replace(place, dependency="npadvmod", head=hyphen + 1)
        beside = participle.head != after.index and (after.head == participle.index or participle.dependency == "conj")
        if beside and after.pos == "PROPN":
            tokens[after.index] = replace(after, dependency=participle.dependency, head=participle.head)
            if participle.head == participle.index:
                tokens[after.index] = replace(after, dependency="ROOT", head=after.index)
            tokens[hyphen + 1] = replace(tokens[hyphen + 1], dependency="amod", head=after.index)
            for token in list(tokens):
                if token.head == participle.index and token.index > after.index:
                    tokens[token.index] = replace(token, head=after.index)


def _subjects_of_auxiliaries(tokens: list[Token]) -> None:
    """ "Also exhibiting were A and B": a subject hung on the auxiliary is the subject of its verb."""
    for token in list(tokens):
        if token.dependency not in ("nsubj", "nsubjpass", "attr"):
            continue
        above = tokens[token.head]
        if above.dependency in ("aux", "auxpass"):
            label = "nsubj" if token.dependency == "attr" else token.dependency
            tokens[token.index] = replace(token, head=above.head, dependency=label)
        elif above.lemma == "be" and token.index > above.index:
            participles = [t for t in tokens if t.head == above.index and t.tag == "VBG" and t.dependency == "acomp"]
            if participles:
                tokens[token.index] = replace(token, head=participles[0].index)


def _lists(tokens: list[Token]) -> None:
    """A name in apposition to a name, with more names after it, is the list's next item.

    A name that continues an apposition, "A, a maker of pumps, and B", continues the list that the apposition stands in.
    """
    heads = {token.head for token in tokens if token.dependency in ("conj", "appos") and token.pos == "PROPN"}
    for token in list(tokens):
        above = tokens[token.head]
        if token.pos != "PROPN":
            continue
        if token.dependency in ("appos", "npadvmod") and above.pos == "PROPN" and token.index in heads:
            tokens[token.index] = replace(token, dependency="conj")
        elif token.dependency == "conj" and above.pos == "NOUN" and above.dependency == "appos":
            named = tokens[above.head]
            apart = any(t.text in (",", ";") for t in tokens[above.index : token.index])
            if named.pos == "PROPN" and apart:
                tokens[token.index] = replace(token, head=named.index)


def _split_lists(tokens: list[Token]) -> None:
    """ "Epilepsy and rare diseases" is a list: a noun is no fellow of an adjective before a shared head."""
    for token in list(tokens):
        above = tokens[token.head]
        if token.pos != "NOUN" or token.dependency not in ("nmod", "compound") or above.index <= token.index:
            continue
        fellows = [t for t in tokens[token.index + 1 : above.index] if t.head == token.index and t.dependency == "conj"]
        joint = any(t.head == token.index and t.dependency == "cc" for t in tokens[token.index : above.index])
        if not joint or len(fellows) != 1 or fellows[0].pos != "ADJ":
            continue
        outer = token.index if above.head == above.index else above.head
        tokens[token.index] = replace(token, dependency=above.dependency, head=outer)
        tokens[above.index] = replace(above, dependency="conj", head=token.index)
        tokens[fellows[0].index] = replace(fellows[0], dependency="amod", head=above.index)


def _larger_places(tokens: list[Token]) -> None:
    """ "In Austin, Texas": two names after a preposition with a comma and no "and" are no list, the second explains the first."""
    for token in list(tokens):
        above = tokens[token.head]
        if token.dependency != "conj" or token.pos != "PROPN" or above.pos != "PROPN" or above.dependency != "pobj":
            continue
        listed = any(
            t.head in (above.index, token.index) and t.dependency in ("cc", "conj") for t in tokens if t != token
        )
        if not listed and token.index == above.index + 2 and tokens[above.index + 1].text == ",":
            tokens[token.index] = replace(token, dependency="appos")


def _relative_heads(tokens: list[Token]) -> None:
    """A relative clause after "A, B and C" is about C, the name that it stands next to."""
    for token in list(tokens):
        is_origin = token.dependency == "prep" and token.text == "of"
        if token.dependency != "relcl" and not is_origin:
            continue
        last = max((t.index for t in tokens if t.index < token.index and _is_listed(tokens, t, token.head)), default=-1)
        if last > token.head and tokens[last].pos == "PROPN":
            tokens[token.index] = replace(token, head=last)


def _is_listed(tokens: Sequence[Token], token: Token, first: int) -> bool:
    while token.dependency == "conj" and token.head > first:
        token = tokens[token.head]
    return token.dependency == "conj" and token.head == first
