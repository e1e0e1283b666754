"""A graph as a networkx MultiDiGraph: things are nodes, edges are keyed by predicate, literals are attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx
import pyoxigraph as ox

from kg.ontology import Ontology
from kg.store.evidence import (
    AFFIRMED,
    ALTERNATIVE_LABEL,
    EXACT_MATCH,
    LABEL,
    TYPE,
    Index,
    RecordedClaim,
    RecordedEvidence,
    Term,
    index_of,
    read_evidence,
    statement_of,
    texts,
)
from kg.store.prefixes import STANDARD_PREFIXES

Attribute = str | int | float | bool
_XSD = STANDARD_PREFIXES["xsd"]
# What names a thing, or says what it is elsewhere, leads to no node of the graph.
_NAMING = frozenset({TYPE, LABEL, ALTERNATIVE_LABEL, EXACT_MATCH})
_RESERVED = frozenset({"label", "labels", "cls", "types", "aliases"})


def build_network(
    graph: Iterable[ox.Triple], evidence: Iterable[ox.Triple], ontology: Ontology
) -> nx.MultiDiGraph[str]:
    """The network of a graph, made from its triples alone, nodes and edges put in in IRI order.

    A node is keyed by IRI and has `label`, `labels` (by language), `cls` (the most specific class), `types`, `aliases`,
    and each literal under the local name of its property (a tuple where there are several); a status counts as a
    literal. An edge is keyed by predicate IRI and has `predicate`, `label`, `status`, `confidence` and `claims`, their
    number. Numbers become Python numbers, so a sum may lose its last digits: take those from the RDF.
    """
    triples = sorted(set(graph), key=str)
    index = index_of(triples)
    recorded = read_evidence(evidence)
    edges = [triple for triple in triples if _is_edge(triple, ontology)]
    ends = {str(getattr(end, "value", "")) for triple in edges for end in (triple.subject, triple.object)}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(ends | set(index)):
        network.add_node(iri, **_node_attributes(iri, index, ontology))
    for triple in edges:
        subject, predicate = str(getattr(triple.subject, "value", "")), triple.predicate.value
        attributes = _edge_attributes(predicate, affirmed_claims(recorded, triple, ontology), ontology)
        network.add_edge(subject, str(getattr(triple.object, "value", "")), key=predicate, **attributes)
    return network


def affirmed_claims(recorded: RecordedEvidence, triple: ox.Triple, ontology: Ontology) -> tuple[RecordedClaim, ...]:
    """The claims that say a statement holds; of a symmetric property a claim the other way round says so too."""
    claims = recorded.by_statement.get(statement_of(triple), ())
    definition = ontology.properties.get(triple.predicate.value)
    if not claims and definition and definition.symmetric and isinstance(triple.object, ox.NamedNode):
        claims = recorded.by_statement.get((triple.object.value, triple.predicate.value, str(triple.subject)), ())
    return tuple(claim for claim in claims if claim.polarity == AFFIRMED)


def furthest_status(claims: Iterable[RecordedClaim], ontology: Ontology) -> str:
    """The IRI of the claims' status of highest rank, or "" where none has one."""
    known = [ontology.statuses[claim.status] for claim in claims if claim.status in ontology.statuses]
    return max(known, key=lambda status: (status.rank, status.iri)).iri if known else ""


def highest_confidence(claims: Iterable[RecordedClaim]) -> float:
    """The confidence of the surest claim; 1 where none states any, as for facts that were loaded."""
    stated = [float(claim.confidence) for claim in claims if claim.confidence]
    return max(stated, default=1.0)


def best_label(iri: str, index: Index, ontology: Ontology) -> str:
    """The English label of a thing, else the first in any language, else the end of its IRI."""
    found = _literals(index.get(iri, {}).get(LABEL, ()))
    return min(found, key=lambda each: (each.language != "en", each.value)).value if found else ontology.name(iri)


def most_specific_class(iri: str, index: Index, ontology: Ontology) -> str:
    """The class of a thing, "" where it has none that the ontology knows."""
    known = tuple(cls for cls in texts(index, iri, TYPE) if cls in ontology.classes)
    return ontology.most_specific(known) if known else ""


def _is_edge(triple: ox.Triple, ontology: Ontology) -> bool:
    value = triple.object
    return (
        isinstance(value, ox.NamedNode | ox.BlankNode)
        and triple.predicate.value not in _NAMING
        and value.value not in ontology.statuses
    )


def _node_attributes(iri: str, index: Index, ontology: Ontology) -> dict[str, object]:
    stated = index.get(iri, {})
    labels = {each.language or "": each.value for each in reversed(_literals(stated.get(LABEL, ())))}
    attributes: dict[str, object] = {
        "label": best_label(iri, index, ontology),
        "labels": dict(sorted(labels.items())),
        "cls": most_specific_class(iri, index, ontology),
        "types": texts(index, iri, TYPE),
        "aliases": tuple(each.value for each in _literals(stated.get(ALTERNATIVE_LABEL, ()))),
    }
    return {**attributes, **_values(stated, ontology)}


def _values(stated: Mapping[str, tuple[Term, ...]], ontology: Ontology) -> dict[str, object]:
    found: dict[str, list[Attribute]] = defaultdict(list)
    for predicate, objects in stated.items():
        if predicate in _NAMING:
            continue
        name = ontology.name(predicate)
        name = f"{name}_" if name in _RESERVED else name
        for term in objects:
            if isinstance(term, ox.Literal):
                found[name].append(python_value(term))
            elif isinstance(term, ox.NamedNode) and term.value in ontology.statuses:
                found[name].append(ontology.label(term.value))
    return {name: values[0] if len(values) == 1 else tuple(values) for name, values in sorted(found.items())}


def _literals(terms: Iterable[Term]) -> list[ox.Literal]:
    return [term for term in terms if isinstance(term, ox.Literal)]


def python_value(literal: ox.Literal) -> Attribute:
    """A literal as a Python number, truth value or text; a number that is written wrongly stays text."""
    datatype = literal.datatype.value
    try:
        if datatype == _XSD + "integer":
            return int(literal.value)
        if datatype in (_XSD + "decimal", _XSD + "double", _XSD + "float"):
            return float(literal.value)
    except ValueError:
        return literal.value
    if datatype == _XSD + "boolean" and literal.value in ("true", "1", "false", "0"):
        return literal.value in ("true", "1")
    return literal.value


def _edge_attributes(predicate: str, claims: tuple[RecordedClaim, ...], ontology: Ontology) -> dict[str, object]:
    status = furthest_status(claims, ontology)
    return {
        "predicate": predicate,
        "label": ontology.label(predicate),
        "status": ontology.label(status) if status else "",
        "confidence": highest_confidence(claims),
        "claims": len(claims),
    }
