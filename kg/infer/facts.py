"""Facts as plain rows of text, indexed by both ends: joined many times faster than queries answer.

A term is written as N-Triples writes it (`<iri>`, `"text"@en`, `_:b`), so rows sort as the written triples do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

# Subject, predicate, object.
Fact = tuple[str, str, str]

_Index = dict[str, defaultdict[str, set[str]]]


class Facts:
    """Facts in memory; those of a predicate are indexed by an end when they are first asked for by it."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.all: set[Fact] = set()
        self._edges: defaultdict[str, list[Fact]] = defaultdict(list)
        self._objects: _Index = {}
        self._subjects: _Index = {}
        self.update(facts)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self.all

    def update(self, facts: Iterable[Fact]) -> None:
        """Takes facts in."""
        fresh: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in set(facts) - self.all:
            fresh[fact[1]].append(fact)
        for predicate, edges in fresh.items():
            self.all.update(edges)
            self._edges[predicate] += edges
            if predicate in self._objects:
                _index_objects(self._objects[predicate], edges)
            if predicate in self._subjects:
                _index_subjects(self._subjects[predicate], edges)

    def objects(self, subject: str, predicate: str) -> Collection[str]:
        """What a subject is related to."""
        if predicate not in self._objects:
            self._objects[predicate] = defaultdict(set)
            _index_objects(self._objects[predicate], self.edges(predicate))
        return self._objects[predicate].get(subject, ())

    def subjects(self, predicate: str, target: str) -> Collection[str]:
        """What is related to an object."""
        if predicate not in self._subjects:
            self._subjects[predicate] = defaultdict(set)
            _index_subjects(self._subjects[predicate], self.edges(predicate))
        return self._subjects[predicate].get(target, ())

    def edges(self, predicate: str) -> Collection[Fact]:
        """All facts of a predicate."""
        return self._edges.get(predicate, ())


def _index_objects(index: defaultdict[str, set[str]], edges: Iterable[Fact]) -> None:
    for subject, _, target in edges:
        index[subject].add(target)


def _index_subjects(index: defaultdict[str, set[str]], edges: Iterable[Fact]) -> None:
    for subject, _, target in edges:
        index[target].add(subject)
