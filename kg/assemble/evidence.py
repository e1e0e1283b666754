"""Documents, passages and claims as the triples of the evidence that stands beside a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg.assemble import vocabulary as terms
from kg.assemble.graph import object_term
from kg.assemble.literals import date_literal, decimal_literal, text_literal
from kg.assemble.names import claim_iri, document_iri, passage_iri
from kg.ontology import ENTITY_BASE
from kg.records import Claim, Document, Entity, MentionKind, Span, Value

_NOT_A_MENTION = frozenset({MentionKind.EVENT, MentionKind.MONEY, MentionKind.DATE})


def evidence_triples(
    claims: Iterable[Claim],
    entities: Mapping[str, Entity],
    documents: Mapping[str, Document],
    *,
    base: str = ENTITY_BASE,
) -> frozenset[Triple]:
    """The whole evidence: every document, every claim with its passages, every mention of an entity.

    Claims of any polarity are written. Those that say the same at the same place are one node, with the highest
    confidence among them. `documents` are keyed by id and hold every document that a claim or mention refers to.
    """
    triples: set[Triple] = set()
    for document in documents.values():
        triples.update(document_triples(document, base))
    triples.update(claim_set_triples(claims, documents, base=base))
    for entity in entities.values():
        triples.update(mention_triples(entity, documents, base))
    return frozenset(triples)


def claim_set_triples(
    claims: Iterable[Claim], documents: Mapping[str, Document], *, base: str = ENTITY_BASE
) -> frozenset[Triple]:
    """The claims alone, with their passages: what inference adds to evidence already written."""
    strongest: dict[NamedNode, Claim] = {}
    for claim in claims:
        node = claim_iri(claim, base)
        known = strongest.get(node)
        if known is None or (-claim.confidence, claim.extractor) < (-known.confidence, known.extractor):
            strongest[node] = claim
    triples: set[Triple] = set()
    for node, claim in strongest.items():
        triples.update(claim_triples(node, claim, base))
        triples.update(_claim_passages(claim, documents[claim.evidence.document], base))
    return frozenset(triples)


def document_triples(document: Document, base: str = ENTITY_BASE) -> Iterator[Triple]:
    """A document with what is known about it."""
    node = document_iri(document.id, base)
    yield Triple(node, terms.TYPE, terms.DOCUMENT)
    yield Triple(node, terms.FILE_NAME, Literal(document.name))
    if document.language:
        yield Triple(node, terms.LANGUAGE, Literal(document.language))
    if document.title:
        yield Triple(node, terms.TITLE, text_literal(document.title, document.language))
    if document.source:
        yield Triple(node, terms.SOURCE, Literal(document.source))
    if document.published:
        yield Triple(node, terms.ISSUED, date_literal(document.published))


def claim_triples(node: NamedNode, claim: Claim, base: str = ENTITY_BASE) -> Iterator[Triple]:
    """A claim as `kg:Claim` and as `rdf:Statement`: what it says, on which passage, how sure, and who found it."""
    subject, predicate, target = NamedNode(claim.subject), NamedNode(claim.predicate), object_term(claim)
    own_object = terms.VALUE if isinstance(claim.object, Value) else terms.OBJECT
    yield Triple(node, terms.TYPE, terms.CLAIM)
    yield Triple(node, terms.TYPE, terms.STATEMENT)
    for relation in (terms.SUBJECT, terms.RDF_SUBJECT):
        yield Triple(node, relation, subject)
    for relation in (terms.PREDICATE, terms.RDF_PREDICATE):
        yield Triple(node, relation, predicate)
    for relation in (own_object, terms.RDF_OBJECT):
        yield Triple(node, relation, target)
    confidence = Decimal(str(claim.confidence)).quantize(Decimal("0.01"))
    yield Triple(node, terms.CONFIDENCE, decimal_literal(confidence))
    yield Triple(node, terms.POLARITY, Literal(claim.polarity.value))
    if claim.extractor:
        yield Triple(node, terms.EXTRACTOR, Literal(claim.extractor))
    if claim.status:
        yield Triple(node, terms.STATUS, NamedNode(claim.status))
    yield Triple(node, terms.WAS_DERIVED_FROM, passage_iri(claim.evidence.document, claim.evidence.span, base))


def mention_triples(entity: Entity, documents: Mapping[str, Document], base: str = ENTITY_BASE) -> Iterator[Triple]:
    """The passages that speak of an entity, and why they were taken for the same thing.

    The mentions of an event are left out: its passages are those of its claims.
    """
    node = NamedNode(entity.iri)
    for mention in entity.mentions:
        if mention.kind not in _NOT_A_MENTION:
            yield Triple(node, terms.MENTIONED_IN, passage_iri(mention.document, mention.span, base))
            yield from passage_triples(documents[mention.document], mention.span, base)
    for reason in entity.merged_because:
        yield Triple(node, terms.MERGED_BECAUSE, Literal(reason))


def passage_triples(document: Document, span: Span, base: str = ENTITY_BASE) -> Iterator[Triple]:
    """A passage with its words, in the language of the block it stands in."""
    node = passage_iri(document.id, span, base)
    yield Triple(node, terms.TYPE, terms.PASSAGE)
    yield Triple(node, terms.IN_DOCUMENT, document_iri(document.id, base))
    yield Triple(node, terms.QUOTE, text_literal(document.quote(span), _language_at(document, span)))


def _claim_passages(claim: Claim, document: Document, base: str) -> Iterator[Triple]:
    span, sentence = claim.evidence.span, claim.evidence.sentence
    yield from passage_triples(document, span, base)
    if sentence != span:
        yield from passage_triples(document, sentence, base)
        yield Triple(passage_iri(document.id, span, base), terms.IN_SENTENCE, passage_iri(document.id, sentence, base))


def _language_at(document: Document, span: Span) -> str:
    covering = (block.language for block in document.blocks if block.span.overlaps(span))
    return next(covering, document.language)
