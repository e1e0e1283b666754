"""What stands around a Chinese statement: when, where and what for; other names in brackets; the event it was made at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.annotate.chinese_context import any_of
from kg.annotate.chinese_nouns import LANGUAGE
from kg.extract.chinese_clauses import CONCRETE, Clauses
from kg.extract.chinese_discourse import Discourse
from kg.extract.chinese_events import LANG_STRING, XSD, Event, Proof, Stretches
from kg.extract.chinese_frames import PLACED
from kg.ontology import Ontology, PropertyDefinition
from kg.records import Claim, Mention, MentionKind, Value

ADJUNCT = 0.75
SETTING_REACH = 8
_STANDS_AT = re.compile("(?:等[^，。；：的]{0,12})?(?:首次|再次|连续[^，。；]{0,4}|共同)?[也还均都]?在?")
_BRACKET = re.compile(r"[”》]?（[^）]{0,8}?[“「]?$")


def adjuncts(event: Event, clauses: Clauses, discourse: Discourse, ontology: Ontology, proof: Proof) -> Iterator[Claim]:
    """Date, place, purpose, topic and status of an occurrence, where no frame has filled them."""
    for definition in ontology.roles(event.mention.cls):
        if event.roles.get(ontology.name(definition.iri)):
            continue
        found = _adjunct(definition, event, clauses, discourse, ontology)
        if found is not None:
            value, where = found
            extractor = f"rule: {definition.value_kind} of the occurrence"
            yield event.claim(definition.iri, value, proof([event.trigger, *where]), ADJUNCT, extractor)


def _adjunct(
    definition: PropertyDefinition, event: Event, clauses: Clauses, discourse: Discourse, ontology: Ontology
) -> tuple[str | Value, Stretches] | None:
    start = event.trigger[0]
    if definition.value_kind == "date":
        return _date(clauses, discourse, start)
    if definition.value_kind == "place":
        return _place(definition, event, clauses, ontology, start)
    if definition.value_kind == "status" and event.status:
        return event.status, []
    if definition.value_kind in ("purpose", "phrase"):
        context = clauses.nouns.context
        pattern = context.purpose if definition.value_kind == "purpose" else context.topic
        match = pattern.search(clauses.text, start if definition.value_kind == "purpose" else clauses.stretch_of(start))
        if match is None:
            return None
        span = match.span("what") if definition.value_kind == "phrase" else match.span()
        words = clauses.annotated.document.text[span[0] + clauses.offset : span[1] + clauses.offset]
        return Value(words, LANG_STRING, LANGUAGE), [span]
    return None


def _date(clauses: Clauses, discourse: Discourse, start: int) -> tuple[Value, Stretches] | None:
    """The date before the trigger in the sentence, else that of the sentence before."""
    dates = [
        (s, m)
        for s, m in zip(clauses.spans, clauses.mentions, strict=True)
        if m.kind is MentionKind.DATE and m.date and s[1] <= start
    ]
    stretch = clauses.stretch_of(start)
    dates = [(s, m) for s, m in dates if s[0] >= stretch or not re.search("[自从]$", clauses.text[: s[0]])]
    if dates:
        span, mention = dates[-1]
        return _dated(mention), [span]
    number = clauses.sentence.index
    before = [m for sentence, m in discourse.dates if number - sentence == 1]
    return (_dated(before[-1]), []) if before else None


def _dated(mention: Mention) -> Value:
    assert mention.date is not None
    return Value(mention.date.value, XSD + mention.date.datatype)


def _place(
    definition: PropertyDefinition, event: Event, clauses: Clauses, ontology: Ontology, start: int
) -> tuple[str, Stretches] | None:
    used = {filler.mention.id for fillers in event.roles.values() for filler in fillers}
    stretch = clauses.stretch_of(start)
    for chain in clauses.chains:
        mention = chain.members[0]
        fits = mention.kind is MentionKind.NAME and ontology.accepts(definition.range, mention.cls)
        if fits and chain.marker in PLACED and stretch <= chain.start and chain.end <= start and mention.id not in used:
            return mention.id, [(chain.start, chain.end)]
    return None


def identities(clauses: Clauses, ontology: Ontology, proof: Proof) -> Iterator[Claim]:
    """Two names of one thing: the second in brackets right after the first."""
    owner = next((p.iri for p in ontology.properties.values() if p.identifies), "")
    named = [(s, m) for s, m in zip(clauses.spans, clauses.mentions, strict=True) if m.kind is MentionKind.NAME]
    for (one_span, one), (other_span, other) in pairwise(named):
        gap = clauses.text[one_span[1] : other_span[0]]
        if owner and one.cls == other.cls and one.name != other.name and _BRACKET.fullmatch(gap) and "）" not in gap:
            yield Claim(one.id, owner, other.id, proof([one_span, other_span]), extractor="rule: name in brackets")


def containments(clauses: Clauses, ontology: Ontology, proof: Proof) -> Iterator[Claim]:
    """Of two places named side by side the first holds the second: 安徽芜湖; so does one in a thing's name: 成都生产基地."""
    owner = next((p.iri for p in ontology.properties.values() if p.beside_larger), "")
    placed = list(zip(clauses.spans, clauses.mentions, strict=True)) if owner else []
    pure = clauses.nouns.pure_places
    for (larger_span, larger), (span, smaller) in pairwise(placed):
        named = larger.kind is smaller.kind is MentionKind.NAME and larger.name != smaller.name
        if named and larger_span[1] == span[0] and {larger.cls, smaller.cls} <= pure:
            yield Claim(
                smaller.id, owner, larger.id, proof([larger_span, span]), extractor="rule: place beside its part"
            )
    for span, thing in placed:
        inside = [m for (s, e), m in placed if span[0] <= s and e < span[1] and m.cls in pure]
        if inside and thing.kind in CONCRETE and thing.cls in clauses.nouns.described:
            yield Claim(thing.id, owner, inside[-1].id, proof([span]), extractor="rule: place in the name")


def settings(clauses: Clauses, discourse: Discourse, ontology: Ontology, proof: Proof) -> Iterator[Claim]:
    """Who has part in the thing that the text is about, by a word that stands for it: 会上，A…; A的展台."""
    for definition in ontology.properties.values():
        words = any_of(definition.setting_words.get(LANGUAGE, ()))
        named = [m for m in (*discourse.recent, *clauses.mentions) if m.kind in CONCRETE] if words else []
        fitting = [m for m in named if ontology.accepts(definition.range, m.cls)]
        for match in re.finditer(words, clauses.text) if fitting else ():
            spoken_of = [m for m in fitting if m.span.end <= match.start() + clauses.offset]
            if not spoken_of or clauses.sentence.index - spoken_of[-1].sentence > SETTING_REACH:
                continue
            before = [c for c in clauses.chains if _STANDS_AT.fullmatch(clauses.text, c.end, match.start())]
            after = [c for c in clauses.chains if match.end() <= c.start <= match.end() + 6 and not c.marker]
            for chain in before or after:
                evidence = proof([match.span(), (chain.start, chain.end)])
                for member in chain.members:
                    acts = member.kind in CONCRETE and member.cls not in clauses.nouns.pure_places
                    if acts and ontology.accepts(definition.domain, member.cls):
                        yield Claim(
                            member.id,
                            definition.iri,
                            spoken_of[-1].id,
                            evidence,
                            confidence=ADJUNCT,
                            extractor="rule: at the event of the text",
                        )
