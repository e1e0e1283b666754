"""Occurrences, such as investments and agreements: their roles, when and where and what for, and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.arcs import OBJECT, PURPOSE, VERBAL, Arcs
from kg.ontology import Ontology, PropertyDefinition
from kg.records import (
    Claim,
    Document,
    Evidence,
    Mention,
    MentionKind,
    Polarity,
    Sentence,
    Span,
    Token,
    Value,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PLACE_PREPOSITIONS = ("prep:in", "prep:at")
TOPIC_PREPOSITIONS = ("prep:on", "prep:for", "prep:to", "prep:regarding", "prep:about")
REACH = 3
# How far what only the context says lies from what is said outright.
CONTEXT_REACH = 3
OUTRIGHT, INHERITED, ADJUNCT = 0.9, 0.6, 0.8

Roles = Mapping[str, Mapping[str, tuple[int, str]]]


@dataclass(frozen=True)
class Occurrence:
    """An occurrence in a sentence; `roles` gives for each role its fillers' ids with reach and frame."""

    mention: Mention
    sentence: Sentence
    arcs: Arcs
    roles: Roles
    tokens: frozenset[int]
    polarity: Polarity
    status: str

    @property
    def trigger(self) -> int:
        """The index of its trigger token."""
        return self.mention.head


def evidence_over(
    document: Document, sentence: Sentence, tokens: Iterable[int], mentions: Iterable[Mention] = ()
) -> Evidence:
    """The words from the first to the last of the given tokens and of those mentions that stand in the sentence."""
    spans = [sentence.tokens[index].span for index in tokens]
    spans += [m.span for m in mentions if sentence.span.covers(m.span)]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else sentence.span
    return Evidence(document.id, span, document.quote(span), sentence.span)


def value_claims(
    occurrence: Occurrence, mentions: Mapping[str, Mention], document: Document, ontology: Ontology
) -> list[Claim]:
    """A claim for each filler of each role; a sum gives its amount, currency and qualifier."""
    claims: list[Claim] = []
    for definition in ontology.roles(occurrence.mention.cls):
        for filler, (reach, frame) in occurrence.roles.get(ontology.name(definition.iri), {}).items():
            mention = mentions[filler]
            evidence = evidence_over(document, occurrence.sentence, occurrence.tokens, [mention])
            confidence = OUTRIGHT if reach == 0 else INHERITED
            make = _ClaimMaker(occurrence, evidence, confidence, f"frame: {frame}")
            claims += _filler_claims(make, definition, mention, ontology)
    return claims


@dataclass(frozen=True, slots=True)
class _ClaimMaker:
    occurrence: Occurrence
    evidence: Evidence
    confidence: float
    extractor: str

    def __call__(self, predicate: str, target: str | Value) -> Claim:
        event = self.occurrence
        return Claim(
            event.mention.id,
            predicate,
            target,
            self.evidence,
            event.polarity,
            event.status,
            self.confidence,
            self.extractor,
        )


def _filler_claims(
    make: _ClaimMaker, definition: PropertyDefinition, mention: Mention, ontology: Ontology
) -> list[Claim]:
    if mention.money is not None:
        money = mention.money
        claims = [make(definition.iri, Value(f"{money.amount:f}", XSD + "decimal"))]
        for other in ontology.roles(make.occurrence.mention.cls):
            if other.value_kind == "currency":
                claims.append(make(other.iri, Value(money.currency, XSD + "string")))
            elif other.value_kind == "qualifier" and money.qualifier:
                claims.append(make(other.iri, Value(money.qualifier, XSD + "string")))
        return claims
    if mention.date is not None:
        return [make(definition.iri, Value(mention.date.value, XSD + mention.date.datatype))]
    if mention.kind in (MentionKind.MONEY, MentionKind.DATE):
        return []
    return [make(definition.iri, mention.id)]


def adjunct_claims(
    occurrence: Occurrence, mentions: Mapping[str, Mention], document: Document, ontology: Ontology
) -> list[Claim]:
    """Date, place, purpose, topic and status, taken from around the trigger where no frame has filled them."""
    claims: list[Claim] = []
    anywhere = [each for each in ontology.properties.values() if not each.domain and each.value_kind]
    for definition in (*ontology.roles(occurrence.mention.cls), *anywhere):
        if occurrence.roles.get(ontology.name(definition.iri)):
            continue
        found = _adjunct(occurrence, definition, mentions, document, ontology)
        if found is not None:
            target, tokens = found
            evidence = evidence_over(document, occurrence.sentence, [*occurrence.tokens, *tokens])
            make = _ClaimMaker(occurrence, evidence, ADJUNCT, f"rule: {definition.value_kind} of the occurrence")
            claims.append(make(definition.iri, target))
    return claims


