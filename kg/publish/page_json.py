"""What the page's own scripts read: names, facts and evidence of a graph as plain JSON-ready data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.ontology import Ontology
from kg.publish.page_captions import wrapped
from kg.publish.page_data import PageData, PageNode, dashed_statuses, edge_claims, edge_status, value_claims
from kg.publish.page_picture import size_of

Json = dict[str, object]
Words = Mapping[str, Mapping[str, str]]


def payload(data: PageData, ontology: Ontology, title: str, words: Words) -> Json:
    """What the page knows beside its nodes and edges: words, and the ontology's labels in the same languages."""
    languages = sorted(words)
    predicates = {edge.predicate for edge in data.edges}
    predicates |= {value.predicate for node in data.nodes for value in node.values}
    predicates |= {claim.link[1] for claim in data.evidence.claims}
    occurrences = sum(node.occurrence for node in data.nodes)
    return {
        "title": title,
        "omitted": data.omitted,
        "totals": {
            "things": len(data.nodes) - occurrences,
            "events": occurrences,
            "links": len(data.edges),
            "sources": len(data.evidence.sources),
        },
        "words": words,
        "classes": _classes(data, ontology, languages),
        **terms(predicates, ontology, languages),
    }


def terms(predicates: Iterable[str], ontology: Ontology, languages: Sequence[str]) -> Json:
    """The prefixes, and properties and statuses with their labels."""
    return {
        "prefixes": dict(ontology.prefixes),
        "properties": {iri: _property(iri, ontology, languages) for iri in sorted(set(predicates)) if iri},
        "statuses": _statuses(ontology, languages),
    }


def node_records(data: PageData, places: Mapping[str, tuple[object, object]]) -> list[Json]:
    """The nodes: what they are called, of which classes, when and about what sum; with a place where there is one."""
    return [
        {
            "id": node.iri,
            "label": node.label,
            "caption": wrapped(node.caption),
            "classes": list(node.classes),
            "occurrence": node.occurrence,
            "names": [list(name) for name in node.names],
            "labels": node.labels,
            "date": node.date,
            "sum": list(node.sum),
            "short": node.short,
            "status": node.status,
            "degree": node.degree,
            "size": size_of(node),
        }
        | (dict(zip("xy", places[node.iri], strict=True)) if node.iri in places else {})
        for node in data.nodes
    ]


def edge_records(data: PageData, ontology: Ontology) -> list[Json]:
    """The edges: between what, how sure and how far along, when reports stated them, and the claims behind them."""
    statuses = {node.iri: node.status for node in data.nodes if node.occurrence and node.status}
    claims, quotes, sources = data.evidence.claims, data.evidence.quotes, data.evidence.sources
    records: list[Json] = []
    for index, edge in enumerate(data.edges):
        own = edge_claims(edge, data)
        stated = {sources[quotes[quote].source].date for each in own for quote in claims[each].quotes}
        record = {"id": index, "from": edge.source, "to": edge.target, "property": edge.predicate}
        record |= {"arrows": "" if edge.symmetric else "to", "claims": list(own)}
        record |= {"status": edge_status(edge, data, statuses, ontology), "reported": sorted(stated - {""})}
        record["sure"] = max((_number(claims[each].confidence) for each in own), default=0.0)
        records.append(record)
    return records


def evidence_payload(data: PageData) -> Json:
    """What everything rests on: claims, quotes and sources; the literals of nodes, and the sentences that name them."""
    return {
        "claims": [_claim(index, data) for index in range(len(data.evidence.claims))],
        "doubted": _doubted(data),
        "quotes": [{"source": quote.source, "parts": list(quote.parts)} for quote in data.evidence.quotes],
        "sources": [
            {"title": each.title, "date": each.date, "file": each.file, "name": each.name, "link": each.link}
            for each in data.evidence.sources
        ],
        "details": {node.iri: details(node, data) for node in data.nodes},
        "links": [],
    }


def _labels(iri: str, ontology: Ontology, languages: Sequence[str]) -> dict[str, str]:
    return {language: ontology.label(iri, language) for language in languages}


def _statuses(ontology: Ontology, languages: Sequence[str]) -> Json:
    dashed = dashed_statuses(ontology)
    return {
        iri: {"label": _labels(iri, ontology, languages), "rank": status.rank, "dashed": iri in dashed}
        for iri, status in sorted(ontology.statuses.items())
    }


def _classes(data: PageData, ontology: Ontology, languages: Sequence[str]) -> list[Json]:
    """The classes that are drawn, entities before occurrences, the most frequent first."""
    counts = Counter(node.cls for node in data.nodes)
    small = {node.cls for node in data.nodes if node.occurrence}
    ordered = sorted(counts, key=lambda cls: (cls in small, -counts[cls], cls))
    return [class_record(cls, ontology, languages) for cls in ordered]


def class_record(cls: str, ontology: Ontology, languages: Sequence[str]) -> Json:
    """A class with its look; "" is for what has none."""
    label = _labels(cls, ontology, languages) if cls else {}
    return {"id": cls, "label": label, "colour": ontology.colour(cls), "shape": ontology.shape(cls)}


def _property(iri: str, ontology: Ontology, languages: Sequence[str]) -> Json:
    definition = ontology.properties.get(iri)
    inverses = definition.inverses if definition else ()
    return {
        "label": _labels(iri, ontology, languages),
        "inverse": _labels(sorted(inverses)[0], ontology, languages) if inverses else {},
        "symmetric": bool(definition and definition.symmetric),
        "kind": definition.value_kind if definition else "",
        "agentive": bool(definition and definition.agentive),
    }


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def details(node: PageNode, data: PageData, *, resting: bool = True) -> Json:
    """The literals of a node, and unless not wanted the claims and sentences that tell of it."""
    return {
        "values": [
            {
                "property": value.predicate,
                "text": value.text,
                "claims": list(value_claims(node, value, data)) if resting else [],
            }
            for value in node.values
        ],
        "literals": [list(literal) for literal in node.literals],
        "mentions": list(data.evidence.mentions.get(node.iri, ())) if resting else [],
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
