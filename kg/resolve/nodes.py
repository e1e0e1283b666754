"""What stands in the graph for things of documents that are one: its class, its names, and what its IRI is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Mention
from kg.resolve.identity import Identity
from kg.resolve.iris import Stem, segment_of, stem_of_name
from kg.resolve.known import KNOWN
from kg.resolve.naming import added, class_votes, elected, names_from
from kg.resolve.things import LocalThing
from kg.resolve.worth import is_worth_a_node


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph before it has an IRI, by the `root` that its mentions lead to.

    `iri` is the one that it has in a graph of the user's; `stays` says that it needs no claim to be kept.
    """

    root: str
    cls: str
    segment: str
    label: tuple[str, str]
    alternatives: tuple[tuple[str, str], ...]
    stem: Stem
    reasons: tuple[str, ...] = ()
    iri: str = ""
    same_as: tuple[str, ...] = ()
    stays: bool = False


def named_node(identity: Identity, ontology: Ontology, gazetteer: Gazetteer) -> Node:
    """The node of things that have a name."""
    things, root = identity.things, identity.root
    entry = known_entry(things, gazetteer)
    said = added(thing.written for thing in things)
    label, alternatives = names_from(said, entry)
    cls = _class_of(things, entry, {}, ontology)
    return Node(
        root=root,
        cls=cls,
        segment=segment_of(cls, entry, ontology),
        label=label,
        alternatives=alternatives,
        stem=stem_of_name(min(things, key=lambda thing: thing.order), entry, gazetteer),
        reasons=identity.reasons,
        iri=entry.iri if entry else "",
        same_as=entry.same_as if entry else (),
        stays=is_worth_a_node(root, things, ontology.classes[cls]),
    )


def with_unnamed_mentions(
    node: Node, identity: Identity, mentions: Iterable[Mention], ontology: Ontology, gazetteer: Gazetteer
) -> Node:
    """The same where texts give the name to something that they otherwise only describe: these mentions have a vote."""
    entry = known_entry(identity.things, gazetteer)
    cls = _class_of(identity.things, entry, class_votes((m.cls, m.certain) for m in mentions), ontology)
    return replace(node, cls=cls, segment=segment_of(cls, entry, ontology))


def known_entry(things: Sequence[LocalThing], gazetteer: Gazetteer) -> GazetteerEntry | None:
    """What the gazetteer knows of them by any of their names: what the user brought before all, then the weightiest."""
    keys = {key for thing in things for key in (thing.key, *thing.defined, *thing.shortened) if key.startswith(KNOWN)}
    entries = [entry for key in keys if (entry := gazetteer.get(key.removeprefix(KNOWN)))]
    return max(entries, key=lambda entry: (bool(entry.iri), entry.weight, entry.id), default=None)


def _class_of(
    things: Sequence[LocalThing], entry: GazetteerEntry | None, others: Mapping[str, int], ontology: Ontology
) -> str:
    """The class that all mentions agree on; the gazetteer has a vote, and what claims say of mere guesses."""
    if entry is not None and entry.iri:
        return entry.cls
    votes = [others, *(thing.votes for thing in things)]
    if entry is not None:
        votes.append(class_votes([(entry.cls, True)]))
    if not any(thing.sure for thing in things):
        overruled = added(thing.overruled for thing in things)
        votes.append(class_votes((cls, True) for cls, times in overruled.items() for _ in range(times)))
    return elected(added(votes), ontology)
