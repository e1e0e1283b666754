"""Groups of things of one name each, joined where there is evidence that names are of one thing, and why.

Of the things themselves nothing is looked at but what has been gathered of them by group, so there may be any number of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.resolve.blocking import LARGEST_BLOCK
from kg.resolve.components import Components
from kg.resolve.evidence import Meaning, PlacedThing, Surroundings, surroundings
from kg.resolve.keys import fold
from kg.resolve.known import KNOWN, NAME
from kg.resolve.naming import elected
from kg.resolve.proposals import NameGroup, Proposals
from kg.resolve.short_forms import ShortForms


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a cluster: their ids by key, and what is known of each by id. The first thing's id is the group's."""

    ids: Mapping[str, Sequence[str]]
    named: Mapping[str, NameGroup]
    surroundings: Mapping[str, Surroundings]


@dataclass(frozen=True, slots=True)
class Joined:
    """The first of the groups that are one for each of them, and for those of several why."""

    roots: Mapping[str, str]
    reasons: Mapping[str, Iterable[str]]


Divide = Callable[[set[str]], Groups]


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins the groups of a cluster."""

    ontology: Ontology
    short_forms: ShortForms
    meanings: Mapping[str, Meaning]

    def joined(self, pairs: Sequence[tuple[str, str]], groups: Groups, divide: Divide) -> Joined:
        """What is one of groups whose keys are compared in pairs; `divide` gives all with some of them a group for each thing."""
        proposals = self._proposals(groups)
        if doubtful := proposals.short_for_several(_compared(pairs, groups)):
            # What each document means by such a name is for its own surroundings to say.
            groups = divide(doubtful)
            proposals = self._proposals(groups)
        components = Components(proposals.apart)
        for proposal in proposals.of(_compared(pairs, groups)):
            components.join(proposal.first, proposal.second, proposal.reason)
        together = _with_what_went_nowhere(components, groups.named.values())
        roots = {each: together.get(each, components.find(each)) for each in groups.named}
        return Joined(roots, components.reasons)

    def _proposals(self, groups: Groups) -> Proposals:
        return Proposals(self.ontology, self.short_forms, self.meanings, groups.named, groups.surroundings)


def name_group(
    things: Iterable[PlacedThing], ontology: Ontology, gazetteer: Gazetteer, part_of: str = ""
) -> tuple[NameGroup, Surroundings]:
    """What is known of things of one name, in the order of their ids, which are gone through once."""
    gathered = _Gathered()
    around = surroundings(gathered.passing(things))
    key, _, _ = gathered.id.partition("\t")
    entry = gazetteer.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
    cls, certain = gathered.class_of(ontology)
    group = NameGroup(
        id=gathered.id,
        name=entry.name if entry else gathered.name,
        text=fold(entry.name) if entry else key.removeprefix(NAME),
        known=entry is not None,
        cls=entry.cls if entry else cls,
        certain=entry is not None or certain,
        several=len(around.documents) > 1,
        defined=gathered.defined,
        shortened=frozenset(gathered.shortened),
        part_of=part_of,
    )
    return group, around


@dataclass(slots=True)
class _Gathered:
    """What is said of things of one name, as they pass."""

    id: str = ""
    name: str = ""
    only: tuple[str, bool] | None = None
    votes: dict[str, int] = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)
    defined: dict[str, str] = field(default_factory=dict)
    shortened: set[str] = field(default_factory=set)

    def passing(self, things: Iterable[PlacedThing]) -> Iterator[PlacedThing]:
        for each in things:
            thing = each.thing
            if not self.id:
                self.id, self.name, self.only = thing.id, thing.name, (thing.cls, thing.certain)
            else:
                self.name = min(self.name, thing.name, key=lambda name: (len(name), name))
                self.only = None
            for cls, times in thing.votes.items():
                self.votes[cls] = self.votes.get(cls, 0) + times
            self.sure.update(thing.sure)
            for alias in thing.defined:
                self.defined.setdefault(alias, thing.document)
            self.shortened.update(thing.shortened)
            yield each

    def class_of(self, ontology: Ontology) -> tuple[str, bool]:
        """The class that all mentions agree on, and whether one of them is certain of it."""
        if self.only:
            return self.only
        cls = elected(self.votes, ontology)
        return cls, any(ontology.is_a(each, cls) for each in self.sure)


def _compared(pairs: Sequence[tuple[str, str]], groups: Groups) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        # A name that means many things, and another: telling which of them are which is more than can be done.
        if min(len(groups.ids[one]), len(groups.ids[other])) <= LARGEST_BLOCK:
            yield from ((first, second) for first in groups.ids[one] for second in groups.ids[other])


def _with_what_went_nowhere(components: Components, groups: Iterable[NameGroup]) -> dict[str, str]:
    """For the parts of a divided group that joined nothing the first of them: they are one again."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for each in sorted(groups, key=lambda group: group.id):
        if each.part_of and components.of(each.id) == {each.id}:
            found[each.id] = first.setdefault(each.part_of, each.id)
    return found
