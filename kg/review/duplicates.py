"""Pairs of things that may be one: alike by name and of one class. Alikeness proposes, a person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from kg.ontology import Ontology
from kg.records import Entity
from kg.resolve.keys import HAN, fold, is_acronym_of

ALIKE = 85.0
# A word that this many things share, such as Group, says nothing of any two of them.
COMMON = 40


def possible_duplicates(entities: Iterable[Entity], ontology: Ontology) -> list[tuple[float, str, str]]:
    """Pairs of IRIs with how alike their names are (up to 100), the most alike first; occurrences are left out."""
    things = {e.iri: e for e in entities if not ontology.classes[e.cls].minimum_roles}
    pairs = {pair for block in _blocks(things).values() for pair in combinations(block, 2)}
    found = []
    for one, other in sorted(pairs):
        first, second = things[one], things[other]
        if ontology.is_a(first.cls, second.cls) or ontology.is_a(second.cls, first.cls):
            likeness = _likeness(first, second)
            if likeness >= ALIKE:
                found.append((likeness, one, other))
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))


def _blocks(things: Mapping[str, Entity]) -> dict[str, list[str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for iri, entity in things.items():
        for name in _names(entity):
            for key in _keys(name):
                blocks[key].add(iri)
    return {key: sorted(block) for key, block in sorted(blocks.items()) if 2 <= len(block) <= COMMON}


def _keys(name: str) -> Iterator[str]:
    """What two names must share to be compared: a word's beginning, two Chinese letters, or initials."""
    folded = fold(name)
    words = folded.split()
    for word in words:
        if HAN.search(word):
            yield from (word[index : index + 2] for index in range(len(word) - 1))
        elif len(word) > 2:
            yield word[:5]
    if len(words) > 1:
        yield f"initials {''.join(word[0] for word in words)}"
        yield f"initials {''.join(word[0] for word in words if len(word) > 3)}"
    elif name.isupper():
        yield f"initials {folded}"


def _likeness(one: Entity, other: Entity) -> float:
    return max(_alike(first, second) for first in _names(one) for second in _names(other))


def _alike(one: str, other: str) -> float:
    if is_acronym_of(one, other) or is_acronym_of(other, one):
        return 95.0
    first, second = fold(one), fold(other)
    if HAN.search(first) or HAN.search(second):
        shorter, longer = sorted((first, second), key=len)
        return 90.0 if len(shorter) > 2 and longer.startswith(shorter) else fuzz.ratio(first, second)
    # Of names of which one is part of the other the longer words decide, so that "Bank" is not every bank.
    shorter = min(first, second, key=len)
    part = fuzz.token_set_ratio(first, second) - 5 if len(shorter) > 4 else 0.0
    return max(fuzz.token_sort_ratio(first, second), part)


def _names(entity: Entity) -> Sequence[str]:
    return [entity.label[0], *(name for name, _ in entity.alternatives)]
