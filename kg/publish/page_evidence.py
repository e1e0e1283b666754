"""The evidence of a graph as the page needs it: claims, and the sentences they rest on with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Triple

from kg.ontology import NAMESPACE, Ontology

DCTERMS = "http://purl.org/dc/terms/"
DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("decimal", "integer", "double", "int"))

Term = object
Described = Mapping[str, Mapping[str, Sequence[Term]]]
Link = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read: what a reader needs to find it again. `link` is "" unless it is an http(s) address."""

    title: str
    date: str
    file: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in alternating pieces: plain, marked, plain, marked, ... `source` is an index into the sources."""

    source: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageClaim:
    """One claim: what it says, how sure it is, and the indexes of its quotes."""

    link: Link
    status: str
    confidence: str
    polarity: str
    extractor: str
    quotes: tuple[int, ...]

    @property
    def inferred(self) -> bool:
        """Whether the claim follows from others rather than from a text."""
        return self.extractor.startswith(("axiom", "rule"))


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """All the evidence of a page, cross-referenced by index; `mentions` are the quotes that name an entity."""

    sources: tuple[Source, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[PageClaim, ...]
    mentions: Mapping[str, tuple[int, ...]]


def describe(triples: Iterable[Triple]) -> dict[str, dict[str, list[Term]]]:
    """Triples by subject and predicate, every list in one stable order."""
    described: dict[str, dict[str, list[Term]]] = {}
    several: list[list[Term]] = []
    for subject, predicate, value in triples:
        properties = described.setdefault(key(subject), {})
        values = properties.get(predicate.value)
        if values is None:
            properties[predicate.value] = [value]
            continue
        if len(values) == 1:
            several.append(values)
        values.append(value)
    for values in several:
        values.sort(key=str)
    return {subject: described[subject] for subject in sorted(described)}


def key(term: Term) -> str:
    """A string that is equal for equal terms: an IRI as it is, a literal as N-Triples, numbers in one normal form."""
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return str(getattr(term, "value", term))
    if term.datatype.value in NUMBERS:
        try:
            return f'"{Decimal(term.value).normalize():f}"'
        except InvalidOperation:
            return str(term)
    return str(term)


def text(values: Sequence[Term]) -> str:
    """The first of some values as text, "" where there is none."""
    return str(getattr(values[0], "value", "")) if values else ""


def read_evidence(evidence: Iterable[Triple]) -> PageEvidence:
    """The claims, quotes and sources of an evidence graph, each in the order of its IRIs."""
    described = describe(evidence)
    library = _Library(described)
    claims = []
    mentions: dict[str, tuple[int, ...]] = {}
    for subject, properties in described.items():
        if NAMESPACE + "Claim" in map(key, properties.get(RDF_TYPE, ())):
            claims.append(_claim(properties, library))
        passages = properties.get(NAMESPACE + "mentionedIn", ())
        if passages:
            mentions[subject] = library.quotes_of(map(key, passages))
    return PageEvidence(tuple(library.sources), tuple(library.quotes), tuple(claims), mentions)


def strongest_status(statuses: Iterable[str], ontology: Ontology) -> str:
    """Of several statuses the one that is furthest along, "" where there is none."""
    known = [status for status in statuses if status in ontology.statuses]
    return max(known, key=lambda status: (ontology.statuses[status].rank, status), default="")


def _claim(properties: Mapping[str, Sequence[Term]], library: _Library) -> PageClaim:
    def own(name: str) -> Sequence[Term]:
        return properties.get(NAMESPACE + name, ())

    target = own("object") or own("value")
    link = (text(own("subject")), text(own("predicate")), key(target[0]) if target else "")
    quotes = library.quotes_of(map(key, properties.get(DERIVED_FROM, ())))
    polarity = text(own("polarity")) or "affirmed"
    return PageClaim(link, text(own("status")), text(own("confidence")), polarity, text(own("extractor")), quotes)


class _Library:
    """Hands out quotes and sources by index, so that a sentence is written into the page once."""

    def __init__(self, described: Described) -> None:
        self.described = described
        self.sources: list[Source] = []
        self.quotes: list[Quote] = []
        self._source_indexes: dict[str, int] = {}
        self._quote_indexes: dict[tuple[str, tuple[tuple[int, int], ...]], int] = {}
        self._sentences = self._sentences_by_document()

    def quotes_of(self, passages: Iterable[str]) -> tuple[int, ...]:
        """The quotes that show some passages; passages of one sentence share a quote."""
        marked: dict[str, list[tuple[int, int]]] = {}
        for passage in passages:
            sentence = self._sentence_of(passage)
            if sentence:
                marked.setdefault(sentence, []).extend(self._offsets(passage, sentence))
        return tuple(self._quote(sentence, _merged(marked[sentence])) for sentence in sorted(marked, key=_position))

    def _sentences_by_document(self) -> dict[str, list[str]]:
        named = {
            key(sentence)
            for properties in self.described.values()
            for sentence in properties.get(NAMESPACE + "inSentence", ())
        }
        sentences: dict[str, list[str]] = {}
        for sentence in sorted(named & self.described.keys(), key=_position):
            sentences.setdefault(_position(sentence)[0], []).append(sentence)
        return sentences

    def _sentence_of(self, passage: str) -> str:
        stated = self._own(passage, "inSentence")
        if stated in self.described:
            return stated
        document, start, end = _position(passage)
        covering = (
            sentence for sentence in self._sentences.get(document, ()) if _covers(_position(sentence), start, end)
        )
        return next(covering, passage if self._own(passage, "quote") else "")

    def _offsets(self, passage: str, sentence: str) -> list[tuple[int, int]]:
        whole = self._own(sentence, "quote")
        words = self._own(passage, "quote")
        start = _position(passage)[1] - _position(sentence)[1]
        length = _position(passage)[2] - _position(passage)[1]
        if words and whole[start : start + len(words)] != words:
            start, length = whole.find(words), len(words)
        elif words:
            length = len(words)
        return [(start, start + length)] if start >= 0 and length > 0 else []

    def _quote(self, sentence: str, ranges: tuple[tuple[int, int], ...]) -> int:
        known = self._quote_indexes.get((sentence, ranges))
        if known is not None:
            return known
        whole = self._own(sentence, "quote")
        parts, at = [], 0
        for start, end in ranges:
            parts += [whole[at:start], whole[start:end]]
            at = end
        document = self._own(sentence, "inDocument") or _position(sentence)[0]
        self.quotes.append(Quote(self._source(document), (*parts, whole[at:])))
        return self._quote_indexes.setdefault((sentence, ranges), len(self.quotes) - 1)

    def _source(self, document: str) -> int:
        if document not in self._source_indexes:
            properties = self.described.get(document, {})
            name = text(properties.get(DCTERMS + "source", ()))
            file = text(properties.get(NAMESPACE + "fileName", ()))
            title = text(properties.get(DCTERMS + "title", ())) or file or document
            link = name if name.startswith(("https://", "http://")) else ""
            self.sources.append(Source(title, text(properties.get(DCTERMS + "issued", ())), file, name, link))
            self._source_indexes[document] = len(self.sources) - 1
        return self._source_indexes[document]

    def _own(self, subject: str, name: str) -> str:
        return text(self.described.get(subject, {}).get(NAMESPACE + name, ()))


def _position(passage: str) -> tuple[str, int, int]:
    """The document and offsets that an RFC 5147 fragment names; (passage, 0, 0) where it names none."""
    document, _, fragment = passage.partition("#char=")
    start, _, end = fragment.partition(",")
    if start.isdecimal() and end.isdecimal():
        return document, int(start), int(end)
    return document, 0, 0


def _covers(position: tuple[str, int, int], start: int, end: int) -> bool:
    return position[1] <= start < end <= position[2]


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
