"""Positions of graphs of thousands of nodes: the same for the same graph, discs apart, communities together."""

from __future__ import annotations

import itertools
import math
import random

import networkx as nx
import pytest

from kg.publish.page_multilevel import multilevel_layout

CLIQUES, SIZE = 60, 20


def caveman() -> nx.Graph[int]:
    return nx.connected_caveman_graph(CLIQUES, SIZE)


def test_the_order_in_which_a_graph_was_built_does_not_matter() -> None:
    edges = list(caveman().edges())
    placed = []
    for seed in range(2):
        random.Random(seed).shuffle(edges)
        graph = nx.Graph((b, a) if seed else (a, b) for a, b in edges)
        placed.append(multilevel_layout(graph, dict.fromkeys(graph, 15.0)))
    assert placed[0] == placed[1]


def test_hardly_any_discs_overlap_and_communities_stand_together() -> None:
    graph = caveman()
    placed = multilevel_layout(graph, dict.fromkeys(graph, 15.0))
    pairs = list(itertools.combinations(placed, 2))
    assert sum(math.dist(placed[a], placed[b]) < 29 for a, b in pairs) < 0.01 * len(placed)
    groups = [range(first, first + SIZE) for first in range(0, CLIQUES * SIZE, SIZE)]
    within = [math.dist(placed[group[0]], placed[other]) for group in groups for other in group[1:]]
    across = [math.dist(placed[one[0]], placed[other[0]]) for one, other in itertools.combinations(groups, 2)]
    assert sum(across) / len(across) > 3 * sum(within) / len(within)


@pytest.mark.parametrize(
    "graph",
    [nx.star_graph(1500), nx.path_graph(1500), nx.random_labeled_tree(1500, seed=1), nx.complete_graph(300)],
    ids=["star", "path", "tree", "complete"],
)
def test_graphs_of_every_shape_have_finite_places_for_all_nodes(graph: nx.Graph[int]) -> None:
    placed = multilevel_layout(graph, dict.fromkeys(graph, 15.0))
    assert placed.keys() == set(graph)
    assert all(math.isfinite(each) for place in placed.values() for each in place)
    assert len(set(placed.values())) == len(placed)
