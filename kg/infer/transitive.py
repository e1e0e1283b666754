"""Edges of a transitive property joined end to end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

Node = object


def joined_edges(steps: Iterable[Triple]) -> Iterator[tuple[Triple, tuple[Triple, Triple]]]:
    """Every edge that follows from `steps`, which are of one property, with the two edges it joins.

    Breadth first from each node, so that an edge rests on a shortest path: on the edge to its last stop but one, and
    the step from there. Paths back to where they began are left out.
    """
    onward: defaultdict[Node, dict[Node, Triple]] = defaultdict(dict)
    for step in sorted(steps, key=str):
        onward[step.subject][step.object] = step
    for start, first in list(onward.items()):
        reached = dict(first)
        frontier = [node for node in first if node != start]
        while frontier:
            following: list[Node] = []
            for stop in frontier:
                # Set difference first: in a graph that is closed already, nearly every step leads to a known place.
                beyond = onward.get(stop, {})
                for node in beyond if beyond.keys() - reached.keys() else ():
                    if node not in reached and node != start:
                        step = beyond[node]
                        reached[node] = Triple(reached[stop].subject, step.predicate, step.object)
                        yield reached[node], (reached[stop], step)
                        following.append(node)
            frontier = following
