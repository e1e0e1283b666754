"""Positions: the same for the same graph, with room for every node and its caption."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.publish.page_layout import communities, place_nodes


def boxes_of(graph: nx.Graph) -> dict[int, tuple[float, float]]:
    return {node: (60.0 + 7 * (node % 13), 30.0 + node % 5) for node in graph}


def overlaps(placed: dict[int, tuple[int, int]], boxes: dict[int, tuple[float, float]], slack: float = 4.0) -> int:
    return sum(
        abs(placed[one][0] - placed[two][0]) < (boxes[one][0] + boxes[two][0]) / 2 - slack
        and abs(placed[one][1] - placed[two][1]) < (boxes[one][1] + boxes[two][1]) / 2 - slack
        for one, two in itertools.combinations(placed, 2)
    )


@settings(max_examples=25)
@given(st.integers(0, 24), st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=50))
def test_no_two_boxes_overlap(count: int, links: list[tuple[int, int]]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b) for a, b in links if a != b and max(a, b) < count)
    placed = place_nodes(graph, boxes_of(graph))
    assert placed.keys() == set(graph)
    assert overlaps(placed, boxes_of(graph)) == 0


def test_the_order_in_which_a_graph_was_built_does_not_matter() -> None:
    edges = list(nx.connected_caveman_graph(4, 6).edges())
    placed = []
    for seed in range(3):
        random.Random(seed).shuffle(edges)
        graph = nx.Graph()
        graph.add_edges_from((b, a) if seed % 2 else (a, b) for a, b in edges)
        placed.append(place_nodes(graph, boxes_of(graph)))
    assert placed[0] == placed[1] == placed[2]


@pytest.mark.parametrize(("cliques", "size"), [(5, 6), (50, 10)], ids=["laid out whole", "laid out by community"])
def test_communities_stand_apart(cliques: int, size: int) -> None:
    graph = nx.connected_caveman_graph(cliques, size)
    placed = place_nodes(graph, dict.fromkeys(graph, (40.0, 30.0)))
    groups = communities(graph)

    def spread(pairs: list[tuple[int, int]]) -> float:
        return sum(
            ((placed[a][0] - placed[b][0]) ** 2 + (placed[a][1] - placed[b][1]) ** 2) ** 0.5 for a, b in pairs
        ) / len(pairs)

    within = [pair for group in groups for pair in itertools.combinations(group, 2)]
    across = [(one[0], other[0]) for one, other in itertools.combinations(groups, 2)]
    assert spread(across) > 2 * spread(within)
