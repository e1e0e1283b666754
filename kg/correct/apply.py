"""The stage's one function: what resolution found, as a person corrected it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.correct.claims import Wanting, correct_claims, rejected_things
from kg.correct.facts import FactAdder
from kg.correct.names import Names, learn_names
from kg.correct.records import Accept, Add, AddOccurrence, Correction, Reject, Split, StaleCorrection
from kg.correct.sources import Sources
from kg.correct.splitting import part
from kg.correct.things import CorrectedThings, correct_things
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Document, Entity, MentionKind, RejectedClaim
from kg.resolve.naming import describe_occurrence
from kg.resolve.resolve import Resolution

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A resolution after corrections; `documents` are those of the build and the outside sources of added facts.

    `stale` are the corrections that had no effect, `wanted` the claims that were accepted or added, with by which one.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedClaim, ...]
    documents: Mapping[str, Document]
    stale: tuple[StaleCorrection, ...] = ()
    wanted: Mapping[Claim, Wanting] | None = None

    def stale_after(self, refused: Iterable[RejectedClaim]) -> tuple[StaleCorrection, ...]:
        """The corrections without effect, those among them whose claims the gate refused, in their order of place."""
        wanted = self.wanted or {}
        late = [
            StaleCorrection(wanted[each.claim], f"the claim is refused: {each.reason}")
            for each in refused
            if each.claim in wanted
        ]
        return tuple(sorted({*self.stale, *late}, key=_place))


def correct(
    resolution: Resolution,
    corrections: Sequence[Correction],
    documents: Mapping[str, Document],
    ontology: Ontology,
    *,
    base: str = ENTITY_BASE,
) -> Corrected:
    """Applies corrections to what resolution found; their order changes nothing.

    Raises `CorrectionError` for two that cannot both hold. In the claims that were refused, too, mentions become things.
    """
    if not corrections:
        refused = _rewritten(resolution.rejected, resolution.entities)
        return Corrected(resolution.entities, resolution.claims, refused, documents)
    names, claims, parted, unsplit = _split(resolution, corrections, documents, ontology, base)
    things = correct_things(names, corrections, parted, base)
    claims, looping = _with_iris(claims, names, things.iris)
    labels = {entity.iri: entity.label[0] for entity in things.entities}
    adder = FactAdder(names, things.iris, labels, Sources(documents, claims), base)
    adder.add_all([*_of_kind(corrections, Add), *_of_kind(corrections, AddOccurrence)])
    # What became of no entity cannot be accepted: nobody can say what it is about.
    refused = _rewritten(resolution.rejected, things.entities)
    hopeless = tuple(each for each in refused if each.claim.subject not in labels)
    corrected = correct_claims(
        claims=(*claims, *(claim for claim, _ in adder.claims)),
        refused=[each for each in refused if each.claim.subject in labels],
        decided=(_of_kind(corrections, Accept), _of_kind(corrections, Reject)),
        added={index: each for index, (_, each) in enumerate(adder.claims, start=len(claims))},
        gone=things.rejected,
        documents=adder.sources.documents,
        names=names,
        iris=things.iris,
    )
    taken = rejected_things(things.entities, things.rejected, documents)
    return Corrected(
        entities=_entities(things, adder, corrected.claims, resolution, ontology),
        claims=corrected.claims,
        rejected=(*hopeless, *corrected.rejected, *looping, *taken),
        documents=adder.sources.documents,
        stale=tuple(sorted({*unsplit, *things.stale, *adder.stale, *corrected.stale}, key=_place)),
        wanted=corrected.wanted,
    )


def _split(
    resolution: Resolution,
    corrections: Sequence[Correction],
    documents: Mapping[str, Document],
    ontology: Ontology,
    base: str,
) -> tuple[Names, tuple[Claim, ...], list[tuple[Split, str, str]], list[StaleCorrection]]:
    """Applies splits, and those of what splits make, until no more can be; gives the names of what there is then."""
    entities, claims = resolution.entities, resolution.claims
    parted: list[tuple[Split, str, str]] = []
    pending = _of_kind(corrections, Split)
    while True:
        names = Names(entities, ontology, base)
        learn_names(names, corrections)
        done = part(pending, names, claims, resolution.proposed, documents, base)
        if not done.parted:
            return names, claims, parted, [StaleCorrection(split, reason) for split, reason in done.failed]
        parted += done.parted
        entities, claims = done.entities, done.claims
        pending = [split for split, _ in done.failed]


def _with_iris(
    claims: Sequence[Claim], names: Names, iris: Mapping[str, str]
) -> tuple[tuple[Claim, ...], tuple[RejectedClaim, ...]]:
    """Claims about what things have become, and those whose two ends have become one thing."""

    def now(iri: str) -> str:
        return iris[names.root(iri)] if iri in names.entities else iri

    made = [
        replace(c, subject=now(c.subject), object=now(c.object) if isinstance(c.object, str) else c.object)
        for c in claims
    ]
    looping = [claim for claim in made if claim.subject == claim.object]
    reason = "what it relates has become one thing by a correction"
    return (
        tuple(claim for claim in made if claim.subject != claim.object),
        tuple(RejectedClaim(claim, reason) for claim in looping),
    )


def _rewritten(rejected: Iterable[RejectedClaim], entities: Iterable[Entity]) -> tuple[RejectedClaim, ...]:
    """Claims that resolution refused, about entities where their mentions are of some."""
    iris = {mention.id: entity.iri for entity in entities for mention in entity.mentions}
    return tuple(
        replace(
            each,
            claim=replace(
                each.claim,
                subject=iris.get(each.claim.subject, each.claim.subject),
                object=iris.get(each.claim.object, each.claim.object)
                if isinstance(each.claim.object, str)
                else each.claim.object,
            ),
        )
        for each in rejected
    )


# ---------------------------------------------------------------- what the claims leave of the entities


def _entities(
    things: CorrectedThings, adder: FactAdder, claims: Sequence[Claim], resolution: Resolution, ontology: Ontology
) -> tuple[Entity, ...]:
    """All entities but the rejected and those that only a claim held that is gone; occurrences described anew."""
    used = {end for claim in claims for end in (claim.subject, claim.object)}
    kept = [
        entity
        for entity in things.entities
        if entity.iri not in things.rejected and (entity.iri in used or _stands_alone(entity, ontology))
    ]
    before = _descriptions(resolution.entities, resolution.claims, ontology)
    kept += adder.entities.values()
    after = _descriptions(kept, claims, ontology)
    return tuple(
        sorted(
            (
                replace(entity, label=(after[entity.iri], "en"))
                if entity.iri not in things.renamed
                and after.get(entity.iri)
                and after[entity.iri] != before.get(entity.iri)
                else entity
                for entity in kept
            ),
            key=lambda entity: entity.iri,
        )
    )


def _stands_alone(entity: Entity, ontology: Ontology) -> bool:
    """Whether a thing is in a graph without a claim: named things are, but for those of an open vocabulary."""
    named = any(mention.kind is MentionKind.NAME for mention in entity.mentions)
    return is_occurrence(entity) or (named and not ontology.classes[entity.cls].open_vocabulary)


def is_occurrence(entity: Entity) -> bool:
    """Whether an entity is an event that texts report."""
    return bool(entity.mentions) and all(mention.kind is MentionKind.EVENT for mention in entity.mentions)


def _descriptions(entities: Iterable[Entity], claims: Iterable[Claim], ontology: Ontology) -> dict[str, str]:
    """How each occurrence that texts report is described by the claims about it."""
    every = list(entities)
    labels = {entity.iri: entity.label[0] for entity in every}
    occurrences = {entity.iri for entity in every if is_occurrence(entity)}
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject in occurrences:
            about[claim.subject].append(claim)
    return {iri: describe_occurrence(found, labels, ontology) for iri, found in about.items()}


def _of_kind(corrections: Iterable[Correction], kind: type[C]) -> list[C]:
    return [each for each in corrections if isinstance(each, kind)]


def _place(stale: StaleCorrection) -> tuple[str, int, str]:
    return (stale.correction.decision.file, stale.correction.decision.line, str(stale))
