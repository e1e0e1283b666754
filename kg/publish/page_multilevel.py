"""Positions for graphs of many thousand nodes in bounded time, the same bits on every machine (see `page_layout`).

A graph is made coarser, level by level, until it is small enough to be laid out with care; on the way back the nodes of
each level start beside those that stood for them, and springs and mutual repulsion move them a little (Walshaw 2003).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.publish.page_overlaps import Point
from kg.publish.page_stress import stress_layouts

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

# The distance that neighbours come to.
APART = 60.0
COARSEST = 250
# In one step a node stands for so many of its neighbours, beside those that hang on it alone.
GATHERED = 6
# A level must be smaller than this part of the one before it to be worth its while.
SHRINKING = 0.85
# In up to so many nodes each keeps away from all others; in more, from those near by.
ALL_PAIRS = 900
ROUNDS = 40
# Levels of more nodes than this have half the rounds: what they look like has been settled before.
LARGE = 6000
PARTING_ROUNDS = 25
REACH = 2.6
# What is further off pushes by the cell, of a grid of so many cells a side.
FAR_CELLS = 14
# So many of a crowded cell are looked at from a cell near by.
CROWD = 24
MARGIN = 9.0


@dataclass(frozen=True, slots=True)
class _Level:
    """A graph as its edges, and for each node the node of the next coarser level that stands for it."""

    count: int
    sources: Numbers
    targets: Numbers
    above: Numbers


def multilevel_layout(graph: nx.Graph[int], radii: Mapping[int, float]) -> dict[int, Point]:
    """A position for every node of a connected graph, discs of the given radii apart."""
    nodes = sorted(graph)
    number = {node: at for at, node in enumerate(nodes)}
    pairs = sorted(
        (number[a], number[b]) if number[a] < number[b] else (number[b], number[a]) for a, b in graph.edges()
    )
    levels = _levels(len(nodes), [pair for pair in pairs if pair[0] != pair[1]])
    places = _coarsest(levels[-1])
    scatter = random.Random(1)
    for level in reversed(levels[:-1]):
        grown = (level.count / len(places)) ** 0.5
        noise = np.array([[scatter.random() - 0.5, scatter.random() - 0.5] for _ in range(level.count)])
        places = places[level.above] * grown + noise * APART
        places = _relaxed(places, level)
    places = _parted(places, np.array([radii[node] for node in nodes]) + MARGIN / 2)
    return {node: (x, y) for node, (x, y) in zip(nodes, places.tolist(), strict=True)}


def _levels(count: int, pairs: Sequence[tuple[int, int]]) -> list[_Level]:
    """The graph and its coarser versions, the coarsest last."""
    levels: list[_Level] = []
    while True:
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        above, fewer = _gathered(count, pairs) if count > COARSEST else (list(range(count)), count)
        levels.append(_Level(count, ends[:, 0], ends[:, 1], np.array(above, dtype=np.int64)))
        if fewer > count * SHRINKING:
            return levels
        joined = {(min(above[a], above[b]), max(above[a], above[b])) for a, b in pairs}
        count, pairs = fewer, sorted(pair for pair in joined if pair[0] != pair[1])


def _gathered(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """For each node the number of the node that stands for it, and how many such there are."""
    near: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    above = [-1] * count
    made = 0
    # From the rim inwards: small neighbourhoods are gathered before hubs take what is left.
    for node in sorted(range(count), key=lambda each: (len(near[each]) == 1, len(near[each]), each)):
        if above[node] >= 0:
            continue
        above[node] = made
        free = sorted((other for other in near[node] if above[other] < 0), key=lambda other: (len(near[other]), other))
        leaves = [other for other in free if len(near[other]) == 1]
        for other in (*leaves, *free[len(leaves) : len(leaves) + GATHERED]):
            above[other] = made
        made += 1
    return above, made


def _coarsest(level: _Level) -> Array:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(level.count))
    graph.add_edges_from(zip(level.sources.tolist(), level.targets.tolist(), strict=True), weight=APART)
    if level.count > 2 * COARSEST:
        scatter = random.Random(0)
        side = APART * level.count**0.5
        return np.array([[scatter.random() * side, scatter.random() * side] for _ in range(level.count)])
    places = stress_layouts([graph])[0]
    return np.array([places[node] for node in range(level.count)])


def _relaxed(places: Array, level: _Level) -> Array:
    """Some rounds of springs along edges and repulsion between nodes, each round with smaller steps."""
    rounds = ROUNDS if level.count <= LARGE else ROUNDS // 2
    for at in range(rounds):
        step = APART * (1.0 - at / rounds)
        force = _pull(places, level)
        force += _push_all(places) if level.count <= ALL_PAIRS else _push_near(places) + _push_far(places)
        length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1])
        places = places + force * (np.minimum(length, step) / np.maximum(length, 1e-9))[:, None]
    return places


def _pull(places: Array, level: _Level) -> Array:
    away = places[level.targets] - places[level.sources]
    length = np.sqrt(away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1])
    away *= (length / APART)[:, None]
    return _added(level.sources, away, level.count) - _added(level.targets, away, level.count)


def _push_all(places: Array) -> Array:
    x, y = places[:, 0], places[:, 1]
    across, down = x - x[:, None], y - y[:, None]
    pressure = APART * APART / np.maximum(across * across + down * down, 1.0)
    # Sums run down columns, row after row: the same bits on every machine.
    return np.stack([(across * pressure).sum(axis=0), (down * pressure).sum(axis=0)], axis=1)


def _push_near(places: Array) -> Array:
    first, second = _near(places, APART * REACH)
    away = places[first] - places[second]
    squares = np.maximum(away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1], 1.0)
    away *= (APART * APART / squares)[:, None]
    return _added(first, away, len(places)) - _added(second, away, len(places))


def _push_far(places: Array) -> Array:
    corner = places.min(axis=0)
    side = max(float((places.max(axis=0) - corner).max()) / FAR_CELLS, 1.0)
    cells = np.minimum(((places - corner) / side).astype(np.int64), FAR_CELLS - 1)
    numbers = cells[:, 1] * FAR_CELLS + cells[:, 0]
    crowds = np.bincount(numbers, minlength=FAR_CELLS * FAR_CELLS)
    there = crowds > 0
    middles = _added(numbers, places, len(crowds))[there] / crowds[there][:, None]
    across, down = places[:, 0] - middles[:, :1], places[:, 1] - middles[:, 1:]
    squares = across * across + down * down
    near = APART * APART * REACH * REACH
    pressure = np.where(squares > near, crowds[there][:, None] * (APART * APART) / np.maximum(squares, near), 0.0)
    return np.stack([(across * pressure).sum(axis=0), (down * pressure).sum(axis=0)], axis=1)


def _parted(places: Array, radii: Array) -> Array:
    """The discs moved apart until none lies on another, or the rounds are used up."""
    widest = 2 * float(radii.max())
    for _ in range(PARTING_ROUNDS):
        first, second = _near(places, widest)
        away = places[first] - places[second]
        length = np.maximum(np.sqrt(away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1]), 1e-6)
        over = radii[first] + radii[second] - length
        touching = over > 0.5
        if not touching.any():
            break
        first, second, away = first[touching], second[touching], away[touching]
        away *= (over[touching] * 0.5 / length[touching])[:, None]
        places = places + _added(first, away, len(places)) - _added(second, away, len(places))
    return places


def _near(places: Array, reach: float) -> tuple[Numbers, Numbers]:
    """Pairs of nodes that are not further apart than about `reach`, through a grid; of a crowd only some."""
    cells = np.floor((places - places.min(axis=0)) / reach).astype(np.int64)
    across = int(cells[:, 0].max()) + 3
    keys = (cells[:, 1] + 1) * across + cells[:, 0] + 1
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    found: list[tuple[Numbers, Numbers]] = []
    for offset in (0, 1, across - 1, across, across + 1):
        start = np.arange(1, len(keys) + 1) if offset == 0 else np.searchsorted(ordered, ordered + offset, "left")
        end = np.searchsorted(ordered, ordered + offset, "right")
        counts = np.minimum(end - start, CROWD)
        first = np.repeat(np.arange(len(keys)), counts)
        within = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        found.append((order[first], order[np.repeat(start, counts) + within]))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _added(nodes: Numbers, vectors: Array, count: int) -> Array:
    """The sum of the vectors at each node, added one after the other."""
    return np.stack([np.bincount(nodes, weights=vectors[:, axis], minlength=count) for axis in (0, 1)], axis=1)
