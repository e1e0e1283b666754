"""Several values where a property allows one: which is kept, and what is said of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.assemble.graph import object_term
from kg.ontology import Ontology
from kg.records import Claim, Entity, Polarity, Value


def functional_conflicts(
    claims: Mapping[int, Claim], entities: Mapping[str, Entity], ontology: Ontology
) -> Mapping[int, str]:
    """Reasons against the claims, by index, that give a functional property a second value.

    Kept is the value of the most confident claim; of equals the one that stands first, by document and place. Claims
    that repeat the kept value stay.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, claim in claims.items():
        if allows_one(claim, ontology):
            groups[claim.subject, claim.predicate].append(index)
    reasons: dict[int, str] = {}
    for indexes in groups.values():
        if len({claims[index].object for index in indexes}) == 1:
            continue
        kept = kept_of(claims[index] for index in indexes)
        reason = second_value_reason(kept, entities, ontology)
        reasons |= {index: reason for index in indexes if object_term(claims[index]) != object_term(kept)}
    return reasons


def allows_one(claim: Claim, ontology: Ontology) -> bool:
    """Whether a claim gives a value where there may be one at most."""
    return ontology.properties[claim.predicate].functional and claim.polarity is Polarity.AFFIRMED


def kept_of(claims: Iterable[Claim]) -> Claim:
    """Of claims that give one property of one thing values, that whose value is kept."""
    return min(claims, key=_preference)


def second_value_reason(kept: Claim, entities: Mapping[str, Entity], ontology: Ontology) -> str:
    """What is said against another value; `entities` has the ends of the claim that is kept."""
    thing = entities[kept.subject].label[0] if kept.subject in entities else kept.subject
    return (
        f"{ontology.name(kept.predicate)} has one value at most, and for {thing} “{_shown(kept, entities)}” was "
        f"kept (confidence {kept.confidence:.2g}, “{kept.evidence.quote[:80]}”)"
    )


def _preference(claim: Claim) -> tuple[float, str, int, int, str]:
    evidence = claim.evidence
    return (-claim.confidence, evidence.document, evidence.span.start, evidence.span.end, str(object_term(claim)))


def _shown(claim: Claim, entities: Mapping[str, Entity]) -> str:
    if isinstance(claim.object, Value):
        return claim.object.lexical
    return entities[claim.object].label[0] if claim.object in entities else claim.object
