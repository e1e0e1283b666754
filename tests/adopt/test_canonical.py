"""Canonical blank nodes: the same for the same graph, and within a bounded time for one that is made to take forever."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.adopt.canonical import canonical
from kg.errors import GraphError

KNOWS, NAME = ox.NamedNode("urn:knows"), ox.NamedNode("urn:name")


def ring(size: int, word: str = "b") -> list[ox.Triple]:
    nodes = [ox.BlankNode(f"{word}{number}") for number in range(size)]
    return [ox.Triple(each, KNOWS, nodes[(number + 1) % size]) for number, each in enumerate(nodes)]


def clique(size: int) -> list[ox.Triple]:
    nodes = [ox.BlankNode(f"b{number}") for number in range(size)]
    return [ox.Triple(one, KNOWS, other) for one in nodes for other in nodes if one != other]


def plain(count: int, word: str = "b") -> list[ox.Triple]:
    return [ox.Triple(ox.BlankNode(f"{word}{number}"), NAME, ox.Literal(number % 3)) for number in range(count)]


@pytest.mark.parametrize("make", [ring, plain])
def test_the_names_do_not_depend_on_what_the_nodes_were_called(make) -> None:
    shuffled = make(6, "other")
    random.Random(1).shuffle(shuffled)
    assert set(canonical(make(6))) == set(canonical(shuffled))


def test_a_graph_made_to_take_forever_is_refused() -> None:
    with pytest.raises(GraphError, match="not told apart in 1 s; give them IRIs"):
        canonical(clique(12), seconds=1)
