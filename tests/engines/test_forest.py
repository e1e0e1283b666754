"""Connected components, in parts and as a whole."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from kg.engines.forest import forest

NODES = st.sampled_from([f"n{number}" for number in range(12)])
EDGES = st.lists(st.tuples(NODES, NODES), max_size=20)


@given(edges=EDGES)
def test_it_gives_the_smallest_node_of_each_component(edges: list[tuple[str, str]]) -> None:
    components = networkx.connected_components(networkx.Graph(edges))
    assert forest(edges) == {node: min(component) for component in components for node in component}


@given(edges=EDGES, cut=st.integers(0, 20))
def test_forests_of_parts_put_together_are_the_forest_of_all(edges: list[tuple[str, str]], cut: int) -> None:
    parts = (forest(edges[:cut]), forest(edges[cut:]))
    assert forest(pair for part in parts for pair in part.items()) == forest(edges)
