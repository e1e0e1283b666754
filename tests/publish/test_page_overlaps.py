"""Boxes moved apart."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.publish.page_overlaps import ROUNDS, Box, Point, separated

numbers = st.integers(-200, 200).map(float)
sides = st.integers(20, 160).map(float)


def pushed_pair_by_pair(points: dict[int, Point], boxes: dict[int, Box]) -> dict[int, Point]:
    """The same by looking at every pair, which is slow and needs no cleverness."""
    places = {node: [x * 1.15, y] for node, (x, y) in points.items()}
    for _ in range(ROUNDS):
        clear = True
        order = sorted(places, key=lambda node: (places[node][0], node))
        for node, other in itertools.combinations(order, 2):
            over = [(boxes[node][i] + boxes[other][i]) / 2 - abs(places[other][i] - places[node][i]) for i in (0, 1)]
            if min(over) > 0.5:
                axis = 0 if over[0] < over[1] else 1
                step = over[axis] * (0.5 if places[other][axis] >= places[node][axis] else -0.5)
                places[node][axis] -= step
                places[other][axis] += step
                clear = False
        if clear:
            break
    return {node: (x, y) for node, (x, y) in places.items()}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(numbers, numbers, sides, sides), min_size=1, max_size=24))
def test_only_pairs_that_cannot_overlap_are_passed_over(drawn: list[tuple[float, float, float, float]]) -> None:
    points = {node: (x, y) for node, (x, y, _, _) in enumerate(drawn)}
    boxes = {node: (width, height) for node, (_, _, width, height) in enumerate(drawn)}
    assert separated(points, boxes) == pushed_pair_by_pair(points, boxes)
