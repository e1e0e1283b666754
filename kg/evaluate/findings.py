"""Misses and false alarms in words, each with the sentence it stands in and a hint at what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.evaluate.compare import PAIR, STRICT, Comparison, is_same_sum
from kg.evaluate.counts import EDGES, ENTITIES, TYPED
from kg.evaluate.found import FoundAgreement, FoundEdge, FoundInvestment
from kg.evaluate.gold import GoldEdge, GoldInvestment
from kg.evaluate.scheme import AGREEMENTS, INVESTMENTS
from kg.evaluate.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Finding:
    """One miss (or one false alarm): of which metric, what, in which sentence, and a hint ("" where there is none)."""

    metric: str
    what: str
    sentence: str = ""
    hint: str = ""


def misses(comparison: Comparison, sentences: Sentences) -> tuple[Finding, ...]:
    """What the gold has and the graph has not."""
    return tuple(_misses(comparison, sentences))


def false_alarms(comparison: Comparison, sentences: Sentences) -> tuple[Finding, ...]:
    """What the graph has and the gold has not; an entity of a wrong type counts as one."""
    return (*_entity_alarms(comparison, sentences), *_other_alarms(comparison, sentences))


def _misses(comparison: Comparison, sentences: Sentences) -> Iterator[Finding]:
    for entity in comparison.entities.missed:
        yield Finding(ENTITIES, f"{entity.name} ({entity.type})", sentences.of_name(entity.names))
    pairs = comparison.edges[PAIR].missed
    for edge in comparison.edges[STRICT].missed:
        hint = "" if edge in pairs else "the pair was found, under another predicate or through another edge"
        yield Finding(EDGES[STRICT], _gold_edge(edge), edge.evidence, hint)
    for investment in comparison.investments.missed:
        found = [each for each in comparison.investments.wrong if is_same_sum(investment, each)]
        hint = f"the sum was found, with {' and '.join(found[0].investors) or 'no investor'}" if found else ""
        yield Finding(INVESTMENTS, _gold_investment(investment), investment.evidence, hint)
    for agreement in comparison.agreements.missed:
        yield Finding(AGREEMENTS, _parties(agreement.parties, agreement.topic), agreement.evidence)


def _entity_alarms(comparison: Comparison, sentences: Sentences) -> Iterator[Finding]:
    match = comparison.entities
    for each in match.unknown:
        yield Finding(ENTITIES, f"{each.name} ({each.type})", sentences.of_mention(each.iri))
    for each, gold in match.doubles:
        hint = f"a second node for {gold.name}"
        yield Finding(ENTITIES, f"{each.name} ({each.type})", sentences.of_mention(each.iri), hint)
    for each, gold in match.mistyped:
        hint = f"should be {' or '.join(dict.fromkeys((gold.type, *gold.types)))}"
        yield Finding(TYPED, f"{each.name} ({each.type})", sentences.of_mention(each.iri), hint)


def _other_alarms(comparison: Comparison, sentences: Sentences) -> Iterator[Finding]:
    pairs = comparison.edges[PAIR].wrong
    for edge in comparison.edges[STRICT].wrong:
        sentence, extractor = sentences.of_claims(edge.subject.iri, edge.property, edge.object.iri)
        hints = ["" if edge in pairs else "the gold joins the two by another predicate", extractor]
        yield Finding(EDGES[STRICT], _found_edge(edge), sentence, "; ".join(filter(None, hints)))
    for investment in comparison.investments.wrong:
        sentence, extractor = sentences.of_claims(investment.iri)
        yield Finding(INVESTMENTS, _found_investment(investment), sentence, extractor)
    for agreement in comparison.agreements.wrong:
        sentence, extractor = sentences.of_claims(agreement.iri)
        yield Finding(AGREEMENTS, _found_agreement(agreement), sentence, extractor)


def _gold_edge(edge: GoldEdge) -> str:
    return f"{edge.subjects[0]} | {edge.predicate} | {edge.objects[0]}"


def _found_edge(edge: FoundEdge) -> str:
    return f"{edge.subject.name} | {edge.predicate} | {edge.object.name}"


def _gold_investment(investment: GoldInvestment) -> str:
    stated = investment.sums[0]
    return _investment(investment.investors, stated.amount, stated.currency, investment.target)


def _found_investment(investment: FoundInvestment) -> str:
    return _investment(investment.investors, investment.amount, investment.currency, investment.target)


def _investment(investors: tuple[str, ...], amount: Decimal | None, currency: str, target: str) -> str:
    stated = f"{amount.normalize():,f} {currency}".rstrip() if amount is not None else "no sum"
    return " | ".join((", ".join(investors) or "no investor", stated, target or "no target"))


def _found_agreement(agreement: FoundAgreement) -> str:
    return _parties(agreement.parties, "")


def _parties(parties: tuple[str, ...], topic: str) -> str:
    return " | ".join(filter(None, (", ".join(parties) or "no parties", topic)))
