"""A question about a graph, with the sentences it rests on and what each answer to it decides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.correct.records import Correction, Decision

# In the place of who decides, until somebody does.
UNDECIDED = Decision("", "")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence, and where it stands."""

    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A key to press, what it means, and the corrections that it amounts to."""

    key: str
    meaning: str
    corrections: tuple[Correction, ...]

    def decided(self, decision: Decision) -> tuple[Correction, ...]:
        """The corrections, as somebody's decision."""
        return tuple(replace(correction, decision=decision) for correction in self.corrections)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: what kind of doubt it is, what is asked, on which words, with which answers."""

    kind: str
    text: str
    quotations: tuple[Quotation, ...]
    answers: tuple[Answer, ...]