def _adjunct(
    occurrence: Occurrence,
    definition: PropertyDefinition,
    mentions: Mapping[str, Mention],
    document: Document,
    ontology: Ontology,
) -> tuple[str | Value, list[int]] | None:
    if definition.value_kind == "date":
        return _date(occurrence)
    if definition.value_kind == "place":
        return _place(occurrence, definition, ontology)
    if definition.value_kind == "purpose":
        return _words(occurrence, document, (PURPOSE,))
    if definition.value_kind == "phrase":
        return _words(occurrence, document, TOPIC_PREPOSITIONS)
    if definition.value_kind == "status" and occurrence.status:
        return occurrence.status, []
    return None


def _clause(arcs: Arcs, index: int) -> int:
    """The verb whose clause a token stands in."""
    token = arcs.tokens[index]
    while token.pos not in VERBAL and token.head != token.index:
        token = arcs.tokens[token.head]
    return token.index


def _date(occurrence: Occurrence) -> tuple[Value, list[int]] | None:
    """The date of the trigger's own clause, else of a clause above it, else the sentence's only one."""
    arcs = occurrence.arcs
    dates = [m for m in occurrence.sentence.mentions if m.kind is MentionKind.DATE and m.date is not None]
    above = [_clause(arcs, occurrence.trigger)]
    above += [index for index in arcs.governors(above[0]) if arcs.tokens[index].pos in VERBAL]
    ranked = []
    for mention in dates:
        clause = _clause(arcs, mention.head)
        if clause in above:
            ranked.append((above.index(clause), abs(mention.head - occurrence.trigger), mention))
    if not ranked:
        return None
    mention = min(ranked, key=lambda each: each[:2])[2]
    assert mention.date is not None
    return Value(mention.date.value, XSD + mention.date.datatype), [mention.head]


def _place(occurrence: Occurrence, definition: PropertyDefinition, ontology: Ontology) -> tuple[str, list[int]] | None:
    arcs = occurrence.arcs
    holders = [occurrence.trigger, *(a.target for r in (OBJECT, PURPOSE) for a in arcs.targets(occurrence.trigger, r))]
    holders += [a.target for holder in holders[1:] for a in arcs.targets(holder, OBJECT)]
    used = {filler for fillers in occurrence.roles.values() for filler in fillers}
    for holder in holders:
        for relation in PLACE_PREPOSITIONS:
            for arc in arcs.targets(holder, relation):
                for mention in occurrence.sentence.mentions:
                    fits = mention.kind is MentionKind.NAME and ontology.accepts(definition.range, mention.cls)
                    if fits and mention.head == arc.target and mention.id not in used:
                        return mention.id, [arc.target]
    return None


def _words(occurrence: Occurrence, document: Document, relations: Sequence[str]) -> tuple[Value, list[int]] | None:
    """The text of the phrase that says what for, from its first word on."""
    arcs = occurrence.arcs
    trigger = occurrence.trigger
    verbs = [a.target for a in arcs.sources(trigger, OBJECT) if a.tier == 0]
    for relation in relations:
        for holder in (trigger, *verbs):
            for arc in arcs.targets(holder, relation):
                inside = sorted(arcs.subtree(arc.target))
                if trigger in inside or arc.tier or _is_value(arcs.tokens[arc.target], occurrence.sentence):
                    continue
                comma = next((i for i in inside if arcs.tokens[i].text == "," and i > arc.target), len(arcs.tokens))
                spans = [arcs.tokens[i].span for i in inside if arcs.tokens[i].pos != "PUNCT" and i < comma]
                span = Span(spans[0].start, spans[-1].end)
                return Value(" ".join(document.quote(span).split()), LANG_STRING, occurrence.sentence.language), [
                    arc.target
                ]
    return None


def _is_value(token: Token, sentence: Sentence) -> bool:
    values = (MentionKind.DATE, MentionKind.MONEY)
    return any(m.kind in values and m.span.overlaps(token.span) for m in sentence.mentions)
