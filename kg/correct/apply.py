"""The stage's one function: what resolution found, as a person corrected it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.correct.claims import DecidedEdge, Wanting, correct_claims, rejected_things
from kg.correct.facts import FactAdder
from kg.correct.names import Names, learn_names
from kg.correct.occurrences import descriptions, what_claims_leave
from kg.correct.records import Accept, Add, AddOccurrence, Correction, Reject, Split, StaleCorrection
from kg.correct.sources import Sources
from kg.correct.splitting import part
from kg.correct.things import CorrectedThings, correct_things
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import Claim, Document, Entity, RejectedClaim
from kg.resolve.resolve import Resolution
from kg.resolve.rewriting import about_entities

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A resolution after corrections; `documents` are those of the build and the outside sources of added facts.

    `stale` are the corrections that had no effect, `wanted` the claims that were accepted or added, with by which one,
    `edges` those decided on that may also follow from other claims (see `kg.correct.premises`), and `described` how
    occurrences would be described had nothing been corrected. The label of what is `renamed` and the class of what is
    `retyped`, by IRI, are a person's choice.
    """

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedClaim, ...]
    documents: Mapping[str, Document]
    stale: tuple[StaleCorrection, ...] = ()
    wanted: Mapping[Claim, Wanting] = field(default_factory=dict)
    edges: tuple[DecidedEdge, ...] = ()
    renamed: frozenset[str] = frozenset()
    retyped: frozenset[str] = frozenset()
    described: Mapping[str, str] = field(default_factory=dict)

    def stale_after(self, refused: Iterable[RejectedClaim]) -> tuple[StaleCorrection, ...]:
        """The corrections without effect, those among them whose claims the gate refused, in their order of place."""
        late = [
            StaleCorrection(self.wanted[each.claim], f"the claim is refused: {each.reason}")
            for each in refused
            if each.claim in self.wanted
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
    return _corrected(resolution, corrections, documents, ontology, base)


def _corrected(
    resolution: Resolution,
    corrections: Sequence[Correction],
    documents: Mapping[str, Document],
    ontology: Ontology,
    base: str,
) -> Corrected:
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
    described = _described(resolution, names, things)
    kept = [entity for entity in things.entities if entity.iri not in things.rejected]
    kept += adder.entities.values()
    taken = rejected_things(things.entities, things.rejected, documents)
    return Corrected(
        entities=what_claims_leave(kept, corrected.claims, described, ontology),
        claims=corrected.claims,
        rejected=(*hopeless, *corrected.rejected, *looping, *taken),
        documents=adder.sources.documents,
        stale=tuple(sorted({*unsplit, *things.stale, *adder.stale, *corrected.stale}, key=_place)),
        wanted=corrected.wanted,
        edges=corrected.edges,
        renamed=things.renamed,
        retyped=things.retyped,
        described=described,
    )


def _described(resolution: Resolution, names: Names, things: CorrectedThings) -> dict[str, str]:
    """How occurrences were described, by the IRIs that they have now; those that a person named are left out."""
    told = descriptions(resolution.entities, resolution.claims, names.ontology)
    now = {things.iris.get(names.root(iri), iri): description for iri, description in sorted(told.items())}
    return {iri: description for iri, description in now.items() if iri not in things.renamed}


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

    def rewritten(claim: Claim) -> Claim:
        subject, target = now(claim.subject), now(claim.object) if isinstance(claim.object, str) else claim.object
        same = (subject, target) == (claim.subject, claim.object)
        return claim if same else replace(claim, subject=subject, object=target)

    made = [rewritten(claim) for claim in claims]
    looping = [claim for claim in made if claim.subject == claim.object]
    reason = "what it relates has become one thing by a correction"
    return (
        tuple(claim for claim in made if claim.subject != claim.object),
        tuple(RejectedClaim(claim, reason) for claim in looping),
    )


def _rewritten(rejected: Iterable[RejectedClaim], entities: Iterable[Entity]) -> tuple[RejectedClaim, ...]:
    iris = {mention.id: entity.iri for entity in entities for mention in entity.mentions}
    return tuple(about_entities(each, iris) for each in rejected)


def _of_kind(corrections: Iterable[Correction], kind: type[C]) -> list[C]:
    return [each for each in corrections if isinstance(each, kind)]


def _place(stale: StaleCorrection) -> tuple[str, int, str]:
    return (stale.correction.decision.file, stale.correction.decision.line, str(stale))
