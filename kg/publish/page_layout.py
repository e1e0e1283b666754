"""Positions for the nodes of a picture, computed once: communities apart, room for labels, the same on every machine.

Floating point is kept to operations that IEEE 754 rounds exactly (sums run down columns, in row order), so that the
same graph gives the same picture under any processor and PYTHONHASHSEED.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg.publish.page_multilevel import multilevel_layout
from kg.publish.page_overlaps import Box, Point, separated
from kg.publish.page_stress import EDGE, WHOLE_LIMIT, stress_layouts

GAP = 46.0
ACROSS_COMMUNITIES = 1.5
ASPECT = 1.45
# Larger components are laid out in bounded time, without room for captions.
CAREFUL_LIMIT = 2000


def place_nodes(graph: nx.Graph[int], boxes: Mapping[int, Box]) -> dict[int, tuple[int, int]]:
    """A whole-numbered position for the centre of every node of a graph on integers.

    `boxes` are the width and height that a node takes with its label. An edge attribute `length` (1.0 where missing)
    makes an edge longer or shorter than others.
    """
    members = sorted(nx.connected_components(graph), key=lambda each: (-len(each), min(each)))
    # A copy: a view of the graph would be several times slower to walk.
    components = [nx.Graph(graph.subgraph(sorted(each))) for each in members]
    large = [each for each in components if len(each) > CAREFUL_LIMIT]
    pieces = [_turned(multilevel_layout(each, _radii(each, boxes)), boxes) for each in large]
    careful = _laid_out(components[len(large) :])
    pieces += [separated(_turned(separated(piece, boxes), boxes), boxes) for piece in careful]
    placed = _packed(pieces, boxes)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def communities(graph: nx.Graph[int]) -> list[list[int]]:
    """The communities of a graph on integers, by modularity, the largest first."""
    found = nx.community.louvain_communities(graph, weight=None, seed=1)
    return sorted((sorted(each) for each in found), key=lambda each: (-len(each), each))


def _laid_out(components: Sequence[nx.Graph[int]]) -> list[dict[int, Point]]:
    """Positions for the nodes of each component; labels may still overlap."""
    grouped = [communities(component) if len(component) > 1 else [list(component)] for component in components]
    weighted = [_weighted(component, groups) for component, groups in zip(components, grouped, strict=True)]
    whole = [len(each) <= WHOLE_LIMIT or len(groups) == 1 for each, groups in zip(weighted, grouped, strict=True)]
    at_once = iter(stress_layouts([each for each, small in zip(weighted, whole, strict=True) if small]))
    return [
        next(at_once) if small else _two_levels(each, groups)
        for each, groups, small in zip(weighted, grouped, whole, strict=True)
    ]


def _weighted(graph: nx.Graph[int], groups: Sequence[Sequence[int]]) -> nx.Graph[int]:
    """A component with the lengths that its edges are to have in the picture."""
    group_of = _group_of(groups)
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_nodes_from(sorted(graph))
    for source, target, stated in sorted(graph.edges(data="length", default=1.0)):
        # A hub needs long spokes, or its neighbours sit on top of each other.
        crowd = math.sqrt(min(graph.degree(source), graph.degree(target)) - 1) * 0.25
        crowd += math.sqrt(max(graph.degree(source), graph.degree(target))) * 0.18
        apart = 1.0 if group_of[source] == group_of[target] else ACROSS_COMMUNITIES
        weighted.add_edge(source, target, weight=EDGE * stated * apart * (1.0 + crowd))
    return weighted


def _group_of(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    return {node: index for index, group in enumerate(groups) for node in group}


def _two_levels(graph: nx.Graph[int], groups: Sequence[Sequence[int]]) -> dict[int, Point]:
    """Large graphs: every community by itself, then the communities among each other."""
    group_of = _group_of(groups)
    inner = stress_layouts([nx.Graph(graph.subgraph(group)) for group in groups])
    radius = [max(math.sqrt(x * x + y * y) for x, y in each.values()) + GAP for each in inner]
    outer: nx.Graph[int] = nx.Graph()
    outer.add_nodes_from(range(len(groups)))
    for source, target in sorted(graph.edges()):
        first, second = group_of[source], group_of[target]
        if first != second:
            outer.add_edge(first, second, weight=(radius[first] + radius[second]) * 1.1)
    centres = stress_layouts([outer])[0]
    return {
        node: (x + centres[index][0], y + centres[index][1])
        for index, each in enumerate(inner)
        for node, (x, y) in each.items()
    }


def _turned(points: Mapping[int, Point], boxes: Mapping[int, Box]) -> dict[int, Point]:
    """The points turned so that they fill a landscape window best."""
    if len(points) == 1:
        return dict(points)

    def turned(degrees: int) -> dict[int, Point]:
        # Rounded, because sine and cosine may differ in the last bit between machines.
        cosine, sine = round(math.cos(math.radians(degrees)), 9), round(math.sin(math.radians(degrees)), 9)
        return {node: (x * cosine - y * sine, x * sine + y * cosine) for node, (x, y) in points.items()}

    def misfit(degrees: int) -> tuple[float, int]:
        left, top, right, bottom = _bounds(turned(degrees), boxes)
        return round(max((right - left) / ASPECT, bottom - top), 3), degrees

    return turned(min(range(0, 180, 10), key=misfit))


def _radii(nodes: Iterable[int], boxes: Mapping[int, Box]) -> dict[int, float]:
    return {node: min(boxes[node]) / 2 for node in nodes}


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
