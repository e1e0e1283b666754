"""The records that travel the road from documents to a graph: frozen, slotted, free of I/O."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets into a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A run of running text in one language: what is left of a document without its boilerplate."""

    span: Span
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, with what is known about it; every offset in kg refers to `text`.

    `id` ends in a digest of name and text and names the document in IRIs. `published` is an ISO 8601 date as precise as known
    (`2023-11-06`, `2023-11` or `2023`). `blocks` are in text order and do not overlap.
    """

    id: str
    text: str
    name: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence with its analysis; `head` is an index into the sentence (a root is its own head)."""

    index: int
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dependency: str
    head: int
    entity_label: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as stated: ISO 4217 `currency`, and a `qualifier` such as `about`, `up to`, `more than` ("" where none).

    `upper` is the far end of a range; `equivalents` are the same sum in other currencies, as the text gives them.
    """

    amount: Decimal
    currency: str
    qualifier: str = ""
    upper: Decimal | None = None
    equivalents: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date exactly as precise as stated: `2023`, `2023-03` or `2023-03-05`."""

    value: str

    @property
    def datatype(self) -> str:
        """The XML Schema datatype of this precision: `gYear`, `gYearMonth` or `date`."""
        return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(self.value)]


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """A sum and where it stands."""

    span: Span
    money: Money


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date and where it stands; `date` is None where only another event's date would settle it."""

    span: Span
    date: PartialDate | None


class MentionKind(StrEnum):
    """How a text refers to a thing."""

    NAME = "name"
    DESCRIPTION = "description"
    REFERENCE = "reference"
    EVENT = "event"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to a thing of an ontology class, or to a sum or a date.

    `cls` is a class IRI ("" for sums, dates and references of unknown class); `head` is the index of the head token in
    the sentence; `name` is the text without article, possessive and line breaks. `certain` is False where the class is
    only a statistical guess; `weak` is a guess at what only modifies a common noun, and may be no name at all.
    """

    id: str
    document: str
    sentence: int
    span: Span
    head: int
    kind: MentionKind
    cls: str
    name: str
    language: str
    certain: bool = True
    weak: bool = False
    money: Money | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens, none where it was not parsed, and the mentions in it, in text order."""

    index: int
    span: Span
    language: str
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with its sentences."""

    document: Document
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words a claim rests on, inside the sentence they stand in.

    Invariant: `document.text[span.start:span.end] == quote`, and the sentence covers the span.
    """

    document: str
    span: Span
    quote: str
    sentence: Span


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: lexical form with a datatype IRI, or with a language tag for text."""

    lexical: str
    datatype: str
    language: str = ""


class Polarity(StrEnum):
    """Whether a text affirms, denies or only considers what a claim says."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that somebody proposes for the graph: the only way in.

    `subject` and `object` are mention ids until resolution turns them into entity IRIs. `predicate` and `status` are
    IRIs ("" for no status). `confidence` lies in 0..1. `extractor` says who proposes it (`frame: ...`, `rule: ...`).
    """

    subject: str
    predicate: str
    object: str | Value
    evidence: Evidence
    polarity: Polarity = Polarity.AFFIRMED
    status: str = ""
    confidence: float = 1.0
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class RejectedClaim:
    """A claim that did not enter the graph, and why."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the graph: its IRI, class, names by language and the mentions that speak of it.

    `label` is (text, language); `alternatives` likewise, sorted. `merged_because` says why mentions were put together;
    `same_as` are IRIs of the thing in public datasets.
    """

    iri: str
    cls: str
    label: tuple[str, str]
    alternatives: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()
    merged_because: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
