"""Which names are worth a node of their own where no claim speaks of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ontology import ClassDefinition
from kg.records import Mention
from kg.resolve.known import KNOWN
from kg.resolve.things import LocalThing

ENGLISH = "en"


def is_worth_a_node(root: str, things: Sequence[LocalThing], definition: ClassDefinition) -> bool:
    """Whether the things of a set name something: in an open vocabulary, known or capitalised; else not only before a noun."""
    if not definition.open_vocabulary:
        return any(thing.stands_alone for thing in things)
    if root.startswith(KNOWN):
        # A known disease is worth a node wherever it is named; a known technology is too often a mere word.
        return bool(definition.head_nouns) and any(thing.mixed_case for thing in things)
    return any(thing.proper for thing in things)


def stands_alone(mention: Mention) -> bool:
    """Whether a name stands by itself: "the Southgate pipeline" may be named by the two words together."""
    return not (mention.weak and mention.language == ENGLISH)


def is_mixed_case(mention: Mention) -> bool:
    """Whether a name is not all capitals."""
    return not mention.name.isupper()


def is_proper(mention: Mention) -> bool:
    """Whether a name is certain, and capitalised."""
    return mention.certain and mention.name[0].isupper()
