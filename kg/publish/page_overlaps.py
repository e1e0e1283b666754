"""Boxes moved apart until none overlaps another, the same bits on every machine (see `page_layout`)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

Box = tuple[float, float]
Point = tuple[float, float]
# Places, which may still move, with the boxes that stand there, from left to right.
Row = Sequence[tuple[list[float], Box]]

# In up to this many boxes one that was pushed is looked at again in the same round.
IN_TURN = 60
# Up to this many boxes all pairs are looked at at once; they are given more rounds than longer rows.
LONGEST_ROW = 400
ROUNDS = 240
ROUNDS_OF_MANY = 40
REACH = 80.0
# Of so few boxes, looking at all pairs is faster than finding those that are near.
SHORT = 7


def separated(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """The points moved apart until no two boxes overlap, or the rounds are used up."""
    places = {node: [x * 1.15, y] for node, (x, y) in points.items()}
    push = _push_in_turn if len(places) <= IN_TURN else _push_found
    for _ in range(ROUNDS if len(places) <= LONGEST_ROW else ROUNDS_OF_MANY):
        order = sorted(places, key=lambda node: (places[node][0], node))
        if not push([(places[node], boxes[node]) for node in order]):
            break
    return {node: (x, y) for node, (x, y) in places.items()}


def _push_found(row: Row) -> bool:
    """Push apart the boxes of a row that overlap as it stands; whether there are any."""
    steps = [_push(row, at, other) for at, other in _near(row, 0.0)]
    return any(steps)


def _push_in_turn(row: Row) -> bool:
    """Push apart any two boxes of a row that overlap when their turn comes; whether there were any.

    Pushing one pair may bring another together, which is seen in the same round: the picture is the neater for it. Two
    boxes that are further apart than both have moved since need no look.
    """
    moved = [0.0] * len(row)
    for at, other in _near(row, REACH):
        step = _push(row, at, other)
        if not step:
            continue
        moved[at] += step
        moved[other] += step
        if max(moved[at], moved[other]) > REACH / 2:
            for pair in itertools.combinations(range(len(row)), 2):
                if pair > (at, other):
                    _push(row, *pair)
            return True
    return any(moved)


def _near(row: Row, reach: float) -> list[tuple[int, int]]:
    """The pairs of a row whose boxes overlap or are not further apart than `reach`, in order; in a short row, all."""
    if len(row) <= SHORT:
        return list(itertools.combinations(range(len(row)), 2))
    x, y = np.array([place for place, _ in row]).T
    width, height = np.array([box for _, box in row]).T
    if len(row) <= LONGEST_ROW:
        near = np.abs(x - x[:, None]) < (width + width[:, None]) / 2 + reach
        near &= np.abs(y - y[:, None]) < (height + height[:, None]) / 2 + reach
        ats, others = np.triu(near, 1).nonzero()
        return list(zip(ats.tolist(), others.tolist(), strict=True))
    widest = float(width.max()) + reach
    found: list[tuple[int, int]] = []
    for apart in range(1, len(row)):
        across = x[apart:] - x[:-apart]
        # The row is sorted: where no two are near, none further apart in the row are.
        if float(across.min()) > widest:
            break
        near = across < (width[apart:] + width[:-apart]) / 2 + reach
        near &= np.abs(y[apart:] - y[:-apart]) < (height[apart:] + height[:-apart]) / 2 + reach
        found += [(at, at + apart) for at in np.flatnonzero(near).tolist()]
    return sorted(found)


def _push(row: Row, at: int, later: int) -> float:
    """Move two boxes of a row that overlap apart along the shorter way, half each; how far each went, 0 if they do not."""
    (first, box), (second, other) = row[at], row[later]
    over_x = (box[0] + other[0]) / 2 - abs(second[0] - first[0])
    over_y = (box[1] + other[1]) / 2 - abs(second[1] - first[1])
    if over_x <= 0.5 or over_y <= 0.5:
        return 0.0
    axis = 0 if over_x < over_y else 1
    step = (over_x, over_y)[axis] * 0.5
    forward = step if second[axis] >= first[axis] else -step
    first[axis] -= forward
    second[axis] += forward
    return step
