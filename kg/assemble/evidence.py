"""Documents, passages and claims as the triples of the evidence that stands beside a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.assemble import vocabulary as terms
from kg.assemble.graph import object_term
from kg.assemble.literals import date_literal, decimal_literal, text_literal
from kg.assemble.names import claim_iri, document_iri, passage_iri, passage_within
from kg.ontology import ENTITY_BASE
from kg.records import Claim, Document, Entity, Mention, MentionKind, Polarity, Span, Value

_NOT_A_MENTION = frozenset({MentionKind.EVENT, MentionKind.MONEY, MentionKind.DATE})


# Subject, predicate and object as N-Triples writes them: text is made several times faster than triples.
Row = tuple[str, str, str]

_TYPE = str(terms.TYPE)
_DOCUMENT = str(terms.DOCUMENT)
_PASSAGE = str(terms.PASSAGE)
_CLAIM = str(terms.CLAIM)
_STATEMENT = str(terms.STATEMENT)
_FILE_NAME = str(terms.FILE_NAME)
_LANGUAGE = str(terms.LANGUAGE)
_TITLE = str(terms.TITLE)
_SOURCE = str(terms.SOURCE)
_ISSUED = str(terms.ISSUED)
_SUBJECT = str(terms.SUBJECT)
_RDF_SUBJECT = str(terms.RDF_SUBJECT)
_PREDICATE = str(terms.PREDICATE)
_RDF_PREDICATE = str(terms.RDF_PREDICATE)
_OBJECT = str(terms.OBJECT)
_VALUE = str(terms.VALUE)
_RDF_OBJECT = str(terms.RDF_OBJECT)
_CONFIDENCE = str(terms.CONFIDENCE)
_POLARITY = str(terms.POLARITY)
_EXTRACTOR = str(terms.EXTRACTOR)
_STATUS = str(terms.STATUS)
_WAS_DERIVED_FROM = str(terms.WAS_DERIVED_FROM)
_IN_DOCUMENT = str(terms.IN_DOCUMENT)
_QUOTE = str(terms.QUOTE)
_IN_SENTENCE = str(terms.IN_SENTENCE)
_MENTIONED_IN = str(terms.MENTIONED_IN)
_MERGED_BECAUSE = str(terms.MERGED_BECAUSE)
_POLARITIES = {polarity: str(Literal(polarity.value)) for polarity in Polarity}


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
        triples |= entity_evidence(entity, base)
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
    return _triples(document_rows(part, base))


def entity_evidence(entity: Entity, base: str = ENTITY_BASE) -> frozenset[Triple]:
    """Which passages speak of an entity, and why they were taken for the same thing."""
    return _triples(entity_rows(entity, base))


def document_rows(part: DocumentPart, base: str = ENTITY_BASE) -> Iterator[Row]:
    """`document_evidence` as text, a row perhaps more than once."""
    document = part.document
    iri = document_iri(document.id, base).value
    yield from _about_document(document, f"<{iri}>")
    # Claims share their passages, and most of all the sentences around these.
    within: set[tuple[Span, Span]] = set()
    for node, claim in (*_strongest(part.claims, base), *_strongest(part.derived, base)):
        yield from _about_claim(str(node), claim, f"<{passage_within(iri, claim.evidence.span)}>")
        within.add((claim.evidence.span, claim.evidence.sentence))
    for span in {*part.mentions, *chain.from_iterable(within)}:
        passage = f"<{passage_within(iri, span)}>"
        yield passage, _TYPE, _PASSAGE
        yield passage, _IN_DOCUMENT, f"<{iri}>"
        yield passage, _QUOTE, str(text_literal(document.quote(span), _language_at(document, span)))
    for span, sentence in within:
        if sentence != span:
            yield f"<{passage_within(iri, span)}>", _IN_SENTENCE, f"<{passage_within(iri, sentence)}>"


def entity_rows(entity: Entity, base: str = ENTITY_BASE) -> Iterator[Row]:
    """`entity_evidence` as text, a row perhaps more than once."""
    for mention in spoken_of(entity):
        yield mention_row(entity.iri, mention.document, mention.span, base)
    for reason in entity.merged_because:
        yield merge_row(entity.iri, reason)


def mention_row(entity: str, document: str, span: Span, base: str = ENTITY_BASE) -> Row:
    """That a passage speaks of the entity with this IRI."""
    return f"<{entity}>", _MENTIONED_IN, str(passage_iri(document, span, base))


def merge_row(entity: str, reason: str) -> Row:
    """Why names were taken for those of the entity with this IRI."""
    return f"<{entity}>", _MERGED_BECAUSE, str(Literal(reason))


def _about_document(document: Document, node: str) -> Iterator[Row]:
    yield node, _TYPE, _DOCUMENT
    yield node, _FILE_NAME, str(Literal(document.name))
    if document.language:
        yield node, _LANGUAGE, str(Literal(document.language))
    if document.title:
        yield node, _TITLE, str(text_literal(document.title, document.language))
    if document.source:
        yield node, _SOURCE, str(Literal(document.source))
    if document.published:
        yield node, _ISSUED, str(date_literal(document.published))


def _about_claim(node: str, claim: Claim, passage: str) -> Iterator[Row]:
    """A claim as `kg:Claim` and as `rdf:Statement`: what it says, on which passage, how sure, and who found it."""
    subject, predicate, target = f"<{claim.subject}>", f"<{claim.predicate}>", str(object_term(claim))
    yield node, _TYPE, _CLAIM
    yield node, _TYPE, _STATEMENT
    yield node, _SUBJECT, subject
    yield node, _RDF_SUBJECT, subject
    yield node, _PREDICATE, predicate
    yield node, _RDF_PREDICATE, predicate
    yield node, _VALUE if isinstance(claim.object, Value) else _OBJECT, target
    yield node, _RDF_OBJECT, target
    yield node, _CONFIDENCE, _confidence(claim.confidence)
    yield node, _POLARITY, _POLARITIES[claim.polarity]
    if claim.extractor:
        yield node, _EXTRACTOR, str(Literal(claim.extractor))
    if claim.status:
        yield node, _STATUS, f"<{claim.status}>"
    yield node, _WAS_DERIVED_FROM, passage


# Of a handful of extractors there are a handful of numbers.
@lru_cache(maxsize=1024)
def _confidence(confidence: float) -> str:
    return str(decimal_literal(Decimal(str(confidence)).quantize(Decimal("0.01"))))


def _triples(rows: Iterable[Row]) -> frozenset[Triple]:
    lines = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in rows)
    return frozenset(quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES))


def _by_document(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.evidence.document].append(claim)
    return found


def _strongest(claims: Iterable[Claim], base: str) -> Iterable[tuple[NamedNode, Claim]]:
    """The claims by their IRIs; of those that say the same at the same place the one with the highest confidence."""
    found: dict[NamedNode, Claim] = {}
    for claim in claims:
        node = claim_iri(claim, base)
        known = found.get(node)
        if known is None or (-claim.confidence, claim.extractor) < (-known.confidence, known.extractor):
            found[node] = claim
    return found.items()


def _language_at(document: Document, span: Span) -> str:
    covering = (block.language for block in document.blocks if block.span.overlaps(span))
    return next(covering, document.language)
