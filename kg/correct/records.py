"""What a person decided about a graph, as records apart from the graph: one type for each kind of correction."""

from __future__ import annotations

from dataclasses import dataclass

# How the reason of a claim begins that a person kept out of the graph.
REJECTED_BY = "rejected by "
# What the reason says of a claim whose property has one value, where a person chose another.
OUTDONE = " chose another value, "


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, when (ISO 8601) and why, and where that is written down."""

    author: str
    date: str
    reason: str = ""
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where it is written down: `corrections.yaml:12`."""
        return f"{self.file or 'corrections'}:{self.line}" if self.line else self.file or "a correction"

    def told(self) -> str:
        """By whom, when and why: `Ada Quist (2026-03-01): it was sold`."""
        return f"{self.author} ({self.date})" + (f": {self.reason}" if self.reason else "")


@dataclass(frozen=True, slots=True, order=True)
class ThingReference:
    """A thing by its IRI, its prefixed name or any of its names; `cls` (an IRI, "" for any) tells homonyms apart."""

    name: str
    cls: str = ""


@dataclass(frozen=True, slots=True)
class ClaimReference:
    """Claims by what they say and where: `predicate` is an IRI; what is None or "" may be anything.

    `object` is a thing, or for a literal its lexical form as the name. `quote` are words in the claim's sentence, and
    `document` is a document's id, name, file name, title or source.
    """

    predicate: str
    subject: ThingReference | None = None
    object: ThingReference | None = None
    quote: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class QuotedSource:
    """A source among the documents of the build: words that stand in it once, or `start` to say where (-1 for none)."""

    quote: str
    document: str = ""
    start: int = -1


@dataclass(frozen=True, slots=True)
class OutsideSource:
    """A source that is no document of the build: what it states, in its own words, and where."""

    text: str
    quote: str = ""
    title: str = ""
    url: str = ""
    published: str = ""


Source = QuotedSource | OutsideSource


@dataclass(frozen=True, slots=True)
class Merge:
    """Several things are one; the first named keeps label and IRI."""

    things: tuple[ThingReference, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Distinct:
    """Things that look like one are several: never to be merged, nor to be asked about again."""

    things: tuple[ThingReference, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Split:
    """Mentions of a thing, those in some documents or by some names, are of another thing."""

    thing: ThingReference
    into: ThingReference
    documents: tuple[str, ...]
    names: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Rename:
    """A thing has another label; the one it had stays as another name of it."""

    thing: ThingReference
    label: str
    language: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Retype:
    """A thing is of another class (an IRI)."""

    thing: ThingReference
    cls: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Pin:
    """A thing has this IRI, whatever it will be called."""

    thing: ThingReference
    iri: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Accept:
    """A claim is right: affirmed, and certain."""

    claim: ClaimReference
    decision: Decision


@dataclass(frozen=True, slots=True)
class Reject:
    """Claims are wrong, or a thing is none; they do not enter the graph."""

    what: ClaimReference | ThingReference
    decision: Decision


@dataclass(frozen=True, slots=True)
class Add:
    """A fact that no text was found to state, with its source; `predicate` and `status` are IRIs."""

    subject: ThingReference
    predicate: str
    object: ThingReference
    source: Source
    decision: Decision
    status: str = ""


@dataclass(frozen=True, slots=True)
class AddOccurrence:
    """An investment, agreement or other occurrence with its roles (property IRI, filler), and its source."""

    cls: str
    roles: tuple[tuple[str, ThingReference], ...]
    source: Source
    decision: Decision


Correction = Merge | Distinct | Split | Rename | Retype | Pin | Accept | Reject | Add | AddOccurrence


@dataclass(frozen=True, slots=True)
class StaleCorrection:
    """A correction that had no effect on a build, or not its whole effect, and why."""

    correction: Correction
    reason: str

    def __str__(self) -> str:
        decision = self.correction.decision
        return f"{decision.place}: {kind_of(self.correction)} by {decision.author} has no effect: {self.reason}"


def kind_of(correction: Correction) -> str:
    """The key by which a correction of this kind is written in a file."""
    return "add" if isinstance(correction, AddOccurrence) else type(correction).__name__.lower()
