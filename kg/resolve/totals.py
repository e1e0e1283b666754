"""Sums that are said to be totals, tied to the parts they are made of."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.ontology import Ontology, PropertyDefinition
from kg.records import Claim, Document, Polarity, Value

FEWEST_PARTS, MOST_PARTS = 2, 4
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class _Sum:
    """An occurrence's sum, with the claim that states it."""

    occurrence: str
    amount: Decimal
    currency: str
    claim: Claim


def total_claims(
    document: Document, claims: Sequence[Claim], same: Mapping[str, str], ontology: Ontology
) -> list[Claim]:
    """A claim from each total that a document states to each of the parts that add up to it, within a currency.

    `same` gives each occurrence mention the one it is the same as in the document. A sum is a total where its sentence says
    so by a word of the lexicon's list `total`.
    """
    made: list[Claim] = []
    # The sentence of an occurrence is that of the last claim about it.
    sentences = {c.subject: c.evidence.sentence for c in claims if c.subject in same}
    cues = frozenset(word for words in ontology.words.get("total", {}).values() for word in words)
    for role in ontology.properties.values():
        if role.domain and role.domain == role.range and ontology.classes[role.domain].minimum_roles:
            for sums in _sums(claims, same, role, ontology).values():
                for total in sums:
                    sentence = document.quote(sentences[total.claim.subject])
                    if len(sums) > FEWEST_PARTS and cues & set(sentence.lower().split()):
                        made += _tied(total, [each for each in sums if each is not total], role)
    return made


def _sums(
    claims: Sequence[Claim], same: Mapping[str, str], role: PropertyDefinition, ontology: Ontology
) -> dict[str, list[_Sum]]:
    """The affirmed sums of a class of occurrences, by currency, one for each occurrence."""
    kinds = {each.iri: each.value_kind for each in ontology.roles(role.domain)}
    currencies = {
        same[c.subject]: c.object.lexical
        for c in claims
        if c.subject in same and kinds.get(c.predicate) == "currency" and isinstance(c.object, Value)
    }
    found: dict[str, dict[str, _Sum]] = defaultdict(dict)
    for claim in claims:
        root = same.get(claim.subject, "")
        stated = root and kinds.get(claim.predicate) == "money" and claim.polarity is Polarity.AFFIRMED
        if stated and isinstance(claim.object, Value):
            currency = currencies.get(root, "")
            amount = Decimal(claim.object.lexical)
            found[currency].setdefault(root, _Sum(root, amount, currency, claim))
    return {key: list(sums.values()) for key, sums in found.items()}


def _tied(total: _Sum, others: Sequence[_Sum], role: PropertyDefinition) -> list[Claim]:
    smaller = [each for each in others if each.amount < total.amount][-MOST_CANDIDATES:]
    for size in range(FEWEST_PARTS, MOST_PARTS + 1):
        for parts in itertools.combinations(smaller, size):
            if sum(each.amount for each in parts) == total.amount:
                claim = total.claim
                return [
                    Claim(
                        subject=total.occurrence,
                        predicate=role.iri,
                        object=part.occurrence,
                        evidence=claim.evidence,
                        status=claim.status,
                        confidence=0.8,
                        extractor="rule: a stated total and the parts that add up to it",
                    )
                    for part in parts
                ]
    return []
