"""The sentence that words stand in: as the evidence has it, else cut out of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.alignment import normal
from kg.ontology import Ontology
from kg.store.evidence import CitedPassage, RecordedEvidence

# "Mr.", "Inc.", "U.S." end no sentence; that a real end behind such a word is passed over does no harm to a reader.
_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?](?=[\s\"'”’)])|[。！？]|\n\s*\n|$")


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text ("" where it is not at hand) and the evidence of the graph that was made of it."""

    text: str
    evidence: RecordedEvidence
    ontology: Ontology

    def of_claims(self, subject: str, property_iri: str = "", target: str = "") -> tuple[str, str]:
        """The sentence of the surest claim about a thing, or an edge of it, and the extractor that made it."""
        ends = {(subject, target)}
        if property_iri in self.ontology.properties and self.ontology.properties[property_iri].symmetric:
            ends.add((target, subject))
        claims = [
            each
            for each in self.evidence.claims
            if (each.subject == subject and not property_iri)
            or (each.predicate == property_iri and (each.subject, str(getattr(each.object, "value", ""))) in ends)
        ]
        # All confidences are written with the same places; claims are in the order of their IRIs.
        for claim in sorted(claims, key=lambda each: each.confidence, reverse=True):
            if claim.passages:
                return self._whole(claim.passages[0]), claim.extractor
        return "", ""

    def of_mention(self, iri: str) -> str:
        """The sentence of the first passage that names a thing."""
        return next((self._whole(each) for each in self.evidence.mentions.get(iri, ())), "")

    def of_name(self, names: Iterable[str]) -> str:
        """The sentence where one of the names first stands in the text; the names are tried in order."""
        for name in names:
            words = r"\W+".join(map(re.escape, normal(name).split()))
            found = re.search(rf"(?<!\w){words}(?!\w)", self.text, re.IGNORECASE) if words else None
            if found is None and not normal(name).isascii() and name in self.text:
                found = re.search(re.escape(name), self.text)
            if found:
                return self.around(found.start(), found.end())
        return ""

    def around(self, start: int, end: int) -> str:
        """The sentence of the text that covers a range of its characters."""
        begin = 0
        for each in _ENDS.finditer(self.text):
            if each.end() >= end:
                return " ".join(self.text[begin : each.end()].split())
            if each.end() <= start:
                begin = each.end()
        return " ".join(self.text[begin:].split())

    def _whole(self, passage: CitedPassage) -> str:
        if passage.sentence == passage.quote and passage.start >= 0 and self.text:
            return self.around(passage.start, passage.end)
        return " ".join(passage.sentence.split())


def count_exact_quotes(passages: Mapping[str, str], text: str) -> tuple[int, tuple[str, ...]]:
    """How many passages there are, and the IRIs of those whose quote is not what stands at their place in the text."""
    inexact: list[str] = []
    for iri, quote in sorted(passages.items()):
        place = re.search(r"#char=(\d+),(\d+)$", iri)
        if place is None or text[int(place[1]) : int(place[2])] != quote:
            inexact.append(iri)
    return len(passages), tuple(inexact)
