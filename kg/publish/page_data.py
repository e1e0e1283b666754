"""A graph as the page shows it: nodes, drawn edges and their evidence, as plain records and as JSON-ready data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.ontology import Ontology
from kg.publish.page_edges import PageEdge, drawn_edges
from kg.publish.page_evidence import (
    RDF_TYPE,
    Link,
    PageClaim,
    PageEvidence,
    Term,
    describe,
    key,
    read_evidence,
    strongest_status,
    text,
)
from kg.publish.page_values import (
    ALTERNATIVE,
    LABEL,
    NAMES,
    PageValue,
    date_of,
    is_literal,
    literals_of,
    occurrence_label,
    short_sum,
    status_of,
    sum_of,
    values_of,
)

DASHED = "dashed"
VOCABULARIES = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#",
                "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2004/02/skos/core#")  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageNode:
    """A node of the picture: what it is called, of which classes, and the literals it carries.

    The first `labels` of the names are labels, the others alternatives. `sum` is amount, currency and qualifier, or
    nothing; `short` is the same for a picture; `literals` are properties with their terms in N-Triples.
    """

    iri: str
    label: str
    caption: str
    classes: tuple[str, ...]
    occurrence: bool
    names: tuple[tuple[str, str], ...]
    values: tuple[PageValue, ...]
    status: str
    degree: int = 0
    labels: int = 0
    date: str = ""
    sum: tuple[str, ...] = ()
    short: str = ""
    literals: tuple[tuple[str, str], ...] = ()

    @property
    def cls(self) -> str:
        """The class that the node is drawn as, "" where none is known."""
        return self.classes[0] if self.classes else ""


@dataclass(frozen=True, slots=True)
class PageData:
    """All that a page shows; `omitted` counts the nodes left out of the picture for its size."""

    nodes: tuple[PageNode, ...]
    edges: tuple[PageEdge, ...]
    evidence: PageEvidence
    claims: Mapping[Link, tuple[int, ...]]
    omitted: int = 0


def page_data(
    graph: Iterable[Triple], evidence: Iterable[Triple], ontology: Ontology, *, limit: int | None = None
) -> PageData:
    """The nodes and edges to draw for a graph, with their evidence; the same for the same triples in any order.

    With a limit, of the nodes only so many are kept, those with the most edges.
    """
    described = describe(graph)
    read = read_evidence(evidence)
    claims: dict[Link, list[int]] = {}
    for index, claim in enumerate(read.claims):
        claims.setdefault(claim.link, []).append(index)
    members = _members(described, ontology)
    edges = drawn_edges(_links(described, members), _affirmed(claims, read.claims), ontology)
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    nodes = [_node(iri, described.get(iri, {}), degree[iri], ontology) for iri in sorted(members)]
    kept = sorted(sorted(nodes, key=lambda node: (-node.degree, node.iri))[:limit], key=lambda node: node.iri)
    drawn = {node.iri for node in kept}
    return PageData(
        tuple(kept),
        tuple(edge for edge in edges if edge.source in drawn and edge.target in drawn),
        read,
        {link: tuple(indexes) for link, indexes in sorted(claims.items())},
        len(nodes) - len(kept),
    )


def edge_claims(edge: PageEdge, data: PageData) -> tuple[int, ...]:
    """The claims behind an edge: those of its own triple first, then those of the triples it covers."""
    found = [index for link in edge.covers for index in data.claims.get(link, ()) if _holds(data, index)]
    own = [index for index in found if not data.evidence.claims[index].inferred]
    return tuple(own or found)


def value_claims(node: PageNode, value: PageValue, data: PageData) -> tuple[int, ...]:
    """The claims behind a literal of a node."""
    indexes = data.claims.get((node.iri, value.predicate, value.key), ())
    return tuple(index for index in indexes if _holds(data, index))


def edge_status(edge: PageEdge, data: PageData, statuses: Mapping[str, str], ontology: Ontology) -> str:
    """The status of an edge: the furthest its claims say, else that of the occurrence at one end."""
    claimed = strongest_status((data.evidence.claims[index].status for index in edge_claims(edge, data)), ontology)
    return claimed or statuses.get(edge.source, "") or statuses.get(edge.target, "")


def dashed_statuses(ontology: Ontology) -> frozenset[str]:
    """The statuses that the ontology has drawn as dashed lines (kg:line)."""
    line = ontology.iri("line")
    return frozenset(
        key(triple.subject)
        for triple in ontology.triples
        if triple.predicate.value == line and text([triple.object]) == DASHED
    )


def _holds(data: PageData, index: int) -> bool:
    return data.evidence.claims[index].polarity == "affirmed"


def _affirmed(claims: Mapping[Link, Sequence[int]], records: Sequence[PageClaim]) -> dict[Link, list[PageClaim]]:
    affirmed = {
        link: [records[index] for index in indexes if records[index].polarity == "affirmed"]
        for link, indexes in claims.items()
    }
    return {link: found for link, found in affirmed.items() if found}


def _members(described: Mapping[str, Mapping[str, Sequence[Term]]], ontology: Ontology) -> set[str]:
    """Whatever is described, and whatever a declared edge points to, short of the ontology's own terms."""
    own = {*ontology.statuses, *ontology.classes, *ontology.properties}
    named = {iri for iri, properties in described.items() if RDF_TYPE in properties or LABEL in properties}
    targets = {
        key(term)
        for properties in described.values()
        for predicate, terms in properties.items()
        if predicate in ontology.properties and ontology.properties[predicate].is_object
        for term in terms
        if not is_literal(term)
    }
    subjects = {iri for iri, properties in described.items() if any(each in ontology.properties for each in properties)}
    return (named | targets | subjects) - own


