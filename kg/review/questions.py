"""All questions about a graph, in the order in which they are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.correct.records import OUTDONE, REJECTED_BY, Accept, Correction, Distinct, Merge, Reject
from kg.ontology import ENTITY_BASE, Ontology
from kg.records import RejectedClaim, Value
from kg.review.duplicates import possible_duplicates
from kg.review.known import KnownThings, Said, quotation_of
from kg.review.question import UNDECIDED, Answer, Question, Quotation
from kg.store.evidence import AFFIRMED, RecordedClaim

DUPLICATE, CONTRADICTION = "possible duplicate", "contradicting values"
DOUBTFUL, REFUSED = "low confidence", "refused claim"
_SHOWN = 3
_MOST_VALUES = 9
_ONE_VALUE = ("status", "date")


def questions_of(
    graph: Iterable[ox.Triple],
    evidence: Iterable[ox.Triple],
    rejected: Sequence[RejectedClaim],
    ontology: Ontology,
    *,
    corrections: Sequence[Correction] = (),
    below: float = 0.6,
    base: str = ENTITY_BASE,
) -> tuple[Question, ...]:
    """What a person should look at and has not decided in `corrections`.

    These are things that may be one, values that exclude each other, claims less sure than `below`, and claims that
    were refused.
    """
    known = KnownThings(graph, evidence, ontology, base, corrections)
    stated = [
        (claim, said) for claim in known.evidence.claims if not _follows(claim, ontology) for said in _said(claim)
    ]
    refused = [(each, said) for each in rejected if not _is_curated(each) for said in _refused(each, known)]
    contradictions, asked = _contradictions(stated, refused, known)
    return (
        *_duplicates(known),
        *contradictions,
        *_doubtful(stated, known, below, asked),
        *(
            _about_refused(each, said, known)
            for each, said in refused
            if said not in asked and not known.is_decided(said)
        ),
    )


# ---------------------------------------------------------------- things that may be one


def _duplicates(known: KnownThings) -> Iterator[Question]:
    for likeness, one, other in possible_duplicates(known.names.entities.values(), known.ontology):
        if known.is_settled(one, other):
            continue
        # What more passages speak of keeps its name.
        first, second = sorted((one, other), key=lambda iri: (-len(known.evidence.mentions.get(iri, ())), iri))
        things = (known.refer(first), known.refer(second))
        cls = known.ontology.label(known.names.entities[first].cls)
        sentences = (*known.quotations(first, _SHOWN), *known.quotations(second, _SHOWN))
        yield Question(
            DUPLICATE,
            f"Are “{known.label(first)}” and “{known.label(second)}” one {cls}? (names {likeness:.0f} % alike)",
            tuple(dict.fromkeys(sentences)),
            (
                Answer("y", f"yes, merge them into “{known.label(first)}”", (Merge(things, UNDECIDED),)),
                Answer("m", f"merge them into “{known.label(second)}”", (Merge(things[::-1], UNDECIDED),)),
                Answer("n", "no, they are two", (Distinct(things, UNDECIDED),)),
            ),
        )


# ---------------------------------------------------------------- values that exclude each other


def _contradictions(
    stated: Sequence[tuple[RecordedClaim, Said]], refused: Sequence[tuple[RejectedClaim, Said]], known: KnownThings
) -> tuple[list[Question], set[Said]]:
    """The questions, and the claims that they are about."""
    groups: dict[tuple[str, str], dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    affirmed = [said for claim, said in stated if claim.polarity == AFFIRMED]
    for said in (*affirmed, *(said for _, said in refused)):
        definition = known.ontology.properties.get(said.predicate)
        single = definition and (definition.functional or definition.usually_one or definition.value_kind in _ONE_VALUE)
        if single and not known.is_rejected(said):
            groups[said.subject, said.predicate][said.object].append(said)
    questions, asked = [], set[Said]()
    for (subject, predicate), values in sorted(groups.items()):
        every = [said for found in values.values() for said in found]
        if 2 <= len(values) <= _MOST_VALUES and not all(map(known.is_accepted, every)):
            questions.append(_which(subject, predicate, values, known))
            asked.update(every)
    return questions, asked


def _which(subject: str, predicate: str, values: Mapping[str, Sequence[Said]], known: KnownThings) -> Question:
    """The question which value is right; one that was accepted before stays, and is alone to choose or beside others."""
    choices = sorted(values.items())
    accepted = {value for value, found in choices if any(map(known.is_accepted, found))}

    def accept(said: Iterable[Said]) -> list[Correction]:
        return [Accept(known.refer_to(each), UNDECIDED) for each in said if not known.is_accepted(each)]

    def reject(said: Iterable[Said]) -> list[Correction]:
        return [Reject(known.refer_to(each), UNDECIDED) for each in said]

    def others(value: str) -> list[Said]:
        return [said for other, found in choices if other not in {value, *accepted} for said in found]

    every = [said for _, found in choices for said in found]
    numbered = [(value, found) for value, found in choices if not accepted or value in accepted]
    answers = [
        Answer(str(number), known.label(value), (*accept(right), *reject(others(value))))
        for number, (value, right) in enumerate(numbered, start=1)
    ]
    if not accepted:
        answers.append(Answer("n", "none of them", tuple(reject(every))))
    if known.ontology.properties[predicate].usually_one and not known.ontology.properties[predicate].functional:
        answers.append(Answer("b", "all of them", tuple(accept(every))))
    return Question(
        CONTRADICTION,
        f"{known.label(subject)}: which {known.ontology.label(predicate)} is right?",
        tuple(dict.fromkeys(said.quotation for _, found in choices for said in found[:_SHOWN])),
        tuple(answers),
    )


# ---------------------------------------------------------------- single claims


def _doubtful(
    stated: Sequence[tuple[RecordedClaim, Said]], known: KnownThings, below: float, asked: set[Said]
) -> Iterator[Question]:
    weak = [
        (float(claim.confidence), known.told(said), said)
        for claim, said in stated
        if claim.polarity == AFFIRMED and claim.confidence and float(claim.confidence) < below
    ]
    for confidence, told, said in sorted(weak, key=lambda each: (each[0], each[1], each[2].quote)):
        if said not in asked and not known.is_decided(said):
            yield Question(
                DOUBTFUL, f"{told} (confidence {confidence:g})", (said.quotation,), _right_or_wrong(said, known)
            )


def _about_refused(rejected: RejectedClaim, said: Said, known: KnownThings) -> Question:
    text = f"{known.told(said)} was refused: {rejected.reason}"
    return Question(REFUSED, text, (said.quotation,), _right_or_wrong(said, known))


def _right_or_wrong(said: Said, known: KnownThings) -> tuple[Answer, ...]:
    reference = known.refer_to(said)
    return (
        Answer("y", "right", (Accept(reference, UNDECIDED),)),
        Answer("n", "wrong", (Reject(reference, UNDECIDED),)),
    )


# ---------------------------------------------------------------- claims as review sees them


def _said(claim: RecordedClaim) -> Iterator[Said]:
    for passage in claim.passages:
        value = str(getattr(claim.object, "value", claim.object))
        yield Said(
            claim.subject, claim.predicate, value, passage.quote, passage.document.file_name, quotation_of(passage)
        )


def _refused(rejected: RejectedClaim, known: KnownThings) -> Iterator[Said]:
    """The claim, where it is about things of the graph."""
    claim = rejected.claim
    value = claim.object.lexical if isinstance(claim.object, Value) else claim.object
    ends = [claim.subject, *([claim.object] if isinstance(claim.object, str) else [])]
    things = {*known.names.entities, *known.ontology.statuses}
    if claim.predicate in known.ontology.properties and all(end in things for end in ends):
        passage = known.passage(claim.evidence.document, claim.evidence.span.start, claim.evidence.span.end)
        name = passage.document.file_name if passage else ""
        quotation = quotation_of(passage) if passage else Quotation(claim.evidence.quote, claim.evidence.document)
        yield Said(
            claim.subject, claim.predicate, value, claim.evidence.quote, name or claim.evidence.document, quotation
        )


def _follows(claim: RecordedClaim, ontology: Ontology) -> bool:
    """Whether a claim was inferred: it is judged where the claims beneath it are."""
    rules = {f"rule: {rule.label or rule.iri}" for rule in ontology.rules}
    return claim.extractor.startswith("axiom: ") or claim.extractor in rules


def _is_curated(rejected: RejectedClaim) -> bool:
    return rejected.reason.startswith(REJECTED_BY) or OUTDONE in rejected.reason
