"""Positions whose distances come close to the distances in a graph, the same bits on every machine (see `page_layout`)."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.publish.page_overlaps import Point

Array = NDArray[np.float64]

# The length of an edge.
EDGE = 72.0
# Up to this many nodes a graph is laid out as a whole.
WHOLE_LIMIT = 400
STARTS = 3
STILL = 0.3
# How many distances fit into the processor's cache.
CACHED = 20_000


def stress_layouts(graphs: Sequence[nx.Graph[int]]) -> list[dict[int, Point]]:
    """For each graph positions whose distances come closest to its own (stress majorization, several starts)."""
    made: dict[int, dict[int, Point]] = {}
    by_size: dict[int, list[int]] = {}
    for number, graph in enumerate(graphs):
        by_size.setdefault(len(graph), []).append(number)
    for size, numbers in by_size.items():
        # As many at once as stay in the processor's cache.
        at_once = max(1, CACHED // (size * size * STARTS))
        for first in range(0, len(numbers), at_once):
            some = numbers[first : first + at_once]
            made |= zip(some, _layouts_of_one_size([graphs[number] for number in some], size), strict=True)
    return [made[number] for number in range(len(graphs))]


def _layouts_of_one_size(graphs: Sequence[nx.Graph[int]], size: int) -> list[dict[int, Point]]:
    if size == 1:
        return [dict.fromkeys(graph, (0.0, 0.0)) for graph in graphs]
    starts, rounds = (STARTS, 300) if size <= WHOLE_LIMIT // 2 else (1, 120)
    wanted = np.repeat([_distances(graph, sorted(graph)) for graph in graphs], starts, axis=0)
    points = _majorized(np.array([_start(each, at % starts) for at, each in enumerate(wanted)]), wanted, rounds)
    errors = [round(error, 6) for error in _errors(points, wanted)]
    made = []
    for at, graph in enumerate(graphs):
        best = min(range(at * starts, (at + 1) * starts), key=lambda row: (errors[row], row))
        places = points[best].T.tolist()
        made.append({node: (x, y) for node, (x, y) in zip(sorted(graph), places, strict=True)})
    return made


def _distances(graph: nx.Graph[int], nodes: Sequence[int]) -> Array:
    index = {node: at for at, node in enumerate(nodes)}
    wanted = np.zeros((len(nodes), len(nodes)))
    for node, reached in nx.all_pairs_dijkstra_path_length(graph):
        for other, distance in reached.items():
            wanted[index[node], index[other]] = distance
    return np.where(wanted > 0, wanted, wanted.max() * 1.2 + 1.0)


def _start(wanted: Array, seed: int) -> Array:
    """Where majorization starts from, a row across and a row down: distances to far-apart pivots, then seeded scatter."""
    count = len(wanted)
    scatter = random.Random(seed)
    noise = np.array([[scatter.random() - 0.5, scatter.random() - 0.5] for _ in range(count)]).T
    if seed:
        return np.asarray(noise * float(wanted.max()))
    pivots = [0]
    nearest = wanted[0].copy()
    while len(pivots) < min(4, count):
        pivots.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, wanted[pivots[-1]])
        nearest[pivots] = -1.0
    pivots += [pivots[-1]] * (4 - len(pivots))
    first = wanted[pivots[0]] - wanted[pivots[1]]
    second = wanted[pivots[2]] - wanted[pivots[3]]
    return np.asarray(np.stack([first, second]) + noise * EDGE)


def _majorized(starts: Array, wanted: Array, rounds: int) -> Array:
    """The points of each start after some rounds, or after the round that moves none of them by more than `STILL`.

    All go through a round together: on small arrays a call to numpy costs more than its arithmetic.
    """
    points, made = starts, starts.copy()
    going = np.arange(len(points))
    weights = _weights(wanted)
    total, pulled = weights.sum(axis=1)[:, None], weights * wanted
    for _ in range(rounds):
        apart, pull = _differences(points)
        np.divide(pulled, pull, out=pull)
        pull -= weights
        apart *= pull[:, None]
        step = apart.sum(axis=2) / total
        points = points + step
        moving = np.abs(step).max(axis=(1, 2)) >= STILL
        if not moving.all():
            made[going[~moving]] = points[~moving]
            going, points, weights, total, pulled = (each[moving] for each in (going, points, weights, total, pulled))
            if not len(going):
                break
    made[going] = points
    return made


def _errors(points: Array, wanted: Array) -> list[float]:
    """How far the distances of each row of points are off those wanted."""
    _, length = _differences(points)
    off = _weights(wanted) * (length - wanted) * (length - wanted)
    return [math.fsum(each) for each in off.sum(axis=1).tolist()]


def _weights(wanted: Array) -> Array:
    weights = 1.0 / (wanted * wanted)
    itself = np.arange(wanted.shape[1])
    weights[:, itself, itself] = 0.0
    return weights


def _differences(points: Array) -> tuple[Array, Array]:
    """From each point to each: across and down, and how far."""
    apart = points[:, :, None, :] - points[:, :, :, None]
    squares = apart * apart
    length = squares[:, 0] + squares[:, 1]
    np.sqrt(length, out=length)
    return apart, np.maximum(length, 1e-6, out=length)
