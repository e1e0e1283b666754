"""The page on live data: what it opens with, and what it is handed for a part of the graph that it asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.ontology import Ontology
from kg.publish.page import page_text, page_words
from kg.publish.page_data import PageData, edge_claims
from kg.publish.page_json import class_record, details, edge_records, evidence_payload, node_records, terms
from kg.publish.page_packed import Json, embedded_json
from kg.publish.page_picture import OPTIONS, placed
from kg.publish.page_scripts import page_scripts


def live_page(
    data: PageData, neighbours: Mapping[str, int], totals: Mapping[str, int], ontology: Ontology, title: str
) -> str:
    """The page that opens on some nodes and asks its own server for the rest.

    `neighbours` are how many a node has in the whole graph; the nodes' degrees are taken for their importance there.
    """
    words = page_words()
    languages = sorted(words)
    places = placed(data.nodes, data.edges)
    content: Json = {
        "title": title,
        "omitted": 0,
        "totals": dict(totals),
        "words": words,
        "options": OPTIONS,
        "core": places,
        **terms(ontology.properties, ontology, languages),
        "classes": [class_record(cls, ontology, languages) for cls in (*sorted(ontology.classes), "")],
    }
    content |= live_part(data, neighbours, [node.iri for node in data.nodes], ontology)
    rest = content.pop("evidence")
    scripts = page_scripts(source="live", picture="vis")
    return page_text(title, embedded_json(content), embedded_json(rest), scripts, connect="'self'")


def live_part(data: PageData, neighbours: Mapping[str, int], wanted: Collection[str], ontology: Ontology) -> Json:
    """Some nodes with their literals, and the edges among them and to others that the page knows already."""
    fresh = frozenset(wanted)
    nodes = [
        record | {"neighbours": neighbours.get(str(record["id"]), 0)}
        for record in node_records(data, {})
        if record["id"] in fresh
    ]
    edges = [
        record | {"claims": []}
        for record in edge_records(data, ontology)
        if record["from"] in fresh or record["to"] in fresh
    ]
    own = {node.iri: details(node, data, resting=False) for node in data.nodes if node.iri in fresh}
    nothing: Json = {"claims": [], "quotes": [], "sources": [], "doubted": [], "links": []}
    return {"nodes": nodes, "edges": edges, "evidence": nothing | {"details": own}}


def evidence_about(iri: str, data: PageData) -> Json:
    """All that is known of one node: the claims on its literals and edges, and the sentences that name it."""
    links = [
        [[edge.source, edge.predicate, edge.target], list(edge_claims(edge, data))]
        for edge in data.edges
        if iri in (edge.source, edge.target)
    ]
    own = {node.iri: details(node, data) | {"full": True} for node in data.nodes if node.iri == iri}
    return evidence_payload(data) | {"details": own, "links": links}
