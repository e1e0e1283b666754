"""Which names are worth a node of their own where no claim speaks of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ontology import ClassDefinition
from kg.records import Mention
from kg.resolve.known import KNOWN

ENGLISH = "en"


def is_worth_a_node(root: str, members: Sequence[Mention], definition: ClassDefinition) -> bool:
    """Whether the mentions of a set name something: in an open vocabulary, known or capitalised; else not only before a noun."""
    if not definition.open_vocabulary:
        # "The Southgate pipeline": a name that only ever stands before a thing's noun may be part of the thing's.
        return not all(m.weak and m.language == ENGLISH for m in members)
    if root.startswith(KNOWN):
        # A known disease is worth a node wherever it is named; a known technology is too often a mere word.
        return bool(definition.head_nouns) and any(not m.name.isupper() for m in members)
    return any(m.certain and m.name[0].isupper() for m in members)
