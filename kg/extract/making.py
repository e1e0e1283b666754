"""What a company makes, by the noun that an English text gives it: "Nova, a pump maker"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.nouns import NounIndex
from kg.extract.arcs import NAMED
from kg.extract.fillers import Fillers
from kg.extract.frames import PatternIndex
from kg.ontology import Ontology, PropertyDefinition
from kg.records import Mention, MentionKind, Token

INSIDE = frozenset({"compound", "nmod", "amod"})


def making(patterns: PatternIndex, nouns: NounIndex, ontology: Ontology) -> PropertyDefinition | None:
    """The property that the lexicon's verb of making states."""
    verbs = sorted(nouns.words.get("makingVerb", ()))
    owners = {pattern.frame.owner for verb in verbs for pattern in patterns.by_trigger.get(verb, ())}
    return next((ontology.properties[owner] for owner in sorted(owners & ontology.properties.keys())), None)


def named_by_product(fillers: Fillers, made: PropertyDefinition) -> Iterator[tuple[Mention, str, int]]:
    """Each maker with the id of what it is named by, and the noun that says so."""
    makers = fillers.nouns.words.get("maker", frozenset())
    for token in fillers.sentence.tokens:
        if token.lemma not in makers or token.pos != "NOUN":
            continue
        who = _bearers(fillers, token.index)
        start = _product_start(fillers, token.index)
        takers = [each for each in who if fillers.ontology.accepts(made.domain, each.cls)]
        if takers and start < token.index and (product := fillers.named_phrase(start, token.index, made.range)):
            yield from ((each, product, token.index) for each in takers)


def _bearers(fillers: Fillers, index: int) -> list[Mention]:
    """The names that a noun is said of: in apposition, by a copula, or straight before the name."""
    tokens = fillers.sentence.tokens
    heads = [arc.target for arc in fillers.arcs.targets(index, NAMED) if arc.tier == 0]
    heads += [arc.target for arc in fillers.arcs.targets(index, "appos")]
    if index + 1 < len(tokens) and tokens[index].dependency in ("compound", "nmod"):
        heads += [tokens[index].head]
    return [m for head in heads for m in fillers.at_head.get(head, ()) if m.kind is MentionKind.NAME]


def _product_start(fillers: Fillers, index: int) -> int:
    """Where the words for the product before a noun begin; the noun itself where there are none."""
    tokens = fillers.sentence.tokens
    last = tokens[index - 1] if index else None
    none = fillers.nouns.words.get("notMade", frozenset()) | fillers.generic
    if last is None or last.pos != "NOUN" or last.dependency not in INSIDE or last.lemma in none or last.tag == "VBG":
        return index
    start = index - 1
    while start > 0 and tokens[start - 1].dependency in INSIDE and _is_part(tokens[start - 1]):
        before = tokens[start - 1]
        if before.lemma in none or before.head > index:
            break
        start -= 1
    return start


def _is_part(token: Token) -> bool:
    """Whether a word before a product may be part of its name: a noun or a plain adjective, "electric" in "electric bus"."""
    return token.text.islower() and (token.pos == "NOUN" or token.tag == "JJ") and not token.text.endswith("ed")
