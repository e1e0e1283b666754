"""Positions for the nodes of a picture, computed once: communities apart, room for labels, the same on every machine.

Floating point is kept to operations that IEEE 754 rounds exactly (sums run down columns, in row order), so that the
same graph gives the same picture under any processor and PYTHONHASHSEED.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float]
Point = tuple[float, float]
Array = NDArray[np.float64]

EDGE = 72.0
GAP = 46.0
ACROSS_COMMUNITIES = 1.5
WHOLE_LIMIT = 400
STARTS = 3
ASPECT = 1.45
ROUNDS = 120
STILL = 0.3


def place_nodes(graph: nx.Graph[int], boxes: Mapping[int, Box]) -> dict[int, tuple[int, int]]:
    """A whole-numbered position for the centre of every node of a graph on integers.

    `boxes` are the width and height that a node takes with its label. An edge attribute `length` (1.0 where missing)
    makes an edge longer or shorter than others.
    """
    pieces = []
    for members in sorted(nx.connected_components(graph), key=lambda each: (-len(each), min(each))):
        # A copy: a view of the graph would be several times slower to walk.
        component = nx.Graph(graph.subgraph(sorted(members)))
        pieces.append(_turned(_separated(_component(component), boxes), boxes))
    placed = _packed(pieces, boxes)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def communities(graph: nx.Graph[int]) -> list[list[int]]:
    """The communities of a graph on integers, by modularity, the largest first."""
    found = nx.community.louvain_communities(graph, weight=None, seed=1)
    return sorted((sorted(each) for each in found), key=lambda each: (-len(each), each))


def _component(graph: nx.Graph[int]) -> dict[int, Point]:
    nodes = sorted(graph)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    groups = communities(graph)
    group_of = {node: index for index, group in enumerate(groups) for node in group}
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_nodes_from(nodes)
    for source, target, stated in sorted(graph.edges(data="length", default=1.0)):
        # A hub needs long spokes, or its neighbours sit on top of each other.
        crowd = math.sqrt(min(graph.degree(source), graph.degree(target)) - 1) * 0.25
        crowd += math.sqrt(max(graph.degree(source), graph.degree(target))) * 0.18
        apart = 1.0 if group_of[source] == group_of[target] else ACROSS_COMMUNITIES
        weighted.add_edge(source, target, weight=EDGE * stated * apart * (1.0 + crowd))
    if len(nodes) <= WHOLE_LIMIT or len(groups) == 1:
        return _stress_layout(weighted)
    return _two_levels(weighted, groups, group_of)


def _two_levels(graph: nx.Graph[int], groups: Sequence[Sequence[int]], group_of: Mapping[int, int]) -> dict[int, Point]:
    """Large graphs: every community by itself, then the communities among each other."""
    inner = [_stress_layout(nx.Graph(graph.subgraph(group))) for group in groups]
    radius = [max(math.sqrt(x * x + y * y) for x, y in each.values()) + GAP for each in inner]
    outer: nx.Graph[int] = nx.Graph()
    outer.add_nodes_from(range(len(groups)))
    for source, target in sorted(graph.edges()):
        first, second = group_of[source], group_of[target]
        if first != second:
            outer.add_edge(first, second, weight=(radius[first] + radius[second]) * 1.1)
    centres = _stress_layout(outer)
    return {
        node: (x + centres[index][0], y + centres[index][1])
        for index, each in enumerate(inner)
        for node, (x, y) in each.items()
    }


def _stress_layout(graph: nx.Graph[int]) -> dict[int, Point]:
    """Positions whose distances come closest to the distances in the graph (stress majorization, several starts)."""
    nodes = sorted(graph)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    wanted = _distances(graph, nodes)
    starts = STARTS if len(nodes) <= WHOLE_LIMIT // 2 else 1
    rounds = 300 if len(nodes) <= WHOLE_LIMIT // 2 else 120
    results = [_majorized(_start(wanted, seed), wanted, rounds) for seed in range(starts)]
    best = min(range(starts), key=lambda index: (round(results[index][0], 6), index))
    points = results[best][1]
    return {node: (float(points[index, 0]), float(points[index, 1])) for index, node in enumerate(nodes)}


def _distances(graph: nx.Graph[int], nodes: Sequence[int]) -> Array:
    index = {node: at for at, node in enumerate(nodes)}
    wanted = np.zeros((len(nodes), len(nodes)))
    for node, reached in nx.all_pairs_dijkstra_path_length(graph):
        for other, distance in reached.items():
            wanted[index[node], index[other]] = distance
    return np.where(wanted > 0, wanted, wanted.max() * 1.2 + 1.0)


def _start(wanted: Array, seed: int) -> Array:
    """Where majorization starts from: distances to far-apart pivots, then seeded scatter."""
    count = len(wanted)
    scatter = random.Random(seed)
    noise = np.array([[scatter.random() - 0.5, scatter.random() - 0.5] for _ in range(count)])
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
    return np.asarray(np.stack([first, second], axis=1) + noise * EDGE)


def _majorized(points: Array, wanted: Array, rounds: int) -> tuple[float, Array]:
    """The points after some rounds, or after one that moves none by more than `still`; and how far they are off."""
    weights = 1.0 / (wanted * wanted)
    np.fill_diagonal(weights, 0.0)
    total, pulled = weights.sum(axis=0), weights * wanted
    x, y = points[:, 0].copy(), points[:, 1].copy()
    for _ in range(rounds):
        dx, dy, length = _differences(x, y)
        pull = pulled / length - weights
        step_x, step_y = (dx * pull).sum(axis=0) / total, (dy * pull).sum(axis=0) / total
        x, y = x + step_x, y + step_y
        if max(np.abs(step_x).max(), np.abs(step_y).max()) < STILL:
            break
    _, _, length = _differences(x, y)
    error = weights * (length - wanted) * (length - wanted)
    return math.fsum(error.sum(axis=0).tolist()), np.stack([x, y], axis=1)


def _differences(x: Array, y: Array) -> tuple[Array, Array, Array]:
    """From each point to each: across, down, and how far."""
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    return dx, dy, np.maximum(np.sqrt(dx * dx + dy * dy), 1e-6)


def _separated(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """The points moved apart until no two boxes overlap, or the rounds are used up."""
    places = {node: [x * 1.15, y] for node, (x, y) in points.items()}
    for _ in range(ROUNDS if len(places) <= WHOLE_LIMIT else ROUNDS // 3):
        order = sorted(places, key=lambda node: (places[node][0], node))
        row = [(places[node], boxes[node]) for node in order]
        clear = True
        for at, other in _overlapping(row):
            clear = not _push(row[at][0], row[other][0], row[at][1], row[other][1]) and clear
        if clear:
            break
    return {node: (x, y) for node, (x, y) in places.items()}


def _overlapping(row: Sequence[tuple[list[float], Box]]) -> list[tuple[int, int]]:
    """The pairs of a row from left to right whose boxes overlap, in order; in a short row, all that may come to."""
    if len(row) <= WHOLE_LIMIT:
        # Pushing one pair may bring another together, which is seen in the same round: the picture is the neater for it.
        return list(itertools.combinations(range(len(row)), 2))
    x, y = np.array([place for place, _ in row]).T
    width, height = np.array([box for _, box in row]).T
    widest = float(width.max())
    found: list[tuple[int, int]] = []
    for apart in range(1, len(row)):
        across = x[apart:] - x[:-apart]
        # The row is sorted: where no two are near, none further apart in the row are.
        if float(across.min()) > widest:
            break
        near = across < (width[apart:] + width[:-apart]) / 2
        near &= np.abs(y[apart:] - y[:-apart]) < (height[apart:] + height[:-apart]) / 2
        found += [(at, at + apart) for at in np.flatnonzero(near).tolist()]
    return sorted(found)


def _push(first: list[float], second: list[float], box: Box, other: Box) -> bool:
    """Move two overlapping boxes apart along the shorter way, half each; whether they did overlap."""
    over_x = (box[0] + other[0]) / 2 - abs(second[0] - first[0])
    over_y = (box[1] + other[1]) / 2 - abs(second[1] - first[1])
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis = 0 if over_x < over_y else 1
    step = (over_x, over_y)[axis] * 0.5
    step = step if second[axis] >= first[axis] else -step
    first[axis] -= step
    second[axis] += step
    return True


def _turned(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """The points turned so that they fill a landscape window best, and freed of overlaps once more."""
    if len(points) == 1:
        return dict(points)

    def turned(degrees: int) -> dict[int, Point]:
        # Rounded, because sine and cosine may differ in the last bit between machines.
        cosine, sine = round(math.cos(math.radians(degrees)), 9), round(math.sin(math.radians(degrees)), 9)
        return {node: (x * cosine - y * sine, x * sine + y * cosine) for node, (x, y) in points.items()}

    def misfit(degrees: int) -> tuple[float, int]:
        left, top, right, bottom = _bounds(turned(degrees), boxes)
        return round(max((right - left) / ASPECT, bottom - top), 3), degrees

    return _separated(turned(min(range(0, 180, 10), key=misfit)), boxes)


def _bounds(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[node][0] / 2 for node, (x, _) in points.items()),
        min(y - boxes[node][1] / 2 for node, (_, y) in points.items()),
        max(x + boxes[node][0] / 2 for node, (x, _) in points.items()),
        max(y + boxes[node][1] / 2 for node, (_, y) in points.items()),
    )


def _packed(pieces: Sequence[Mapping[int, Point]], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """The largest component, and the others around it, on shelves as wide as fills a landscape window best."""
    bounds = [_bounds(piece, boxes) for piece in pieces]
    sizes = [(right - left, bottom - top) for left, top, right, bottom in bounds]
    widest = max((width for width, _ in sizes), default=0.0)
    area = sum((width + GAP) * (height + GAP) for width, height in sizes)
    shelves = [max(widest, math.sqrt(area * ASPECT) * fiftieths / 50) for fiftieths in range(35, 110)]

    def misfit(corners: Sequence[Point]) -> float:
        width = max(x + size[0] for (x, _), size in zip(corners, sizes, strict=True))
        height = max(y + size[1] for (_, y), size in zip(corners, sizes, strict=True))
        return round(max(width / ASPECT, height), 3)

    # min keeps the first of equals, so that the choice does not depend on anything but the sizes.
    corners = min((_around(sizes, shelf) for shelf in shelves), key=misfit) if pieces else []
    return {
        node: (px - left + x, py - top + y)
        for piece, (left, top, _, _), (x, y) in zip(pieces, bounds, corners, strict=True)
        for node, (px, py) in piece.items()
    }


def _around(sizes: Sequence[Box], shelf: float) -> list[Point]:
    """The upper left corners of rectangles: the first at the top left, the others beside it and then below it.

    They stand on shelves from left to right, as words flow around a picture; a shelf ends at `shelf`.
    """
    (width, height), rest = sizes[0], sizes[1:]
    beside, used = _shelved(rest, (width + GAP, 0.0), shelf, height)
    below, _ = _shelved(rest[len(beside) :], (0.0, max(height, used) + GAP), shelf, math.inf)
    return [(0.0, 0.0), *beside, *below]


def _shelved(sizes: Sequence[Box], start: Point, end: float, bottom: float) -> tuple[list[Point], float]:
    """The upper left corners of as many rectangles as fit on shelves, each halfway up its shelf; and where they end."""
    corners: list[Point] = []
    left, y = start
    lowest = y
    while len(corners) < len(sizes):
        row: list[float] = []
        x = left
        for width, _ in sizes[len(corners) :]:
            # Where everything must find room, a shelf holds at least one.
            if x + width > end + 0.5 and (row or bottom < math.inf):
                break
            row.append(x)
            x += width + GAP
        heights = [height for _, height in sizes[len(corners) : len(corners) + len(row)]]
        if not row or y + max(heights) > bottom + 0.5:
            break
        corners += [(x, y + (max(heights) - height) / 2) for x, height in zip(row, heights, strict=True)]
        lowest = y + max(heights)
        y = lowest + GAP
    return corners, lowest
