"""The part of a graph that decides what is said of some things in it, and the things that a change may touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.check.core import Step, Walk
from kg.check.shapes import SUBCLASS

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Statements(Protocol):
    """A graph that can be asked for what is said of a thing."""

    def of_subject(self, node: Node) -> Iterable[ox.Triple]:
        """The triples with this subject."""

    def of_object(self, node: Node) -> Iterable[ox.Triple]:
        """The triples with this object."""

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        """The triples with this predicate."""


class IndexedTriples:
    """Triples in memory, by subject and object."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by_subject: defaultdict[Node, list[ox.Triple]] = defaultdict(list)
        self._by_object: defaultdict[Node, list[ox.Triple]] = defaultdict(list)
        for each in triples:
            self._by_subject[each.subject].append(each)
            self._by_object[each.object].append(each)

    def of_subject(self, node: Node) -> Iterable[ox.Triple]:
        return self._by_subject.get(node, ())

    def of_object(self, node: Node) -> Iterable[ox.Triple]:
        return self._by_object.get(node, ())

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        return (each for stated in self._by_subject.values() for each in stated if each.predicate == predicate)


class StoredTriples:
    """The triples of a store's default graph, looked up when asked for."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def of_subject(self, node: Node) -> Iterable[ox.Triple]:
        return () if isinstance(node, ox.Literal) else self._matching(node, None, None)

    def of_object(self, node: Node) -> Iterable[ox.Triple]:
        return self._matching(None, None, node)

    def of_predicate(self, predicate: ox.NamedNode) -> Iterable[ox.Triple]:
        return self._matching(None, predicate, None)

    def _matching(
        self, subject: Node | None, predicate: ox.NamedNode | None, value: Node | None
    ) -> Iterator[ox.Triple]:
        if isinstance(subject, ox.Literal):
            return iter(())
        quads = self._store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
        return (quad.triple for quad in quads)


def deciding_part(things: Iterable[Node], graph: Statements, walks: Iterable[Walk]) -> frozenset[ox.Triple]:
    """The triples of a graph that decide what is said of some things by shapes that look along these walks."""
    start = frozenset(things)
    found = set(graph.of_predicate(SUBCLASS))
    found.update(triple for thing in start for triple in graph.of_subject(thing))
    _follow(start, graph, _onward(walks), found)
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
        # All that a thing itself states may count, whatever the shapes look at: that it is closed, say.
        found.add(triple.subject)
        for end, step in (
            (triple.subject, (triple.predicate.value, False)),
            (triple.object, (triple.predicate.value, True)),
        ):
            for walk in before.get(step, ()):
                starts[walk].add(end)
    for walk, nodes in starts.items():
        found |= _back(nodes, walk, graph)
    return frozenset(found)


def _back(nodes: set[Node], walk: Walk, graph: Statements) -> set[Node]:
    """Where a walk began that leads to these nodes."""
    for iri, against in reversed(walk):
        nodes = {end for node in nodes for end in _ends(node, (iri, not against), graph)}
    return nodes


def _ends(node: Node, step: Step, graph: Statements) -> Iterator[Node]:
    iri, against = step
    for triple in graph.of_object(node) if against else graph.of_subject(node):
        if triple.predicate.value == iri:
            yield triple.subject if against else triple.object


def _onward(walks: Iterable[Walk]) -> dict[Step, set[Walk]]:
    """By its first step, what is left of each walk."""
    found: defaultdict[Step, set[Walk]] = defaultdict(set)
    for walk in walks:
        if walk:
            found[walk[0]].add(walk[1:])
    return dict(found)


def _follow(nodes: frozenset[Node], graph: Statements, onward: Mapping[Step, set[Walk]], found: set[ox.Triple]) -> None:
    """Adds the triples along the walks from some nodes."""
    reached: defaultdict[Step, set[Node]] = defaultdict(set)
    against = any(step[1] for step in onward)
    for node in nodes:
        for triple in graph.of_subject(node):
            step = (triple.predicate.value, False)
            if step in onward:
                found.add(triple)
                reached[step].add(triple.object)
        for triple in graph.of_object(node) if against else ():
            step = (triple.predicate.value, True)
            if step in onward:
                found.add(triple)
                reached[step].add(triple.subject)
    for step, rest in onward.items():
        further = _onward(rest)
        if further and reached.get(step):
            _follow(frozenset(reached[step]), graph, further, found)
