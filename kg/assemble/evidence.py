"""Documents, passages and claims as the triples of the evidence that stands beside a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg.assemble import vocabulary as terms
from kg.assemble.graph import object_term
from kg.assemble.literals import date_literal, decimal_literal, text_literal
from kg.assemble.names import claim_iri, document_iri, passage_iri
from kg.ontology import ENTITY_BASE
from kg.records import Claim, Document, Entity, Mention, MentionKind, Span, Value

_NOT_A_MENTION = frozenset({MentionKind.EVENT, MentionKind.MONEY, MentionKind.DATE})


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """What of the evidence rests on one document: it depends on this and nothing else.

    `claims` are stated, `derived` follow from claims; `mentions` is where entities are spoken of.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    derived: tuple[Claim, ...] = ()
    mentions: tuple[Span, ...] = ()


def evidence_triples(
    claims: Iterable[Claim],
    entities: Mapping[str, Entity],
    documents: Mapping[str, Document],
    *,
    derived: Iterable[Claim] = (),
    base: str = ENTITY_BASE,
) -> frozenset[Triple]:
    """The whole evidence: every document, every claim with its passages, every mention of an entity.

    Claims of any polarity are written. Those that say the same at the same place are one node, with the highest
    confidence among them. `documents` are keyed by id and hold every document that a claim or mention refers to.
    """
    triples: set[Triple] = set()
    for part in document_parts(claims, derived, entities, documents):
        triples |= document_evidence(part, base)
    for entity in entities.values():
        triples.update(entity_evidence(entity, base))
    return frozenset(triples)


def document_parts(
    claims: Iterable[Claim],
    derived: Iterable[Claim],
    entities: Mapping[str, Entity],
    documents: Mapping[str, Document],
) -> Iterator[DocumentPart]:
    """The evidence parted by the document that it rests on, one part for each document."""
    stated, following = _by_document(claims), _by_document(derived)
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    for entity in entities.values():
        for mention in spoken_of(entity):
            mentions[mention.document].append(mention.span)
    for identifier, document in documents.items():
        spans = tuple(mentions.get(identifier, ()))
        yield DocumentPart(document, tuple(stated.get(identifier, ())), tuple(following.get(identifier, ())), spans)


def spoken_of(entity: Entity) -> list[Mention]:
    """The mentions that speak of an entity. Those of an event are left out: its passages are those of its claims."""
    return [mention for mention in entity.mentions if speaks_of_a_thing(mention)]


def speaks_of_a_thing(mention: Mention) -> bool:
    """Whether a mention speaks of a thing, and not of an event, a sum or a date."""
    return mention.kind not in _NOT_A_MENTION


def document_evidence(part: DocumentPart, base: str = ENTITY_BASE) -> frozenset[Triple]:
    """A document with the claims that rest on it, and the passages of these and of mentions."""
    documents = {part.document.id: part.document}
    triples = {*document_triples(part.document, base)}
    triples |= claim_set_triples(part.claims, documents, base=base)
    triples |= claim_set_triples(part.derived, documents, base=base)
    for span in set(part.mentions):
        triples.update(passage_triples(part.document, span, base))
    return frozenset(triples)


def entity_evidence(entity: Entity, base: str = ENTITY_BASE) -> Iterator[Triple]:
    """Which passages speak of an entity, and why they were taken for the same thing."""
    node = NamedNode(entity.iri)
    for mention in spoken_of(entity):
        yield Triple(node, terms.MENTIONED_IN, passage_iri(mention.document, mention.span, base))
    for reason in entity.merged_because:
        yield Triple(node, terms.MERGED_BECAUSE, Literal(reason))


def claim_set_triples(
    claims: Iterable[Claim], documents: Mapping[str, Document], *, base: str = ENTITY_BASE
) -> frozenset[Triple]:
    """The claims alone, with their passages."""
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


def passage_triples(document: Document, span: Span, base: str = ENTITY_BASE) -> Iterator[Triple]:
    """A passage with its words, in the language of the block it stands in."""
    node = passage_iri(document.id, span, base)
    yield Triple(node, terms.TYPE, terms.PASSAGE)
    yield Triple(node, terms.IN_DOCUMENT, document_iri(document.id, base))
    yield Triple(node, terms.QUOTE, text_literal(document.quote(span), _language_at(document, span)))


def _by_document(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.evidence.document].append(claim)
    return found


def _claim_passages(claim: Claim, document: Document, base: str) -> Iterator[Triple]:
    span, sentence = claim.evidence.span, claim.evidence.sentence
    yield from passage_triples(document, span, base)
    if sentence != span:
        yield from passage_triples(document, sentence, base)
        yield Triple(passage_iri(document.id, span, base), terms.IN_SENTENCE, passage_iri(document.id, sentence, base))


def _language_at(document: Document, span: Span) -> str:
    covering = (block.language for block in document.blocks if block.span.overlaps(span))
    return next(covering, document.language)