def _links(described: Mapping[str, Mapping[str, Sequence[Term]]], members: set[str]) -> set[Link]:
    return {
        (subject, predicate, key(term))
        for subject, properties in described.items()
        for predicate, terms in properties.items()
        if subject in members and not predicate.startswith(VOCABULARIES)
        for term in terms
        if not is_literal(term) and key(term) in members and key(term) != subject
    }


def _node(iri: str, properties: Mapping[str, Sequence[Term]], degree: int, ontology: Ontology) -> PageNode:
    classes = _classes(properties.get(RDF_TYPE, ()), ontology)
    names = _names(properties)
    label = names[0][0] if names else ontology.name(iri)
    occurrence = any(ontology.is_a(cls, ontology.iri("Occurrence")) for cls in classes)
    caption = occurrence_label(properties, classes[0], ontology) if occurrence else label
    stated = sum_of(properties, ontology)
    return PageNode(
        iri,
        label,
        caption,
        classes,
        occurrence,
        names,
        values_of(properties, ontology),
        status_of(properties, ontology),
        degree,
        labels=len({(text([term]), language(term)) for term in properties.get(LABEL, ())}),
        date=date_of(properties, ontology),
        sum=stated,
        short=short_sum(*stated[:2]) if stated else "",
        literals=literals_of(properties, ontology),
    )


def _classes(types: Sequence[Term], ontology: Ontology) -> tuple[str, ...]:
    """The classes of a node without those that follow from others, the most specific first."""
    classes = {key(each) for each in types}
    implied = {above for cls in classes for above in ontology.ancestors(cls) if above != cls}
    specific = (classes - implied) or classes
    return tuple(sorted(specific, key=lambda cls: (-len(ontology.ancestors(cls)), cls)))


def _names(properties: Mapping[str, Sequence[Term]]) -> tuple[tuple[str, str], ...]:
    """All names with their languages, the one to show first: labels before alternatives, English before others."""
    ranked = {
        (rank, language(term) != "en", language(term), text([term]))
        for rank, predicate in enumerate((LABEL, ALTERNATIVE))
        for term in properties.get(predicate, ())
        if predicate in NAMES and text([term])
    }
    return tuple(dict.fromkeys((name, tag) for _, _, tag, name in sorted(ranked)))


def language(term: Term) -> str:
    """The language tag of a term, "" where it has none."""
    return str(getattr(term, "language", None) or "")
