"""Occurrences put together: two reports of one investment or agreement in a text become one node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ontology import Ontology
from kg.records import Claim, Mention, MentionKind, RejectedClaim, Value

ADJUNCTS = frozenset({"date", "place", "purpose", "phrase", "status", "qualifier"})


@dataclass
class Facts:
    """What is said of one occurrence: things by role, and values by property."""

    cls: str
    sentence: int
    things: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[str, str] = field(default_factory=dict)
    date: str = ""

    def everything(self) -> set[str]:
        """All things in its roles."""
        return {thing for things in self.things.values() for thing in things}


def merge_occurrences(
    mentions: Mapping[str, Mention], claims: Sequence[Claim], roots: Mapping[str, str], ontology: Ontology
) -> tuple[dict[str, str], list[RejectedClaim]]:
    """For each occurrence mention the one it is the same as (itself, or an earlier one); and the claims of those too poor."""
    facts = read_facts(mentions, claims, roots, ontology)
    same: dict[str, str] = {}
    kept: dict[str, Facts] = {}
    for identifier, each in facts.items():
        for other, theirs in kept.items():
            if _one_occurrence(each, theirs):
                same[identifier] = other
                _absorb(theirs, each)
                break
        else:
            same[identifier] = identifier
            kept[identifier] = each
    poor = {
        identifier for identifier, each in kept.items() if _richness(each) < ontology.classes[each.cls].minimum_roles
    }
    rejected = [
        RejectedClaim(claim, _too_poor(kept[same[claim.subject]].cls, ontology))
        for claim in claims
        if same.get(claim.subject) in poor
    ]
    return {identifier: root for identifier, root in same.items() if root not in poor}, rejected


def _too_poor(cls: str, ontology: Ontology) -> str:
    needed = ontology.classes[cls].minimum_roles
    return f"the text names fewer than {needed} of the parties and sums that make up an {ontology.label(cls)}"


def read_facts(
    mentions: Mapping[str, Mention], claims: Sequence[Claim], roots: Mapping[str, str], ontology: Ontology
) -> dict[str, Facts]:
    """What the claims say of each occurrence mention, things by what `roots` makes of them."""
    facts: dict[str, Facts] = {}
    for claim in claims:
        mention = mentions[claim.subject]
        if mention.kind is not MentionKind.EVENT:
            continue
        each = facts.setdefault(claim.subject, Facts(mention.cls, mention.sentence))
        definition = ontology.properties[claim.predicate]
        if definition.value_kind == "date" and isinstance(claim.object, Value):
            each.date = claim.object.lexical
        elif definition.value_kind in ADJUNCTS:
            continue
        elif isinstance(claim.object, Value):
            each.values[claim.predicate] = claim.object.lexical
        else:
            each.things[_broadest(claim.predicate, ontology)].add(roots.get(claim.object, claim.object))
    return facts


def _broadest(role: str, ontology: Ontology) -> str:
    parents = ontology.properties[role].parents
    return _broadest(parents[0], ontology) if parents and parents[0] in ontology.properties else role


def _richness(facts: Facts) -> int:
    return len(facts.everything()) + (1 if facts.values else 0)


def _one_occurrence(one: Facts, other: Facts) -> bool:
    if one.cls != other.cls or contradict(one, other):
        return False
    if one.values and other.values:
        return _compatible(one, other)
    mine, theirs = one.everything(), other.everything()
    if one.sentence == other.sentence and (mine <= theirs or theirs <= mine):
        return _compatible(one, other)
    if not (mine <= theirs or theirs <= mine) or not mine or not theirs:
        return False
    return mine == theirs or abs(one.sentence - other.sentence) <= 2


def contradict(one: Facts, other: Facts) -> bool:
    """Whether two occurrences differ in a value, or in a date as far as both are precise."""
    if one.values != other.values and any(
        one.values[key] != other.values[key] for key in one.values.keys() & other.values.keys()
    ):
        return True
    shorter, longer = sorted((one.date, other.date), key=len)
    return bool(shorter) and not longer.startswith(shorter)


def _compatible(one: Facts, other: Facts) -> bool:
    """No role whose fillers in the two have nothing in common."""
    shared = one.things.keys() & other.things.keys()
    return all(not one.things[r] or not other.things[r] or one.things[r] & other.things[r] for r in shared)


def _absorb(into: Facts, one: Facts) -> None:
    for role, things in one.things.items():
        into.things[role] |= things
    into.values = {**one.values, **into.values}
    into.date = max(into.date, one.date, key=len)
    into.sentence = max(into.sentence, one.sentence)
