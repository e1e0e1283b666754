"""An explanation: the facts of a thing with the sentences behind them, as records and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kg.store.evidence import AFFIRMED


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of a document; the exact words are `sentence[start:end]`, and where not known `start == end == 0`."""

    sentence: str
    start: int
    end: int
    quote: str
    title: str
    source: str
    date: str
    passage: str


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim in words, with how it was come by and the sentences it rests on."""

    subject: str
    predicate: str
    object: str
    polarity: str
    status: str
    confidence: str
    extractor: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An edge or value in the graph, in words."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a thing, or of an edge of it, and why; `classes` most specific first."""

    iri: str
    title: str
    classes: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    claims: tuple[ExplainedClaim, ...]
    mentions: int
    merged_because: tuple[str, ...]


def render_explanation(explanation: Explanation) -> str:
    """An explanation as plain text; the exact words of each sentence stand in [brackets]."""
    lines = [explanation.title, f"  <{explanation.iri}>"]
    if explanation.classes:
        lines.append(f"  {', '.join(explanation.classes)}")
    names = [f"{text} ({language})" if language else text for text, language in explanation.labels]
    if names:
        lines.append(f"  names: {', '.join(names)}")
    if explanation.mentions:
        lines.append(f"  mentioned {explanation.mentions} time{'s' if explanation.mentions > 1 else ''}")
    lines += [f"  merged because {reason}" for reason in explanation.merged_because]
    if explanation.facts:
        lines += ["", "Facts", *(f"  {fact.subject} | {fact.predicate} | {fact.object}" for fact in explanation.facts)]
    if explanation.claims:
        lines += ["", "Claims"]
        same = groupby(explanation.claims, key=lambda claim: (claim.subject, claim.predicate, claim.object))
        lines += [line for edge, claims in same for line in (f"  {' | '.join(edge)}", *_claims_lines(claims))]
    return "\n".join(lines) + "\n"


def _claims_lines(claims: Iterable[ExplainedClaim]) -> list[str]:
    """How one edge is known, claim by claim; nothing is said twice."""
    lines: list[str] = []
    told: set[tuple[str, ...]] = set()
    for claim in claims:
        blocks = [(how,) if (how := _how(claim)) else (), *map(_citation_lines, claim.citations)]
        lines += [line for block in blocks if block not in told for line in block]
        told.update(blocks)
    return lines


def _how(claim: ExplainedClaim) -> str:
    how = (
        "" if claim.polarity == AFFIRMED else claim.polarity.upper(),
        claim.status,
        f"confidence {claim.confidence}" if claim.confidence else "",
        claim.extractor,
    )
    known = "; ".join(filter(None, how))
    return f"    {known}" if known else ""


def _citation_lines(citation: Citation) -> tuple[str, ...]:
    source = ", ".join(filter(None, (citation.title, citation.date, citation.source)))
    return f"    “{_marked(citation)}”", f"      {source}"


def _marked(citation: Citation) -> str:
    if citation.start == citation.end:
        text = citation.sentence
    else:
        before, words, after = (
            citation.sentence[: citation.start],
            citation.sentence[citation.start : citation.end],
            citation.sentence[citation.end :],
        )
        text = f"{before}[{words}]{after}"
    return " ".join(text.split())
