"""Connected components as their own combiner: the forest of some edges, and the forest of forests, are made in the same way.

So each partition of the edges is made a forest of at most as many trees as it has nodes, and these few are put together once more.
"""

from __future__ import annotations

from collections.abc import Iterable


def forest(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each node of some edges the smallest node that it is connected with."""
    parents: dict[str, str] = {}

    def root_of(node: str) -> str:
        root = node
        while (parent := parents.setdefault(root, root)) != root:
            root = parent
        while parents[node] != root:
            parents[node], node = root, parents[node]
        return root

    for one, other in edges:
        first, second = sorted((root_of(one), root_of(other)))
        parents[second] = first
    return {node: root_of(node) for node in sorted(parents)}
