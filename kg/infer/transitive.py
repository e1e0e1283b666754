"""Edges of a transitive property joined end to end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

# How a term is told: by its text or its number.
Term = TypeVar("Term", str, int)
Edge: TypeAlias = tuple[Term, Term, Term]
# Where one can go from a node in one step, in the order in which that is tried.
StepsFrom: TypeAlias = Callable[[Term], Mapping[Term, Edge[Term]]]


def joined_edges(steps: Iterable[Edge[Term]]) -> Iterator[tuple[Edge[Term], tuple[Edge[Term], Edge[Term]]]]:
    """Every edge that follows from `steps`, which are of one property, with the two edges it joins."""
    onward: defaultdict[Term, dict[Term, Edge[Term]]] = defaultdict(dict)
    for step in sorted(steps):
        onward[step[0]][step[2]] = step
    nowhere: Mapping[Term, Edge[Term]] = {}
    for start in onward:
        yield from joined_from(start, lambda node: onward.get(node, nowhere))


def joined_from(start: Term, steps_from: StepsFrom[Term]) -> Iterator[tuple[Edge[Term], tuple[Edge[Term], Edge[Term]]]]:
    """The edges that begin at one node.

    Breadth first, so that an edge rests on a shortest path: on the edge to its last stop but one, and the step from
    there. Paths back to where they began are left out.
    """
    reached = dict(steps_from(start))
    frontier = [node for node in reached if node != start]
    while frontier:
        following: list[Term] = []
        for stop in frontier:
            # Set difference first: in a graph that is closed already, nearly every step leads to a known place.
            beyond = steps_from(stop)
            for node in beyond if beyond.keys() - reached.keys() else ():
                if node not in reached and node != start:
                    step = beyond[node]
                    reached[node] = (start, step[1], node)
                    yield reached[node], (reached[stop], step)
                    following.append(node)
        frontier = following
