"""A dependency parse as predicate-argument arcs, the same for the many ways of saying one thing.

Passive, coordination, relative clauses, control and apposition are folded away, so that a frame compiled from a plain
example meets its many disguises. Labels follow ClearNLP's (spaCy's English model); the idea is that of Enhanced
Universal Dependencies (Schuster and Manning, 2016).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.records import Token

SUBJECT, OBJECT, ATTRIBUTE, POSSESSOR, NAMED, PURPOSE = "subject", "object", "attribute", "possessor", "is", "to"
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
SHARED_BY_CONJUNCTS = (SUBJECT, OBJECT, ATTRIBUTE, POSSESSOR, NAMED, "recipient")
DEVERBAL = ("ment", "tion", "sion")
CLAUSAL = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp", "pcomp"})


@dataclass(frozen=True, slots=True, order=True)
class Arc:
    """A relation from a token to another; `tier` 0 is said outright, higher tiers are inherited and tried in order."""

    relation: str
    target: int
    tier: int = 0


@dataclass(frozen=True, slots=True)
class ArcWords:
    """What the lexicon knows of single words that arcs depend on.

    `transparent` nouns let through what they measure: a number of agreements is agreements. So do nouns made of verbs,
    the enlargement of a plant, but for the `opaque` ones, which name things themselves. Of verbs with an object and
    an infinitive, `object_control` has the object do what the infinitive says, and `subject_control` the subject.
    What is got by a verb of `getting` comes from others: the investment that a province attracted is not its own.
    The object of a verb of `listing` names what its subject is: the tenants include Nova.
    """

    transparent: frozenset[str] = frozenset()
    opaque: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    subject_control: frozenset[str] = frozenset()
    getting: frozenset[str] = frozenset()
    listing: frozenset[str] = frozenset()


NO_WORDS = ArcWords()


@dataclass(frozen=True)
class Arcs:
    """The arcs of one sentence in both directions, with the plain tree beside them."""

    tokens: tuple[Token, ...]
    words: ArcWords
    outgoing: dict[int, list[Arc]] = field(default_factory=lambda: defaultdict(list))
    incoming: dict[int, list[Arc]] = field(default_factory=lambda: defaultdict(list))
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source: int, relation: str, target: int, tier: int = 0) -> bool:
        """Adds an arc unless the pair is already so related; says whether it did."""
        if source == target or any(a.relation == relation and a.target == target for a in self.outgoing[source]):
            return False
        self.outgoing[source].append(Arc(relation, target, tier))
        self.incoming[target].append(Arc(relation, source, tier))
        return True

    def targets(self, source: int, relation: str) -> list[Arc]:
        """The arcs of a relation out of a token, outright ones first, then in text order."""
        found = [arc for arc in self.outgoing.get(source, ()) if arc.relation == relation]
        return sorted(found, key=lambda arc: (arc.tier, arc.target))

    def sources(self, target: int, relation: str) -> list[Arc]:
        """The arcs of a relation into a token; each arc's `target` is the token it comes from."""
        found = [arc for arc in self.incoming.get(target, ()) if arc.relation == relation]
        return sorted(found, key=lambda arc: (arc.tier, arc.target))

    def subtree(self, root: int) -> Iterator[int]:
        """The tokens under a token in the plain tree, itself included."""
        stack = [root]
        while stack:
            index = stack.pop()
            yield index
            stack.extend(self.children.get(index, ()))

    def governors(self, index: int) -> Iterator[int]:
        """The tokens above a token in the plain tree, nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head
            seen.add(head)
            index = head


def is_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(token.tag == "TO" and token.head == index for token in tokens[max(0, index - 4) : index])


def is_passive(arcs: Arcs, verb: int) -> bool:
    below = [arcs.tokens[child].dependency for child in arcs.children.get(verb, ())]
    if "auxpass" in below or "nsubjpass" in below:
        return True
    token = arcs.tokens[verb]
    return (
        token.tag == "VBN"
        and "aux" not in below
        and token.dependency in ("acl", "advcl", "conj")
        and "dobj" not in below
    )
