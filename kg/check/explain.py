"""Violations with the claims behind them and the words those rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.assemble import vocabulary as terms
from kg.check.violation import Violation


@dataclass(frozen=True, slots=True, order=True)
class Testimony:
    """A claim as the evidence has it, with one passage it rests on: its words, their sentence and document."""

    claim: str
    subject: str
    predicate: str
    object: str
    quote: str
    sentence: str
    document: str


@dataclass(frozen=True, slots=True)
class ExplainedViolation:
    """A violation with what was claimed of the thing at fault."""

    violation: Violation
    testimonies: tuple[Testimony, ...]


def explain_violations(violations: Iterable[Violation], evidence: Iterable[Triple]) -> tuple[ExplainedViolation, ...]:
    """Each violation with the claims it comes from.

    These are the claims of the very edge at fault; if there are none, those of the thing's edges of that property;
    else all that name the thing.
    """
    judged = tuple(violations)
    if not judged:
        # Reading all claims takes long, and most graphs have nothing to explain.
        return ()
    by_thing: defaultdict[str, list[Testimony]] = defaultdict(list)
    for testimony in sorted(_testimonies(evidence)):
        for thing in {testimony.subject, testimony.object}:
            by_thing[thing].append(testimony)
    return tuple(ExplainedViolation(each, _relevant(each, by_thing.get(each.focus, []))) for each in judged)


def _relevant(violation: Violation, testimonies: list[Testimony]) -> tuple[Testimony, ...]:
    of_property = [each for each in testimonies if each.subject == violation.focus and each.predicate == violation.path]
    of_edge = [each for each in of_property if each.object == violation.value]
    return tuple(of_edge or of_property or testimonies)


def _testimonies(evidence: Iterable[Triple]) -> Iterator[Testimony]:
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in evidence:
        facts[str(getattr(triple.subject, "value", ""))][triple.predicate.value].append(
            str(getattr(triple.object, "value", ""))
        )

    def one(node: str, predicate: str) -> str:
        return min(facts[node][predicate], default="") if node in facts else ""

    for claim in sorted(facts):
        if terms.CLAIM.value not in facts[claim][terms.TYPE.value]:
            continue
        for passage in sorted(facts[claim][terms.WAS_DERIVED_FROM.value]):
            sentence = one(passage, terms.IN_SENTENCE.value) or passage
            yield Testimony(
                claim=claim,
                subject=one(claim, terms.SUBJECT.value),
                predicate=one(claim, terms.PREDICATE.value),
                object=one(claim, terms.RDF_OBJECT.value),
                quote=one(passage, terms.QUOTE.value),
                sentence=one(sentence, terms.QUOTE.value),
                document=one(passage, terms.IN_DOCUMENT.value),
            )
