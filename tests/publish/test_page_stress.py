"""Several graphs laid out at once."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.publish.page_stress import stress_layouts


def connected(size: int, seed: int) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph(nx.random_labeled_tree(size, seed=seed))
    nx.set_edge_attributes(graph, {edge: 50.0 + sum(edge) for edge in graph.edges}, "weight")
    return graph


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 99)), max_size=6))
def test_a_graph_lies_the_same_whatever_is_laid_out_with_it(drawn: list[tuple[int, int]]) -> None:
    graphs = [connected(size, seed) for size, seed in drawn]
    assert stress_layouts(graphs) == [stress_layouts([graph])[0] for graph in graphs]


def test_the_ends_of_a_path_lie_as_far_apart_as_it_is_long() -> None:
    path: nx.Graph[int] = nx.Graph()
    nx.add_path(path, range(3), weight=100.0)
    (layout,) = stress_layouts([path])
    across, down = (layout[0][axis] - layout[2][axis] for axis in (0, 1))
    assert 195 < (across**2 + down**2) ** 0.5 < 205
