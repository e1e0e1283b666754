"""The picture of a graph: where its nodes stand and how large they are, made with networkx and pyvis."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from kg.ontology import Ontology
from kg.publish.page_captions import display_width, wrapped
from kg.publish.page_data import PageData, PageNode
from kg.publish.page_edges import PageEdge
from kg.publish.page_layout import CAREFUL_LIMIT, place_nodes

if TYPE_CHECKING:
    from pyvis.network import Network

Json = dict[str, object]
ROLE_LENGTH = 0.62
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "arrowStrikethrough": False, "hoverWidth": 0, "selectionWidth": 0},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "hideEdgesOnZoom": False, "tooltipDelay": 100000,
                    "selectConnectedEdges": False, "keyboard": {"enabled": True, "bindToWindow": False}},
}  # fmt: skip


def networkx_graph(data: PageData, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """The picture as a networkx graph whose attributes are those of pyvis."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    places = placed(data.nodes, data.edges)
    for node in data.nodes:
        x, y = places[node.iri]
        look = {"shape": ontology.shape(node.cls), "color": ontology.colour(node.cls), "size": size_of(node)}
        graph.add_node(node.iri, label=wrapped(node.caption), x=x, y=y, **look)
    for index, edge in enumerate(data.edges):
        graph.add_edge(edge.source, edge.target, key=index, id=index, arrows="" if edge.symmetric else "to")
    return graph


def drawn(graph: nx.MultiDiGraph[str]) -> tuple[list[Json], list[Json], Json]:
    """Nodes, edges and options as pyvis hands them to vis-network."""
    nodes, edges, _, _, _, options = _pyvis_network(graph).get_network_data()
    return nodes, edges, json.loads(options)


def placed(nodes: Sequence[PageNode], edges: Sequence[PageEdge]) -> dict[str, tuple[int, int]]:
    """A place for each of some nodes, in view of the edges among them."""
    numbers = {node.iri: number for number, node in enumerate(nodes)}
    small = {node.iri for node in nodes if node.occurrence}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(numbers.values())
    for edge in edges:
        if edge.source in numbers and edge.target in numbers:
            length = ROLE_LENGTH if edge.source in small or edge.target in small else 1.0
            graph.add_edge(numbers[edge.source], numbers[edge.target], length=length)
    box = _box if len(nodes) <= CAREFUL_LIMIT else _disc
    places = place_nodes(graph, {numbers[node.iri]: box(node) for node in nodes})
    return {node.iri: places[numbers[node.iri]] for node in nodes}


def size_of(node: PageNode) -> float:
    """The radius of a node: the more links, the larger."""
    if node.occurrence:
        return 15.0
    return round(15.0 + 5.2 * math.sqrt(min(node.degree, 36)), 1)


def _disc(node: PageNode) -> tuple[float, float]:
    return 2 * size_of(node), 2 * size_of(node)


def _box(node: PageNode) -> tuple[float, float]:
    """The room that a node and its caption take, in the layout's units."""
    rows = wrapped(node.caption).split("\n")
    letter, line = (8.4, 19.0) if node.occurrence else (10.0, 22.0)
    size = size_of(node)
    return max(2 * size + 14, letter * max(map(display_width, rows)) + 12), 2 * size + 14 + line * len(rows)


def _pyvis_network(graph: nx.MultiDiGraph[str]) -> Network:
    """The pyvis network of a networkx graph.

    Its lists are filled directly: `add_node` and `add_edge`, which `from_nx` uses too, search all that is there already
    for every addition.
    """
    # Imported here because pyvis pulls in IPython, which takes longer to import than all the rest of kg.
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line")
    for iri, attributes in graph.nodes(data=True):
        options = Node(iri, attributes["shape"], attributes["label"], **_without(attributes, "shape", "label")).options
        network.nodes.append(options)
        network.node_ids.append(iri)
        network.node_map[iri] = options
    for source, target, attributes in graph.edges(data=True):
        network.edges.append(Edge(source, target, directed=True, **attributes).options)
    network.edges.sort(key=lambda options: options["id"])
    network.set_options(json.dumps(OPTIONS))
    return network


def _without(attributes: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in attributes.items() if name not in names}
