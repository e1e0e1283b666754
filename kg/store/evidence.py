"""The evidence triples as records: which claims were made, in whose words, in which document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology import NAMESPACE

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALTERNATIVE_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
TITLE = "http://purl.org/dc/terms/title"
SOURCE = "http://purl.org/dc/terms/source"
ISSUED = "http://purl.org/dc/terms/issued"
CLAIM, PASSAGE, DOCUMENT = NAMESPACE + "Claim", NAMESPACE + "Passage", NAMESPACE + "Document"
SUBJECT, PREDICATE = NAMESPACE + "subject", NAMESPACE + "predicate"
OBJECT, VALUE = NAMESPACE + "object", NAMESPACE + "value"
POLARITY, STATUS = NAMESPACE + "polarity", NAMESPACE + "status"
CONFIDENCE, EXTRACTOR = NAMESPACE + "confidence", NAMESPACE + "extractor"
QUOTE, IN_SENTENCE, IN_DOCUMENT = NAMESPACE + "quote", NAMESPACE + "inSentence", NAMESPACE + "inDocument"
MENTIONED_IN, MERGED_BECAUSE = NAMESPACE + "mentionedIn", NAMESPACE + "mergedBecause"
FILE_NAME = NAMESPACE + "fileName"
AFFIRMED = "affirmed"

_CHARACTERS = re.compile(r"#char=(\d+),(\d+)$")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Statement = tuple[str, str, str]
Index = Mapping[str, Mapping[str, tuple[Term, ...]]]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that was read; what is not known of it is ""."""

    iri: str
    title: str = ""
    source: str = ""
    issued: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """The exact words at `start` to `end` of a document, inside their sentence; `start` is -1 where unknown."""

    iri: str
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    document: SourceDocument


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """A claim as it stands in the evidence, with its passages in text order; `confidence` as written."""

    iri: str
    subject: str
    predicate: str
    object: Term
    polarity: str
    status: str
    confidence: str
    extractor: str
    passages: tuple[CitedPassage, ...]

    @property
    def statement(self) -> Statement:
        """Subject, predicate and object as comparable text."""
        return (self.subject, self.predicate, str(self.object))


@dataclass(frozen=True, slots=True)
class RecordedEvidence:
    """All claims, in IRI order, and by the statement they make; passages that name each thing; reasons for merging."""

    claims: tuple[RecordedClaim, ...]
    by_statement: Mapping[Statement, tuple[RecordedClaim, ...]]
    mentions: Mapping[str, tuple[CitedPassage, ...]]
    merged_because: Mapping[str, tuple[str, ...]]


def statement_of(triple: ox.Triple) -> Statement:
    """A triple as comparable text, as `RecordedClaim.statement` is."""
    return (str(getattr(triple.subject, "value", "")), triple.predicate.value, str(triple.object))


def is_evidence(triples: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    """Of these triples those that are evidence: about claims, passages and documents, and where things are named."""
    every = list(triples)
    kinds = {CLAIM, PASSAGE, DOCUMENT}
    subjects = {
        each.subject for each in every if each.predicate.value == TYPE and getattr(each.object, "value", "") in kinds
    }
    about = {MENTIONED_IN, MERGED_BECAUSE}
    return frozenset(each for each in every if each.subject in subjects or each.predicate.value in about)


def index_of(triples: Iterable[ox.Triple]) -> Index:
    """Objects by subject and predicate, each list in one fixed order."""
    found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for each in triples:
        found[str(getattr(each.subject, "value", ""))][each.predicate.value].add(each.object)
    return {
        subject: {predicate: tuple(sorted(objects, key=str)) for predicate, objects in sorted(found[subject].items())}
        for subject in sorted(found)
    }


def read_evidence(triples: Iterable[ox.Triple]) -> RecordedEvidence:
    """The claims, mentions and reasons that the evidence triples hold; what is missing in them is left empty."""
    index = index_of(triples)
    claims = tuple(_claim(iri, index) for iri in index if CLAIM in texts(index, iri, TYPE))
    by_statement: dict[Statement, list[RecordedClaim]] = defaultdict(list)
    for claim in claims:
        by_statement[claim.statement].append(claim)
    return RecordedEvidence(
        claims=claims,
        by_statement={statement: tuple(found) for statement, found in sorted(by_statement.items())},
        mentions={iri: _passages(iri, MENTIONED_IN, index) for iri in index if MENTIONED_IN in index[iri]},
        merged_because={iri: texts(index, iri, MERGED_BECAUSE) for iri in index if MERGED_BECAUSE in index[iri]},
    )


def texts(index: Index, iri: str, predicate: str) -> tuple[str, ...]:
    """The plain text of what a predicate gives for a thing."""
    return tuple(str(getattr(term, "value", "")) for term in index.get(iri, {}).get(predicate, ()))


def _text(index: Index, iri: str, predicate: str) -> str:
    return next(iter(texts(index, iri, predicate)), "")


def _claim(iri: str, index: Index) -> RecordedClaim:
    stated = index[iri]
    objects = stated.get(OBJECT, ()) or stated.get(VALUE, ())
    return RecordedClaim(
        iri=iri,
        subject=_text(index, iri, SUBJECT),
        predicate=_text(index, iri, PREDICATE),
        object=objects[0] if objects else ox.Literal(""),
        polarity=_text(index, iri, POLARITY) or AFFIRMED,
        status=_text(index, iri, STATUS),
        confidence=_text(index, iri, CONFIDENCE),
        extractor=_text(index, iri, EXTRACTOR),
        passages=_passages(iri, DERIVED_FROM, index),
    )


def _passages(iri: str, predicate: str, index: Index) -> tuple[CitedPassage, ...]:
    found = [_passage(passage, index) for passage in texts(index, iri, predicate)]
    return tuple(sorted(found, key=lambda each: (each.document.iri, each.start, each.end, each.iri)))


def _passage(iri: str, index: Index) -> CitedPassage:
    start, end = _characters(iri)
    quote = _text(index, iri, QUOTE)
    sentence = _text(index, iri, IN_SENTENCE)
    return CitedPassage(
        iri=iri,
        quote=quote,
        start=start,
        end=end,
        sentence=_text(index, sentence, QUOTE) or quote,
        sentence_start=_characters(sentence)[0] if sentence else start,
        document=_document(_text(index, iri, IN_DOCUMENT) or iri.split("#", 1)[0], index),
    )


def _document(iri: str, index: Index) -> SourceDocument:
    return SourceDocument(
        iri=iri,
        title=_text(index, iri, TITLE),
        source=_text(index, iri, SOURCE),
        issued=_text(index, iri, ISSUED),
        file_name=_text(index, iri, FILE_NAME),
    )


def _characters(iri: str) -> tuple[int, int]:
    found = _CHARACTERS.search(iri)
    return (int(found[1]), int(found[2])) if found else (-1, -1)
