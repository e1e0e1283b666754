"""A graph and its evidence as quads, without ever being held as a whole: the same as `kg.publish.formats.graphs_by_article` has.

What rests on a document is made from that document's part alone, anywhere. The rest, which is a tenth of it, needs all claims:
which articles an edge stands with, and who is spoken of where.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

import pyoxigraph as ox

from kg.assemble import DocumentPart, document_rows, entity_evidence, spoken_of
from kg.assemble.graph import edge
from kg.assemble.names import document_iri
from kg.conclusions import Conclusions
from kg.ontology import ENTITY_BASE
from kg.store.evidence import Statement, statement_of

# Subject, predicate and object as N-Triples has them, and the IRI of the article ("" for what no single one says).
Quad = tuple[str, str, str, str]


def document_quads(part: DocumentPart, base: str = ENTITY_BASE) -> Iterator[Quad]:
    """What of the evidence rests on one document."""
    article = document_iri(part.document.id, base).value
    return ((*row, article) for row in dict.fromkeys(document_rows(part, base)))


def shared_quads(conclusions: Conclusions) -> Iterator[Quad]:
    """All the rest: the graph, and who is spoken of where and why names are one thing."""
    articles = _articles(conclusions)
    for triple in conclusions.graph:
        subject, predicate, value = statement_of(triple)
        # A symmetric edge may be claimed the other way round only.
        turned = (value[1:-1], predicate, f"<{subject}>")
        for article in articles.get((subject, predicate, value)) or articles.get(turned) or {""}:
            yield _quad(triple, article)
    for entity in conclusions.entities.values():
        for triple in entity_evidence(replace(entity, mentions=()), conclusions.base):
            yield _quad(triple, "")
        mentions = sorted(spoken_of(entity), key=attrgetter("document"))
        for document, found in itertools.groupby(mentions, key=attrgetter("document")):
            here = replace(entity, mentions=tuple(found), merged_because=())
            article = document_iri(document, conclusions.base).value
            yield from (_quad(triple, article) for triple in set(entity_evidence(here, conclusions.base)))


def _articles(conclusions: Conclusions) -> Mapping[Statement, set[str]]:
    """The articles that a claim of each statement rests on."""
    found: dict[Statement, set[str]] = defaultdict(set)
    for claim in itertools.chain(conclusions.claims, conclusions.derived):
        article = document_iri(claim.evidence.document, conclusions.base).value
        found[statement_of(edge(claim))].add(article)
    return found


def _quad(triple: ox.Triple, article: str) -> Quad:
    return str(triple.subject), str(triple.predicate), str(triple.object), article
