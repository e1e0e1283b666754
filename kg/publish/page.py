"""A graph as one self-contained page for the browser, made with pyvis and our own template.

pyvis collects the nodes, edges and options, and brings vis-network; its own template is not used, because it loads
parts from other sites and escapes nothing. The page makes no request: its scripts and styles are inside it and admitted
one by one, by digest, in its content security policy.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from pyoxigraph import Triple

from kg.ontology import Ontology
from kg.publish.page_captions import display_width, wrapped
from kg.publish.page_data import PageData, PageNode, dashed_statuses, edge_claims, edge_status, page_data
from kg.publish.page_edges import PageEdge
from kg.publish.page_json import payload
from kg.publish.page_layout import place_nodes

if TYPE_CHECKING:
    from pyvis.network import Network

ASSETS = Path(__file__).parent / "page_assets"
# In the order in which they need each other; the legend is there before the picture, whose room it takes.
SCRIPTS = tuple(
    f"{name}.js"
    for name in "dom words view facets walks seen bundles looks labels scene camera canvas sentences node_panel edge_panel "
    "path_panel panel legend filters events timeline table svg turtle csv export search start".split()
)
ROLE_LENGTH = 0.62
CURVE = 0.16
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 2},
    "edges": {"smooth": False, "arrowStrikethrough": False, "hoverWidth": 0, "selectionWidth": 0},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "hideEdgesOnZoom": False, "tooltipDelay": 100000,
                    "selectConnectedEdges": False, "keyboard": {"enabled": True, "bindToWindow": False}},
}  # fmt: skip


def render_page(graph: frozenset[Triple], evidence: frozenset[Triple], ontology: Ontology, title: str) -> str:
    """The page for a graph and its evidence: the same bytes for the same triples."""
    data = page_data(graph, evidence, ontology)
    network = _pyvis_network(_networkx_graph(data, ontology))
    nodes, edges, _, _, _, options = network.get_network_data()
    content = payload(data, ontology, title, json.loads((ASSETS / "words.json").read_text(encoding="utf-8")))
    content |= {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    scripts = [_vis_network(), _own_script()]
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(
        title=_printable(title),
        policy=_policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(embedded_json(content)),
    )


def embedded_json(content: object) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or start a comment."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _networkx_graph(data: PageData, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """The picture as a networkx graph whose attributes are vis-network's."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    positions = _positions(data)
    for node in data.nodes:
        x, y = positions[node.iri]
        graph.add_node(
            node.iri,
            label=wrapped(node.caption),
            shape=ontology.shape(node.cls),
            color=ontology.colour(node.cls),
            size=_size(node),
            x=x,
            y=y,
        )
    statuses = {node.iri: node.status for node in data.nodes if node.occurrence and node.status}
    roles = {node.iri for node in data.nodes if node.occurrence}
    dashed = dashed_statuses(ontology)
    curves = _curves(data.edges)
    for index, edge in enumerate(data.edges):
        status = edge_status(edge, data, statuses, ontology)
        role = edge.source in roles or edge.target in roles
        attributes: dict[str, object] = {"id": index, "property": edge.predicate, "width": 1.5 if role else 2.4}
        attributes |= {"arrows": "" if edge.symmetric else "to", "role": role, "status": status}
        attributes |= {"claims": list(edge_claims(edge, data)), "dashes": [9, 7] if status in dashed else False}
        if curves[index]:
            kind = "curvedCW" if curves[index] > 0 else "curvedCCW"
            attributes["smooth"] = {"enabled": True, "type": kind, "roundness": abs(curves[index])}
        graph.add_edge(edge.source, edge.target, key=index, **attributes)
    return graph


def _positions(data: PageData) -> dict[str, tuple[int, int]]:
    numbers = {node.iri: number for number, node in enumerate(data.nodes)}
    small = {node.iri for node in data.nodes if node.occurrence}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(numbers.values())
    for edge in data.edges:
        length = ROLE_LENGTH if edge.source in small or edge.target in small else 1.0
        graph.add_edge(numbers[edge.source], numbers[edge.target], length=length)
    placed = place_nodes(graph, {numbers[node.iri]: _box(node) for node in data.nodes})
    return {node.iri: placed[numbers[node.iri]] for node in data.nodes}


def _size(node: PageNode) -> float:
    if node.occurrence:
        return 15.0
    return round(15.0 + 5.2 * math.sqrt(min(node.degree, 36)), 1)


def _box(node: PageNode) -> tuple[float, float]:
    """The room that a node and its caption take, in the layout's units."""
    rows = wrapped(node.caption).split("\n")
    letter, line = (8.4, 19.0) if node.occurrence else (10.0, 22.0)
    size = _size(node)
    return max(2 * size + 14, letter * max(map(display_width, rows)) + 12), 2 * size + 14 + line * len(rows)


def _curves(edges: tuple[PageEdge, ...]) -> list[float]:
    """How much each edge bends, so that edges between the same two nodes lie side by side."""
    pairs = Counter((min(edge.source, edge.target), max(edge.source, edge.target)) for edge in edges)
    seen: Counter[tuple[str, str]] = Counter()
    curves = []
    for edge in edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        offset = seen[pair] - (pairs[pair] - 1) / 2
        seen[pair] += 1
        # Clockwise is seen from the start of an edge: one that runs the other way bends the other way.
        curves.append(round(offset * CURVE * (1 if edge.source < edge.target else -1), 3))
    return curves


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


def _vis_network() -> str:
    """The newest vis-network that pyvis brings, without the address of its source map."""
    package = find_spec("pyvis")
    roots = list(package.submodule_search_locations or ()) if package else []
    scripts = [script for root in roots for script in Path(root).glob("templates/lib/vis-*/vis-network.min.js")]
    newest = max(scripts, key=lambda script: [int(part) for part in script.parent.name[4:].split(".")])
    lines = newest.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _own_script() -> str:
    parts = [(ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _policy(scripts: list[str], style: str) -> str:
    """A content security policy that admits these very scripts and this very style, and no request at all."""
    admitted = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {admitted}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _printable(title: str) -> str:
    return " ".join(title.split()) or "Knowledge graph"
