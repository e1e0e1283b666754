"""Edges of a transitive property joined end to end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.infer.facts import Fact

# Where one can go in one step, in the order of the steps, which is that of what is tried first.
Onward = Mapping[str, Mapping[str, Fact]]


def joined_edges(steps: Iterable[Fact]) -> Iterator[tuple[Fact, tuple[Fact, Fact]]]:
    """Every edge that follows from `steps`, which are of one property, with the two edges it joins."""
    onward = steps_by_start(steps)
    for start in onward:
        yield from joined_from(start, onward)


def steps_by_start(steps: Iterable[Fact]) -> Onward:
    """The steps by where they start and end, in their order."""
    onward: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    for step in sorted(steps):
        onward[step[0]][step[2]] = step
    return dict(onward)


def joined_from(start: str, onward: Onward) -> Iterator[tuple[Fact, tuple[Fact, Fact]]]:
    """The edges that begin at one node.

    Breadth first, so that an edge rests on a shortest path: on the edge to its last stop but one, and the step from
    there. Paths back to where they began are left out.
    """
    first = onward.get(start, {})
    reached = dict(first)
    frontier = [node for node in first if node != start]
    while frontier:
        following: list[str] = []
        for stop in frontier:
            # Set difference first: in a graph that is closed already, nearly every step leads to a known place.
            beyond = onward.get(stop, {})
            for node in beyond if beyond.keys() - reached.keys() else ():
                if node not in reached and node != start:
                    step = beyond[node]
                    reached[node] = (start, step[1], node)
                    yield reached[node], (reached[stop], step)
                    following.append(node)
        frontier = following
