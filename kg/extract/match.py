"""Patterns met in sentences: which tokens fill the roles of a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.arcs import ATTRIBUTE, NAMED, NOMINAL, OBJECT, PURPOSE, SUBJECT, VERBAL, Arc, Arcs
from kg.extract.frames import NO_WORD, Node, Pattern, PatternIndex

Fillers = tuple[str, ...]
# With these the parser often hangs a phrase on the last noun before it.
LOOSE = ("prep:with", "prep:from", "prep:at", "prep:by")
# What may fill a role at a token: ids of mentions, none where the token does not suit, and None where the token is of
# the right kind but names nothing, so that nothing less likely is to be tried in its place.
Accept = Callable[[Node, int], Fillers | None]


@dataclass(frozen=True, slots=True)
class Match:
    """A frame met at a trigger: the fillers of each role, the tokens it rests on, and how far it had to reach (0 is outright)."""

    pattern: Pattern
    trigger: int
    roles: tuple[tuple[str, Fillers], ...]
    tokens: frozenset[int]
    reach: int


def matches(arcs: Arcs, index: PatternIndex, accept: Accept) -> Iterator[Match]:
    """Every frame that a sentence meets, by trigger in text order."""
    for token in arcs.tokens:
        for pattern in index.by_trigger.get(token.lemma, ()):
            if _is_word(arcs, token.index, pattern.nodes[0]):
                found = _walk(arcs, pattern, {0: token.index}, {}, 0, accept)
                if found is not None:
                    yield found
        for pattern in index.by_trigger.get(NO_WORD, ()) if token.pos in NOMINAL and token.pos != "PRON" else ():
            fillers = accept(pattern.nodes[0], token.index)
            if fillers:
                found = _walk(arcs, pattern, {0: token.index}, {pattern.nodes[0].role: fillers}, 0, accept)
                if found is not None:
                    yield found


def _is_word(arcs: Arcs, index: int, node: Node) -> bool:
    token = arcs.tokens[index]
    if token.lemma not in node.lemmas:
        return False
    return not node.verbal or token.pos in VERBAL or token.tag.startswith("VB")


def _walk(
    arcs: Arcs, pattern: Pattern, placed: Mapping[int, int], filled: Mapping[str, Fillers], reach: int, accept: Accept
) -> Match | None:
    """Takes the pattern's edges one by one, with a step back wherever a word could be met in several places."""
    if len(placed) == len(pattern.nodes):
        roles = tuple(sorted(filled.items()))
        return Match(pattern, placed[0], roles, frozenset(placed.values()), reach)
    edge = pattern.edges[len(placed) - 1]
    node = pattern.nodes[edge.target]
    candidates = _neighbours(arcs, placed[edge.source], edge.relation, edge.forward)
    if node.role:
        tier, chosen, where = _fill(candidates, node, accept)
        if not chosen:
            return None
        return _walk(arcs, pattern, {**placed, edge.target: where}, {**filled, node.role: chosen}, reach + tier, accept)
    for arc in candidates:
        if arc.target not in placed.values() and _is_word(arcs, arc.target, node):
            found = _walk(arcs, pattern, {**placed, edge.target: arc.target}, filled, reach + arc.tier, accept)
            if found is not None:
                return found
    return None


def _fill(candidates: list[Arc], node: Node, accept: Accept) -> tuple[int, Fillers, int]:
    """All that suits the role in the first tier where anything does."""
    for tier in sorted({arc.tier for arc in candidates}):
        chosen: list[str] = []
        where = -1
        nameless = False
        for arc in candidates:
            if arc.tier == tier:
                found = accept(node, arc.target)
                nameless |= found is None
                fillers = [each for each in found or () if each not in chosen]
                where = arc.target if fillers and where < 0 else where
                chosen += fillers
        if chosen or nameless:
            return (tier, tuple(chosen), where) if chosen else (0, (), -1)
    return 0, (), -1


def _neighbours(arcs: Arcs, index: int, relation: str, forward: bool) -> list[Arc]:
    if not forward:
        return arcs.sources(index, relation)
    found = arcs.targets(index, relation)
    if relation.startswith("prep:") or relation == PURPOSE:
        for holder in [*_attachments(arcs, index), *(_below(arcs, index) if relation in LOOSE else ())]:
            found += [Arc(relation, arc.target, arc.tier + 1) for arc in arcs.targets(holder, relation)]
    unique: dict[int, Arc] = {}
    for arc in found:
        if arc.target != index:
            unique.setdefault(arc.target, arc)
    return list(unique.values())


def _below(arcs: Arcs, index: int) -> list[int]:
    """What a word is for or of: "an order for ten jets with Nova" has the partner hung on the jets."""
    things = [index, *(arc.target for arc in arcs.targets(index, OBJECT) if arc.tier == 0)]
    below = [
        arc.target for thing in things for via in ("prep:for", "prep:of", "prep:in") for arc in arcs.targets(thing, via)
    ]
    return [*below, *(arc.target for thing in below for arc in arcs.targets(thing, "prep:of"))]


def _attachments(arcs: Arcs, index: int) -> list[int]:
    """Where else a prepositional phrase may hang that belongs to this word: parsers differ on verb or object."""
    token = arcs.tokens[index]
    if token.pos in VERBAL:
        things = [
            arc.target for relation in (OBJECT, ATTRIBUTE) for arc in arcs.targets(index, relation) if arc.tier == 0
        ]
        asides = [
            arc.target
            for arc in arcs.outgoing.get(index, ())
            if arc.relation == "prep:in" and arcs.tokens[arc.target].pos == "NOUN"
        ]
        return [*things, *asides]
    if token.pos in NOMINAL:
        verbs = [
            arc.target
            for relation in (OBJECT, ATTRIBUTE, SUBJECT)
            for arc in arcs.sources(index, relation)
            if arc.tier == 0
        ]
        named = [arc.target for arc in arcs.targets(index, NAMED)]
        return [each for each in (*verbs, *named) if arcs.tokens[each].pos in VERBAL or each in named]
    return []
