"""A graph as one self-contained page for the browser, made with pyvis and our own template.

pyvis collects the nodes, edges and options, and brings vis-network; its own template is not used, because it loads
parts from other sites and escapes nothing. Larger graphs are drawn by sigma.js with WebGL, where it was built. The page
makes no request: its scripts and styles are inside it and admitted one by one, by digest, in its content security policy.
"""

from __future__ import annotations

import json

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from pyoxigraph import Triple

from kg.ontology import Ontology
from kg.publish.page_data import PageData, page_data
from kg.publish.page_json import Words, edge_records, evidence_payload, node_records, payload
from kg.publish.page_packed import Json, columns, embedded_json, packed_json
from kg.publish.page_picture import OPTIONS, drawn, networkx_graph, placed
from kg.publish.page_scripts import ASSETS, has_webgl, page_scripts, policy

# Above this a canvas stutters: vis-network draws so many, and without WebGL the page has no more.
CANVAS_LIMIT = 2000
# Above this the page opens on the most important nodes.
WHOLE_LIMIT = 5000
CORE = 300


def render_page(
    graph: frozenset[Triple], evidence: frozenset[Triple], ontology: Ontology, title: str, *, webgl: bool | None = None
) -> str:
    """The page for a graph and its evidence: the same bytes for the same triples.

    `webgl` is whether sigma.js may draw what is too large for vis-network; by default, whether it was built.
    """
    able = has_webgl() if webgl is None else webgl
    data = page_data(graph, evidence, ontology, limit=None if able else CANVAS_LIMIT)
    rest = evidence_payload(data)
    content = payload(data, ontology, title, page_words())
    if len(data.nodes) <= CANVAS_LIMIT:
        content |= _small(data, ontology)
        return page_text(title, embedded_json(content), embedded_json(rest), page_scripts(source="file", picture="vis"))
    content |= _large(data, ontology)
    scripts = page_scripts(source="file", picture="sigma")
    return page_text(title, packed_json(content), packed_json(rest), scripts, packed=True)


def page_words() -> Words:
    """What the page itself says, by language."""
    words: Words = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    return words


def page_text(
    title: str, data: str, evidence: str, scripts: list[str], *, packed: bool = False, connect: str = ""
) -> str:
    """The page with its data and scripts in place."""
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(
        title=" ".join(title.split()) or "Knowledge graph",
        policy=policy(scripts, style, connect=connect),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        form="application/gzip" if packed else "application/json",
        data=Markup(data),
        evidence=Markup(evidence),
    )


def _small(data: PageData, ontology: Ontology) -> Json:
    """The picture as pyvis hands it to vis-network, with what the page knows of each node and edge."""
    nodes, edges, options = drawn(networkx_graph(data, ontology))
    places = {str(node["id"]): (node["x"], node["y"]) for node in nodes}
    arrows = [edge["arrows"] for edge in edges]
    return {
        "nodes": node_records(data, places),
        "edges": [record | {"arrows": each} for record, each in zip(edge_records(data, ontology), arrows, strict=True)],
        "options": options,
    }


def _large(data: PageData, ontology: Ontology) -> Json:
    content: Json = {
        "nodes": columns(node_records(data, placed(data.nodes, data.edges))),
        "edges": columns(edge_records(data, ontology)),
        "options": OPTIONS,
    }
    if len(data.nodes) > WHOLE_LIMIT:
        important = sorted(data.nodes, key=lambda node: (-node.degree, node.iri))[:CORE]
        content["core"] = placed(important, data.edges)
    return content
