"""Identity across documents: which documents' things are one, and why; whatever the order the documents came in.

Things of one name are grouped, then groups whose names may be one are compared and joined where there is evidence. It is
done twice: what surrounds a thing counts by what it turned out to be the first time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.nouns import noun_index
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Mention
from kg.resolve.blocking import candidate_pairs
from kg.resolve.components import Components
from kg.resolve.evidence import Company
from kg.resolve.grouping import Grouping
from kg.resolve.keys import fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.proposals import NameGroup, Proposals
from kg.resolve.short_forms import ShortForms
from kg.resolve.things import LocalThing, class_of
from kg.resolve.within import DocumentThings


@dataclass(frozen=True)
class Identities:
    """Which thing each named mention is of; for each thing the document that speaks of it first, and why it is one.

    `roots` goes from mention ids to things; `entries` gives what the gazetteer knows of a thing.
    """

    roots: Mapping[str, str]
    first: Mapping[str, LocalThing]
    entries: Mapping[str, GazetteerEntry]
    reasons: Mapping[str, set[str]]


def identify(found: DocumentThings, ontology: Ontology, gazetteer: Gazetteer) -> Identities:
    """Puts the things of all documents together."""
    keys = {thing.id: thing.key for thing in found.things}
    matcher = _Matcher(found, ontology, gazetteer)
    roots = matcher.round(lambda identifier: keys.get(identifier, identifier)).roots
    meant = {thing.id: thing.key if thing.key.startswith(KNOWN) else roots[thing.id] for thing in found.things}
    return _identities(found, matcher.round(lambda identifier: meant.get(identifier, identifier)))


@dataclass(frozen=True, slots=True)
class _Round:
    """For each document's thing the first of all that are the same, and by that why they are."""

    roots: Mapping[str, str]
    reasons: Mapping[str, set[str]]


def _identities(found: DocumentThings, last: _Round) -> Identities:
    by_root: dict[str, list[LocalThing]] = defaultdict(list)
    for thing in found.things:
        by_root[last.roots[thing.id]].append(thing)
    roots = {m.id: root for root, things in by_root.items() for thing in things for m in thing.mentions}
    entries = {}
    reasons: dict[str, set[str]] = {}
    for root, things in by_root.items():
        keys = {key for thing in things for key in (thing.key, *thing.defined, *thing.shortened)}
        known = [found.entries[key] for key in keys if key in found.entries]
        if known:
            entries[root] = max(known, key=lambda entry: (bool(entry.iri), entry.weight, entry.id))
        reasons[root] = {
            *last.reasons.get(root, ()),
            *(reason for thing in things for reason in thing.reasons),
            *_spellings(things, found.entries),
        }
    return Identities(roots, {root: min(things, key=_order) for root, things in by_root.items()}, entries, reasons)


def _order(thing: LocalThing) -> tuple[str, str, str]:
    return thing.order


def _spellings(things: Sequence[LocalThing], entries: Mapping[str, GazetteerEntry]) -> Iterable[str]:
    """Why names that look different share a key: the gazetteer has them, or they are one but for form and spelling."""
    names: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        names[thing.key].add(thing.name)
    for key, spelled in sorted(names.items()):
        different = sorted({name.casefold(): name for name in sorted(spelled, reverse=True)}.values())
        if len(different) > 1:
            listed = " and ".join(f"“{name}”" for name in different[:3])
            entry = entries.get(key)
            what = f"names of “{entry.name}” in the gazetteer" if entry else "one name but for legal form and spelling"
            yield f"{listed} are {what}"


@dataclass(frozen=True, slots=True)
class _Compared:
    """Groups with the pairs of them that are worth comparing."""

    proposals: Proposals
    pairs: Sequence[tuple[str, str]]


