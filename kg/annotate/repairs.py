"""Mends what the small parser gets wrong in one way again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.records import Token

CLAUSE_LABELS = frozenset({"ccomp", "xcomp"})
HELPERS = frozenset({"be", "have", "get"})


def repaired(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with participles before an object read as its modifiers: "makes printed cotton"."""
    mended = list(tokens)
    for token in tokens:
        verb = tokens[token.head]
        straight_after = verb.index == token.index - 1 and verb.pos == "VERB" and verb.lemma not in HELPERS
        if token.tag != "VBN" or token.dependency not in CLAUSE_LABELS or not straight_after:
            continue
        children = [each for each in tokens if each.head == token.index and each.index != token.index]
        things = [each for each in children if each.dependency == "dobj" and each.index > token.index]
        if len(things) != 1 or any(each.index < token.index for each in children):
            continue
        thing = things[0]
        mended[thing.index] = replace(mended[thing.index], head=verb.index)
        mended[token.index] = replace(mended[token.index], head=thing.index, dependency="amod")
        for each in children:
            if each.index > thing.index:
                mended[each.index] = replace(mended[each.index], head=verb.index)
    return tuple(mended)
