"""What the page's own scripts read: names, facts and evidence of a graph as plain JSON-ready data."""

from __future__ import annotations

from collections import Counter

from kg.ontology import Ontology
from kg.publish.page_data import PageData, PageNode, value_claims

Json = dict[str, object]


def payload(data: PageData, ontology: Ontology, title: str) -> Json:
    """All that the page knows beside its picture: the ontology's words, entities, claims, quotes and sources."""
    predicates = {edge.predicate for edge in data.edges}
    predicates |= {value.predicate for node in data.nodes for value in node.values}
    predicates |= {claim.link[1] for claim in data.evidence.claims}
    return {
        "title": title,
        "omitted": data.omitted,
        "classes": _classes(data, ontology),
        "properties": {iri: _property(iri, ontology) for iri in sorted(predicates) if iri},
        "statuses": {iri: ontology.label(iri) for iri in sorted(ontology.statuses)},
        "entities": {node.iri: _entity(node, data) for node in data.nodes},
        "claims": [_claim(index, data) for index in range(len(data.evidence.claims))],
        "doubted": _doubted(data),
        "quotes": [{"source": quote.source, "parts": list(quote.parts)} for quote in data.evidence.quotes],
        "sources": [
            {"title": each.title, "date": each.date, "file": each.file, "name": each.name, "link": each.link}
            for each in data.evidence.sources
        ],
    }


def _classes(data: PageData, ontology: Ontology) -> list[Json]:
    """The classes that are drawn, entities before occurrences, the most frequent first."""
    counts = Counter(node.cls for node in data.nodes)
    small = {node.cls for node in data.nodes if node.occurrence}
    return [
        {
            "id": cls,
            "label": ontology.label(cls) if cls else "other",
            "colour": ontology.colour(cls),
            "shape": ontology.shape(cls),
            "count": counts[cls],
            "occurrence": cls in small,
        }
        for cls in sorted(counts, key=lambda cls: (cls in small, -counts[cls], cls))
    ]


def _property(iri: str, ontology: Ontology) -> Json:
    definition = ontology.properties.get(iri)
    inverses = definition.inverses if definition else ()
    return {
        "label": ontology.label(iri),
        "inverse": ontology.label(sorted(inverses)[0]) if inverses else "",
        "symmetric": bool(definition and definition.symmetric),
    }


def _entity(node: PageNode, data: PageData) -> Json:
    return {
        "label": node.label,
        "classes": list(node.classes),
        "occurrence": node.occurrence,
        "names": [list(name) for name in node.names],
        "values": [
            {"property": value.predicate, "text": value.text, "claims": list(value_claims(node, value, data))}
            for value in node.values
        ],
        "status": node.status,
        "degree": node.degree,
        "mentions": list(data.evidence.mentions.get(node.iri, ())),
    }


def _claim(index: int, data: PageData) -> Json:
    claim = data.evidence.claims[index]
    return {
        "status": claim.status,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "inferred": claim.inferred,
        "quotes": list(claim.quotes),
    }


def _doubted(data: PageData) -> list[Json]:
    """What texts deny or only consider: shown beside the facts, never among them."""
    names = {node.iri for node in data.nodes}
    return [
        {
            "from": claim.link[0],
            "property": claim.link[1],
            "to": claim.link[2],
            "polarity": claim.polarity,
            "claim": index,
        }
        for index, claim in enumerate(data.evidence.claims)
        if claim.polarity != "affirmed" and claim.link[0] in names and claim.link[2] in names
    ]
