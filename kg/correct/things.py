"""Things put together, named, typed and given IRIs as corrections say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.correct.contradictions import agreed, contradict
from kg.correct.names import Names
from kg.correct.records import (
    Correction,
    Decision,
    Distinct,
    Merge,
    Pin,
    Reject,
    Rename,
    Retype,
    Split,
    StaleCorrection,
    ThingReference,
)
from kg.records import Entity

T = TypeVar("T", Merge, Rename, Retype, Pin, Reject)
ByRoot = dict[str, list[T]]


@dataclass(frozen=True, slots=True)
class CorrectedThings:
    """Entities, rejected ones too; the IRI of each root of `Names`; what was rejected, by whom; what had no effect.

    `renamed` and `retyped` are the IRIs of things whose label or class is a person's choice.
    """

    entities: tuple[Entity, ...]
    iris: Mapping[str, str]
    rejected: Mapping[str, Decision]
    renamed: frozenset[str]
    retyped: frozenset[str]
    stale: tuple[StaleCorrection, ...]


@dataclass
class _Wishes:
    """What is to be done with each thing, by its root, and what names no thing."""

    names: Names
    merges: ByRoot[Merge] = field(default_factory=lambda: defaultdict(list))
    renames: ByRoot[Rename] = field(default_factory=lambda: defaultdict(list))
    retypes: ByRoot[Retype] = field(default_factory=lambda: defaultdict(list))
    pins: ByRoot[Pin] = field(default_factory=lambda: defaultdict(list))
    rejects: ByRoot[Reject] = field(default_factory=lambda: defaultdict(list))
    stale: list[StaleCorrection] = field(default_factory=list)

    def sort(self, correction: Correction) -> None:
        """Puts a correction to the thing that it names; those of claims are passed over."""
        if isinstance(correction, Merge):
            self._sort_merge(correction)
        elif isinstance(correction, Rename):
            self._put(correction, correction.thing, self.renames)
        elif isinstance(correction, Retype):
            self._put(correction, correction.thing, self.retypes)
        elif isinstance(correction, Pin):
            self._put(correction, correction.thing, self.pins)
        elif isinstance(correction, Reject) and isinstance(correction.what, ThingReference):
            self._put(correction, correction.what, self.rejects)

    def _put(self, correction: T, reference: ThingReference, wishes: ByRoot[T]) -> None:
        root = self.names.one(reference)
        if root:
            wishes[root].append(correction)
        else:
            self.stale.append(StaleCorrection(correction, self.names.why_not(reference)))

    def _sort_merge(self, merge: Merge) -> None:
        roots = {root for reference in merge.things if (root := self.names.one(reference))}
        for root in roots:
            self.merges[root].append(merge)
        missing = [reference for reference in merge.things if not self.names.one(reference)]
        if missing:
            others = "; the others were merged" if len(merge.things) - len(missing) > 1 else ""
            self.stale.append(StaleCorrection(merge, self.names.why_not(missing[0]) + others))


def correct_things(
    names: Names, corrections: Sequence[Correction], parted: Iterable[tuple[Split, str, str]], base: str
) -> CorrectedThings:
    """Applies merges, renames, retypes, pins and rejections of things; `parted` are the splits that were applied.

    Raises `CorrectionError` where they contradict each other.
    """
    wishes = _Wishes(names)
    for correction in corrections:
        wishes.sort(correction)
    _check_splits(parted, wishes)
    _check_distinct([each for each in corrections if isinstance(each, Distinct)], wishes)
    groups: dict[str, list[Entity]] = defaultdict(list)
    for iri, entity in names.entities.items():
        groups[names.root(iri)].append(entity)
    made = {root: _one(root, members, wishes, base) for root, members in sorted(groups.items())}
    iris = _iris(made, wishes)
    for root in wishes.rejects:
        _check_rejected(root, wishes)
    return CorrectedThings(
        entities=tuple(
            sorted(
                (e if e.iri == iris[root] else replace(e, iri=iris[root]) for root, e in made.items()),
                key=lambda e: e.iri,
            )
        ),
        iris=iris,
        rejected={iris[root]: rejects[0].decision for root, rejects in wishes.rejects.items()},
        renamed=frozenset(iris[root] for root in wishes.renames),
        retyped=frozenset(iris[root] for root in wishes.retypes),
        stale=tuple(wishes.stale),
    )


# ---------------------------------------------------------------- one thing


def _one(root: str, members: Sequence[Entity], wishes: _Wishes, base: str) -> Entity:
    """The entity that several become, or one alone, with the class and the label that it is to have."""
    if len(members) == 1 and root not in wishes.renames and root not in wishes.retypes:
        return members[0]
    kept = _kept(members, wishes.merges.get(root, ()), wishes.names, base)
    others = {name for member in members for name in (member.label, *member.alternatives)}
    because = {reason for member in members for reason in member.merged_because}
    if len(members) > 1:
        because |= {f"merged by {merge.decision.told()}" for merge in wishes.merges[root]}
    renames, retypes = wishes.renames.get(root, ()), wishes.retypes.get(root, ())
    what = f"for “{kept.label[0]}”"
    label = agreed((((e.label, e.language), e.decision) for e in renames), f"two labels {what}") or kept.label
    cls = agreed(((e.cls, e.decision) for e in retypes), f"two classes {what}") or _class(kept, members, wishes.names)
    mentions = {mention.id: mention for member in members for mention in member.mentions}
    return Entity(
        iri=kept.iri,
        cls=cls,
        label=label,
        alternatives=tuple(sorted(others - {label})),
        mentions=tuple(sorted(mentions.values(), key=lambda mention: (mention.document, mention.span))),
        merged_because=tuple(sorted(because)),
        same_as=tuple(sorted({iri for member in members for iri in member.same_as})),
    )


def _kept(members: Sequence[Entity], merges: Sequence[Merge], names: Names, base: str) -> Entity:
    """Of those that become one the one that every merge names first; of several, one with an IRI of elsewhere first."""
    first, later = set[str](), set[str]()
    for merge in merges:
        found = [iris for reference in merge.things if names.one(reference) and (iris := names.find(reference))]
        first.update(*found[:1])
        later.update(*(set(iris) - set(found[0]) for iris in found[1:]))
    wanted = [member for member in members if member.iri in first - later]
    return min(wanted or members, key=lambda member: (member.iri.startswith(base), member.iri))


def _class(kept: Entity, members: Sequence[Entity], names: Names) -> str:
    """The class of the kept one, or one below it that another has."""
    narrower = tuple(sorted({m.cls for m in members if names.ontology.is_a(m.cls, kept.cls)}))
    return names.ontology.most_specific(narrower) if narrower else kept.cls


def _iris(made: Mapping[str, Entity], wishes: _Wishes) -> dict[str, str]:
    """The IRI of each root, after pins; a pin to the IRI of a thing that stays where it is has no effect."""
    pinned: dict[str, str] = {}
    owners: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for root, pins in wishes.pins.items():
        iri = agreed(((pin.iri, pin.decision) for pin in pins), f"two IRIs for “{made[root].label[0]}”")
        pinned[root] = iri or made[root].iri
        owners[pinned[root]].append((root, pins[0].decision))
    for iri, claimed in owners.items():
        agreed(claimed, f"<{iri}> for two things; merge these if they are one")
    staying = {entity.iri: root for root, entity in made.items() if root not in pinned}
    for root in sorted(pinned):
        holder = staying.get(pinned[root], root)
        if holder != root:
            reason = f"<{pinned[root]}> is the IRI of “{made[holder].label[0]}” here; merge the two if they are one"
            wishes.stale += [StaleCorrection(pin, reason) for pin in wishes.pins[root]]
            del pinned[root]
    return {root: pinned.get(root, entity.iri) for root, entity in made.items()}


# ---------------------------------------------------------------- what cannot both hold


def _check_splits(parted: Iterable[tuple[Split, str, str]], wishes: _Wishes) -> None:
    for split, source, target in parted:
        root = wishes.names.root(target)
        merges = wishes.merges.get(root)
        if merges and root in (wishes.names.root(source), wishes.names.one(split.thing)):
            contradict(merges[0].decision, split.decision, f"one merges and one splits “{split.thing.name}”")


def _check_distinct(distinct: Sequence[Distinct], wishes: _Wishes) -> None:
    names = wishes.names
    for each in distinct:
        missing = [reference for reference in each.things if not names.one(reference)]
        if missing:
            wishes.stale.append(StaleCorrection(each, names.why_not(missing[0])))
            continue
        seen: dict[str, ThingReference] = {}
        for reference in each.things:
            root = names.one(reference)
            other = seen.setdefault(root, reference)
            if other is reference:
                continue
            if set(names.find(other)).isdisjoint(names.find(reference)):
                merge = wishes.merges[root][0]
                why = f"one merges “{other.name}” and “{reference.name}”, one keeps them apart"
                contradict(merge.decision, each.decision, why)
            reason = f"“{other.name}” and “{reference.name}” are one thing in this build; split it"
            wishes.stale.append(StaleCorrection(each, reason))


def _check_rejected(root: str, wishes: _Wishes) -> None:
    reject = wishes.rejects[root][0]
    for kind in (wishes.merges, wishes.renames, wishes.retypes, wishes.pins):
        for other in kind.get(root, ()):
            contradict(reject.decision, other.decision, "one rejects a thing that the other corrects")