class _Matcher:
    """What both rounds need."""

    def __init__(self, found: DocumentThings, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.things = found.things
        self.entries = found.entries
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.short_forms = ShortForms(ontology, noun_index(ontology, "en"), gazetteer)

    def round(self, meant: Callable[[str], str]) -> _Round:
        """One grouping and joining; `meant` says what a document's thing stands for, as far as it is known."""
        company = Company(self.gazetteer, self.short_forms.nouns.places, meant, *self._frequencies(meant))
        groups = Grouping(self.ontology, self.gazetteer, company, meant).groups(self.things)
        compared = self._compared(groups, {}, company)
        doubtful = compared.proposals.short_for_several(compared.pairs)
        if doubtful:
            # What each document means by such a name is for its own surroundings to say.
            parts = {thing.id: group[0].id for group in groups if group[0].id in doubtful for thing in group}
            groups = [part for group in groups for part in _divided(group, doubtful)]
            compared = self._compared(groups, parts, company)
        components = Components(compared.proposals.apart)
        for proposal in compared.proposals.of(compared.pairs):
            components.join(proposal.first, proposal.second, proposal.reason)
        together = _with_what_went_nowhere(components, compared.proposals.groups.values())
        # The first of a group stands for it, and the first group of a component for that.
        roots = {
            thing.id: together.get(group[0].id, components.find(group[0].id)) for group in groups for thing in group
        }
        return _Round(roots, components.reasons)

    def _compared(
        self, groups: Sequence[Sequence[LocalThing]], parts: Mapping[str, str], company: Company
    ) -> _Compared:
        by_id = {group[0].id: self._name_group(group, parts.get(group[0].id, "")) for group in groups}
        pairs = candidate_pairs({each.id: sorted(each.folded) for each in by_id.values()})
        return _Compared(Proposals(self.ontology, self.short_forms, company, by_id), pairs)

    def _frequencies(self, meant: Callable[[str], str]) -> tuple[dict[str, int], dict[str, str]]:
        documents: dict[str, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        for thing in self.things:
            each = meant(thing.id)
            documents[each].add(thing.document.id)
            names[each] = min(names.get(each, thing.name), thing.name)
        return {each: len(found) for each, found in documents.items()}, names

    def _name_group(self, group: Sequence[LocalThing], part_of: str) -> NameGroup:
        mentions: list[Mention] = [mention for thing in group for mention in thing.mentions]
        cls, certain = class_of(mentions, self.ontology)
        key = group[0].key
        entry = self.entries.get(key)
        name = entry.name if entry else min((thing.name for thing in group), key=lambda name: (len(name), name))
        spelled = {each.removeprefix(NAME) for each in (key, *_aliases(group)) if not each.startswith(KNOWN)}
        # A legal form is no part of the key, and yet of the acronym: "International Trade Corporation (ITC)".
        spelled.add(fold(name))
        return NameGroup(
            id=group[0].id,
            name=name,
            text=fold(entry.name) if entry else key.removeprefix(NAME),
            known=entry is not None,
            cls=entry.cls if entry else cls,
            certain=entry is not None or certain,
            things=tuple(group),
            folded=frozenset(spelled),
            defined=frozenset(alias for thing in group for alias in thing.defined),
            shortened=frozenset(alias for thing in group for alias in thing.shortened),
            ties=frozenset(tie for thing in group for tie in thing.ties),
            part_of=part_of,
        )


def _with_what_went_nowhere(components: Components, groups: Iterable[NameGroup]) -> dict[str, str]:
    """For the parts of a divided group that joined nothing the first of them: they are one again."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for each in sorted(groups, key=lambda group: group.id):
        if each.part_of and components.of(each.id) == {each.id}:
            found[each.id] = first.setdefault(each.part_of, each.id)
    return found


def _divided(group: list[LocalThing], doubtful: set[str]) -> list[list[LocalThing]]:
    return [[thing] for thing in group] if group[0].id in doubtful else [group]


def _aliases(group: Sequence[LocalThing]) -> set[str]:
    return {alias for thing in group for alias in (*thing.defined, *thing.shortened)}
