"""What corrected claims leave of the entities: which of them there still are, and how occurrences are described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.ontology import Ontology
from kg.records import Claim, Entity, MentionKind
from kg.resolve.naming import describe_occurrence


def descriptions(entities: Iterable[Entity], claims: Iterable[Claim], ontology: Ontology) -> dict[str, str]:
    """How each occurrence that texts report is described by the claims about it."""
    every = list(entities)
    labels = {entity.iri: entity.label[0] for entity in every}
    occurrences = {entity.iri for entity in every if _is_occurrence(entity)}
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject in occurrences:
            about[claim.subject].append(claim)
    return {iri: describe_occurrence(found, labels, ontology) for iri, found in about.items()}


def what_claims_leave(
    entities: Iterable[Entity], claims: Sequence[Claim], described: Mapping[str, str], ontology: Ontology
) -> tuple[Entity, ...]:
    """The entities without those that only a claim held which is gone.

    An occurrence whose description is not the one in `described` any more takes the new one as its label.
    """
    used = {end for claim in claims for end in (claim.subject, claim.object)}
    kept = [entity for entity in entities if entity.iri in used or _stands_alone(entity, ontology)]
    told = descriptions(kept, claims, ontology)
    changed = {iri: told[iri] for iri in told.keys() & described.keys() if told[iri] and told[iri] != described[iri]}
    labelled = [replace(e, label=(changed[e.iri], "en")) if e.iri in changed else e for e in kept]
    return tuple(sorted(labelled, key=lambda entity: entity.iri))


def _stands_alone(entity: Entity, ontology: Ontology) -> bool:
    """Whether a thing is in a graph without a claim: named things are, but for those of an open vocabulary."""
    named = any(mention.kind is MentionKind.NAME for mention in entity.mentions)
    return _is_occurrence(entity) or (named and not ontology.classes[entity.cls].open_vocabulary)


def _is_occurrence(entity: Entity) -> bool:
    return bool(entity.mentions) and all(mention.kind is MentionKind.EVENT for mention in entity.mentions)
