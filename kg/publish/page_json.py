"""What the page's own scripts read: names, facts and evidence of a graph as plain JSON-ready data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.ontology import Ontology
from kg.publish.page_data import PageData, PageNode, dashed_statuses, value_claims

Json = dict[str, object]
Words = Mapping[str, Mapping[str, str]]


def payload(data: PageData, ontology: Ontology, title: str, words: Words) -> Json:
    """All that the page knows beside its picture: words, the ontology's labels, entities, claims, quotes and sources.

    `words` are what the page itself says, by language; the ontology's labels are given in the same languages.
    """
    languages = sorted(words)
    predicates = {edge.predicate for edge in data.edges}
    predicates |= {value.predicate for node in data.nodes for value in node.values}
    predicates |= {claim.link[1] for claim in data.evidence.claims}
    return {
        "title": title,
        "omitted": data.omitted,
        "words": words,
        "prefixes": dict(ontology.prefixes),
        "classes": _classes(data, ontology, languages),
        "properties": {iri: _property(iri, ontology, languages) for iri in sorted(predicates) if iri},
        "statuses": _statuses(ontology, languages),
        "entities": {node.iri: _entity(node, data) for node in data.nodes},
        "claims": [_claim(index, data) for index in range(len(data.evidence.claims))],
        "doubted": _doubted(data),
        "quotes": [{"source": quote.source, "parts": list(quote.parts)} for quote in data.evidence.quotes],
        "sources": [
            {"title": each.title, "date": each.date, "file": each.file, "name": each.name, "link": each.link}
            for each in data.evidence.sources
        ],
    }


def _labels(iri: str, ontology: Ontology, languages: list[str]) -> dict[str, str]:
    return {language: ontology.label(iri, language) for language in languages}


def _statuses(ontology: Ontology, languages: list[str]) -> Json:
    dashed = dashed_statuses(ontology)
    return {
        iri: {"label": _labels(iri, ontology, languages), "rank": status.rank, "dashed": iri in dashed}
        for iri, status in sorted(ontology.statuses.items())
    }


def _classes(data: PageData, ontology: Ontology, languages: list[str]) -> list[Json]:
    """The classes that are drawn, entities before occurrences, the most frequent first."""
    counts = Counter(node.cls for node in data.nodes)
    small = {node.cls for node in data.nodes if node.occurrence}
    return [
        {
            "id": cls,
            "label": _labels(cls, ontology, languages) if cls else {},
            "colour": ontology.colour(cls),
            "shape": ontology.shape(cls),
            "count": counts[cls],
            "occurrence": cls in small,
        }
        for cls in sorted(counts, key=lambda cls: (cls in small, -counts[cls], cls))
    ]


def _property(iri: str, ontology: Ontology, languages: list[str]) -> Json:
    definition = ontology.properties.get(iri)
    inverses = definition.inverses if definition else ()
    return {
        "label": _labels(iri, ontology, languages),
        "inverse": _labels(sorted(inverses)[0], ontology, languages) if inverses else {},
        "symmetric": bool(definition and definition.symmetric),
        "kind": definition.value_kind if definition else "",
        "agentive": bool(definition and definition.agentive),
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
        "literals": [list(literal) for literal in node.literals],
        "date": node.date,
        "sum": list(node.sum),
        "short": node.short,
        "labels": node.labels,
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
