"""The part of a graph that decides what is said of some things in it, and the things that a change may touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

import pyoxigraph as ox

from kg.check.core import Step, Walk
from kg.check.shapes import SUBCLASS
from kg.check.violation import Node

# Walks from one place, by their next step each with what is left of them.
Onward = dict[Step, "Onward"]
# Where walks have come to; many may lead to one place, where what is left of them is held once.
Frontier = dict[Node, dict[int, Onward]]
_NOWHERE: dict[int, Onward] = {}


class Statements(Protocol):
    """A graph that can be asked for what is said of things."""

    def about(
        self, nodes: Collection[Node], against: bool, predicates: Collection[str] | None = None
    ) -> Iterable[ox.Triple]:
        """The triples whose subject is one of the nodes; with `against`, those whose object is one too.

        Those of other predicates than these may be left out: where many statements about a thing cost much.
        """

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        """The triples with this predicate."""


class ScannedTriples:
    """Triples in memory that are gone through for each question: for a few questions about many things."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self._triples = triples

    def about(
        self, nodes: Collection[Node], against: bool, predicates: Collection[str] | None = None
    ) -> Iterable[ox.Triple]:
        if against:
            return (each for each in self._triples if each.subject in nodes or each.object in nodes)
        return (each for each in self._triples if each.subject in nodes)

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        return (each for each in self._triples if each.predicate == predicate)


class IndexedTriples:
    """Triples in memory by subject and object: for many questions about a few things."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by_subject: defaultdict[Node, list[ox.Triple]] = defaultdict(list)
        self._by_object: defaultdict[Node, list[ox.Triple]] = defaultdict(list)
        for each in triples:
            self._by_subject[each.subject].append(each)
            self._by_object[each.object].append(each)

    def about(
        self, nodes: Collection[Node], against: bool, predicates: Collection[str] | None = None
    ) -> Iterator[ox.Triple]:
        for node in nodes:
            yield from self._by_subject.get(node, ())
            if against:
                yield from self._by_object.get(node, ())

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        return (each for stated in self._by_subject.values() for each in stated if each.predicate == predicate)


class StoredTriples:
    """The triples of a store's default graph, looked up when asked for."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def about(
        self, nodes: Collection[Node], against: bool, predicates: Collection[str] | None = None
    ) -> Iterator[ox.Triple]:
        for node in nodes:
            if not isinstance(node, ox.Literal):
                yield from self._matching(node, None, None)
            if against:
                yield from self._matching(None, None, node)

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        return self._matching(None, predicate, None)

    def _matching(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None,
        predicate: ox.NamedNode | None,
        value: Node | None,
    ) -> Iterator[ox.Triple]:
        quads = self._store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in quads)


def deciding_part(things: Iterable[Node], graph: Statements, walks: Iterable[Walk]) -> frozenset[ox.Triple]:
    """The triples of a graph that decide what is said of some things by shapes that look along these walks."""
    found = set(graph.of_predicate(SUBCLASS))
    start = _onward(walks)
    frontier: Frontier = {thing: {id(start): start} for thing in things}
    # All that the things themselves state counts, whatever the shapes look at: a shape may be of what has a property.
    found.update(graph.about(frontier, against=False))
    while frontier:
        frontier = _step(frontier, graph, found)
    return frozenset(found)


def affected_things(changed: Iterable[ox.Triple], graph: Statements, walks: Iterable[Walk]) -> frozenset[Node]:
    """The things of which something else may be said after triples came or went, with the graph as it is now.

    A walk from a thing to a triple that changed holds up to the first such triple on it, so the graph as it was is not needed.
    """
    before: defaultdict[Step, set[Walk]] = defaultdict(set)
    for walk in walks:
        for position, step in enumerate(walk):
            before[step].add(walk[:position])
    found: set[Node] = set()
    starts: defaultdict[Walk, set[Node]] = defaultdict(set)
    for triple in changed:
        found.add(triple.subject)
        for end, against in ((triple.subject, False), (triple.object, True)):
            for walk in before.get((triple.predicate.value, against), ()):
                starts[walk].add(end)
    for walk, nodes in starts.items():
        found |= _back(nodes, walk, graph)
    return frozenset(found)


def _back(nodes: set[Node], walk: Walk, graph: Statements) -> set[Node]:
    """Where a walk began that leads to these nodes."""
    for iri, against in reversed(walk):
        nodes = set(_ends(nodes, (iri, not against), graph))
    return nodes


def _ends(nodes: set[Node], step: Step, graph: Statements) -> Iterator[Node]:
    iri, against = step
    for triple in graph.about(nodes, against):
        start, end = (triple.object, triple.subject) if against else (triple.subject, triple.object)
        if triple.predicate.value == iri and start in nodes:
            yield end


def _onward(walks: Iterable[Walk]) -> Onward:
    found: Onward = {}
    for walk in walks:
        here = found
        for step in walk:
            here = here.setdefault(step, {})
    return found


def _step(frontier: Frontier, graph: Statements, found: set[ox.Triple]) -> Frontier:
    """Adds the triples that lie one step further, and gives where they lead."""
    further: defaultdict[Node, dict[int, Onward]] = defaultdict(dict)
    every = {key: onward for walks in frontier.values() for key, onward in walks.items()}
    steps = {step for onward in every.values() for step in onward}
    against = any(step[1] for step in steps)
    for triple in graph.about(frontier, against, {iri for iri, _ in steps}):
        iri = triple.predicate.value
        for start, end, step in (
            (triple.subject, triple.object, (iri, False)),
            (triple.object, triple.subject, (iri, True)),
        ):
            for onward in frontier.get(start, _NOWHERE).values():
                rest = onward.get(step)
                if rest is not None:
                    found.add(triple)
                if rest:
                    further[end][id(rest)] = rest
    return further
