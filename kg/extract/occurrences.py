"""Occurrences, such as investments and agreements: their roles, when and where and what for, and who stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.arcs import OBJECT, POSSESSOR, PURPOSE, SUBJECT, VERBAL, Arcs
from kg.extract.coreference import is_subject
from kg.ontology import Ontology, PropertyDefinition
from kg.records import (
    AnnotatedDocument,
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


def inherit_roles(
    occurrences: Sequence[Occurrence],
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    annotated: AnnotatedDocument,
    ontology: Ontology,
) -> list[Occurrence]:
    """Occurrences with what the context supplies: who acts, and what "the investment" of a bare sum went into."""
    done: list[Occurrence] = []
    for occurrence in occurrences:
        filled = dict(occurrence.roles)
        agent_role = _agent_role(occurrence.mention.cls, ontology)
        acting = {arc.target for arc in occurrence.arcs.targets(occurrence.trigger, SUBJECT)}
        here = occurrence.sentence.index
        taken = [mentions[filler] for fillers in filled.values() for filler in fillers]
        subject_is_taken = any(each.head in acting and each.sentence == here for each in taken)
        if agent_role is not None and not subject_is_taken and not _is_filled(agent_role, filled, ontology):
            agent = _agent(occurrence, agent_role, done, annotated.sentences, ontology)
            if agent is not None:
                filled[ontology.name(agent_role.iri)] = {agent: (CONTEXT_REACH, "context")}
        patient_role = _patient_role(occurrence.mention.cls, ontology)
        if patient_role is not None and not filled.get(ontology.name(patient_role.iri)):
            patient = _patient(occurrence, patient_role, claims, mentions, ontology)
            patient = patient or _patient_before(occurrence, patient_role, done, ontology)
            if patient is not None:
                filled[ontology.name(patient_role.iri)] = {patient: (CONTEXT_REACH, "context")}
        done.append(replace(occurrence, roles=filled))
    return done


def _is_filled(role: PropertyDefinition, roles: Roles, ontology: Ontology) -> bool:
    """Whether the role, or one under it, has a filler."""
    under = [each.iri for each in ontology.properties.values() if role.iri in each.parents]
    return any(roles.get(ontology.name(iri)) for iri in (role.iri, *under))


def _patient_role(cls: str, ontology: Ontology) -> PropertyDefinition | None:
    """The role of what an occurrence is done to: an object property, of its own, that leads to no other occurrence."""
    if _agent_role(cls, ontology) is None:
        return None
    for role in ontology.roles(cls):
        leads_on = role.range in ontology.classes and bool(ontology.classes[role.range].minimum_roles)
        if role.is_object and not (role.value_kind or role.agentive or role.parents or leads_on) and role.domain == cls:
            return role
    return None


def _patient(
    occurrence: Occurrence,
    role: PropertyDefinition,
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    ontology: Ontology,
) -> str | None:
    """For a definite noun, the last unnamed thing that a claim of the sentences just before speaks of as made."""
    definite = any(
        occurrence.arcs.tokens[child].text.lower() in ("the", "this", "that")
        for child in occurrence.arcs.children.get(occurrence.trigger, ())
    )
    if not definite:
        return _only_description(occurrence, role, ontology)
    here = occurrence.sentence.index
    for claim in reversed(claims):
        made = mentions.get(claim.object) if isinstance(claim.object, str) else None
        if made is None or made.kind is not MentionKind.DESCRIPTION or not ontology.accepts(role.range, made.cls):
            continue
        if 0 < here - mentions[claim.subject].sentence <= REACH or 0 < here - made.sentence <= REACH:
            return made.id
    return None


def _only_description(occurrence: Occurrence, role: PropertyDefinition, ontology: Ontology) -> str | None:
    """The one unnamed thing in a sentence that speaks "of an investment" in passing."""
    if occurrence.arcs.tokens[occurrence.trigger].pos != "NOUN":
        return None
    unnamed = [
        m.id
        for m in occurrence.sentence.mentions
        if m.kind is MentionKind.DESCRIPTION and ontology.accepts(role.range, m.cls)
    ]
    return unnamed[0] if len(unnamed) == 1 else None


def _patient_before(
    occurrence: Occurrence, role: PropertyDefinition, before: Sequence[Occurrence], ontology: Ontology
) -> str | None:
    """What the last such occurrence went into, where this one only says more of it: "The round was led by ..."."""
    arcs = occurrence.arcs
    subjects = [arc.target for relation in (OBJECT, SUBJECT) for arc in arcs.targets(occurrence.trigger, relation)]
    definite = any(
        arcs.tokens[child].text.lower() in ("the", "this")
        for index in subjects
        for child in arcs.children.get(index, ())
    )
    cues = frozenset(ontology.words.get("addition", {}).get("en", ()))
    added = any(token.text.lower() in cues for token in arcs.tokens)
    if not (definite or added) or not before or before[-1].mention.cls != occurrence.mention.cls:
        return None
    last = before[-1]
    known = last.roles.get(ontology.name(role.iri))
    near = 0 < occurrence.sentence.index - last.sentence.index <= 2
    return next(iter(known)) if known and near else None


def _agent_role(cls: str, ontology: Ontology) -> PropertyDefinition | None:
    for definition in ontology.roles(cls):
        if definition.agentive:
            return definition
    return None


def _agent(
    occurrence: Occurrence,
    role: PropertyDefinition,
    before: Sequence[Occurrence],
    sentences: Sequence[Sentence],
    ontology: Ontology,
) -> str | None:
    arcs = occurrence.arcs
    names = [m for m in occurrence.sentence.mentions if _may_act(m, role, ontology)]
    at_head = {m.head: m.id for m in names}
    for verb in (occurrence.trigger, *arcs.governors(occurrence.trigger)):
        for relation in (SUBJECT, OBJECT, POSSESSOR):
            for arc in arcs.targets(verb, relation):
                if arc.target in at_head and relation != OBJECT:
                    return at_head[arc.target]
                for owner in arcs.targets(arc.target, POSSESSOR):
                    if owner.target in at_head:
                        return at_head[owner.target]
    subjects = [m.id for m in names if is_subject(m, occurrence.sentence)]
    if subjects:
        return subjects[0]
    for earlier in reversed(before):
        near = occurrence.sentence.index - earlier.sentence.index <= 2
        if (
            near
            and earlier.mention.cls == occurrence.mention.cls
            and (known := earlier.roles.get(ontology.name(role.iri)))
        ):
            return next(iter(known))
    return _last_subject(occurrence, role, sentences, ontology)


def _may_act(mention: Mention, role: PropertyDefinition, ontology: Ontology) -> bool:
    """Whether a name can be taken from the context to act: not a person, who is named for speaking of it."""
    speaks = ontology.classes[mention.cls].minimum_words > 0 if mention.cls in ontology.classes else True
    return mention.kind is MentionKind.NAME and not speaks and ontology.accepts(role.range, mention.cls)


def _last_subject(
    occurrence: Occurrence, role: PropertyDefinition, sentences: Sequence[Sentence], ontology: Ontology
) -> str | None:
    """The named subject of the nearest of the sentences before that has one of the right class."""
    here = occurrence.sentence.index
    for sentence in reversed(sentences[max(0, here - REACH) : here]):
        for mention in sentence.mentions:
            if _may_act(mention, role, ontology) and is_subject(mention, sentence):
                return mention.id
    return None
