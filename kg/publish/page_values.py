"""Literals as people write them: sums with their currency, dates, and the short text of an occurrence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.ontology import Ontology
from kg.publish.page_evidence import RDF_TYPE, Term, key, text

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALTERNATIVE = "http://www.w3.org/2004/02/skos/core#altLabel"
NAMES = (LABEL, ALTERNATIVE)
MONEY, CURRENCY, QUALIFIER, DATE, STATUS = "money", "currency", "qualifier", "date", "status"
SCALES = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))

Properties = Mapping[str, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class PageValue:
    """A literal of a node: its property, its text for the reader, and the key under which claims speak of it."""

    predicate: str
    text: str
    key: str


def full_sum(amount: str, currency: str, qualifier: str = "") -> str:
    """A sum in full: `about EUR 350,000,000`; an amount that is no number stays as it is."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return " ".join(filter(None, (qualifier, currency, amount)))
    return " ".join(filter(None, (qualifier, currency, _plain(number))))


def short_sum(amount: str, currency: str) -> str:
    """A sum for a picture: `EUR 350 M`."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return f"{currency} {amount}".strip()
    for scale, unit in SCALES:
        if abs(number) >= scale:
            return f"{currency} {_plain(round(number / scale, 2))} {unit}".strip()
    return f"{currency} {_plain(number)}".strip()


def values_of(properties: Properties, ontology: Ontology) -> tuple[PageValue, ...]:
    """The literals of a node, in the order of the ontology's property labels; a sum takes its currency with it."""
    kinds = _kinds(properties, ontology)
    currency, qualifier = kinds.get(CURRENCY, ""), kinds.get(QUALIFIER, "")
    values = []
    for predicate, terms in properties.items():
        definition = ontology.properties.get(predicate)
        kind = definition.value_kind if definition else ""
        # Where there is no sum to carry them, a lone currency or qualifier is still worth showing.
        if predicate in (*NAMES, RDF_TYPE) or (kind in (CURRENCY, QUALIFIER) and MONEY in kinds):
            continue
        for term in terms:
            if is_literal(term):
                written = text([term])
                shown = full_sum(written, currency, qualifier) if kind == MONEY else written
                values.append(PageValue(predicate, shown, key(term)))
            elif key(term) in ontology.statuses:
                values.append(PageValue(predicate, ontology.label(key(term)), key(term)))
    return tuple(sorted(values, key=lambda value: (_order(value, ontology), value.text)))


def occurrence_label(properties: Properties, cls: str, ontology: Ontology) -> str:
    """What an occurrence is called on the picture: sum and date where known, else its class and date."""
    kinds = _kinds(properties, ontology)
    what = short_sum(kinds[MONEY], kinds.get(CURRENCY, "")) if MONEY in kinds else ontology.label(cls)
    return ", ".join(filter(None, (what, kinds.get(DATE, ""))))


def sum_of(properties: Properties, ontology: Ontology) -> tuple[str, ...]:
    """The amount, currency and qualifier of a node, () where it has no amount."""
    kinds = _kinds(properties, ontology)
    return (kinds[MONEY], kinds.get(CURRENCY, ""), kinds.get(QUALIFIER, "")) if MONEY in kinds else ()


def date_of(properties: Properties, ontology: Ontology) -> str:
    """The date of a node as precise as it is stated, "" where it has none."""
    return _kinds(properties, ontology).get(DATE, "")


def literals_of(properties: Properties, ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """All literals and statuses of a node but its names: properties with terms in N-Triples."""
    return tuple(
        (predicate, str(term))
        for predicate in sorted(properties)
        if predicate not in (*NAMES, RDF_TYPE)
        for term in properties[predicate]
        if is_literal(term) or key(term) in ontology.statuses
    )


def status_of(properties: Properties, ontology: Ontology) -> str:
    """The status that a node itself carries, "" where it carries none."""
    stated = (key(term) for terms in properties.values() for term in terms)
    return next((status for status in stated if status in ontology.statuses), "")


def is_literal(term: Term) -> bool:
    """Whether a term is a literal: it has a datatype."""
    return hasattr(term, "datatype")


def _plain(number: Decimal) -> str:
    whole = f"{number:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def _kinds(properties: Properties, ontology: Ontology) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for predicate in sorted(properties):
        definition = ontology.properties.get(predicate)
        if definition and definition.value_kind:
            kinds.setdefault(definition.value_kind, text(properties[predicate]))
    return kinds


def _order(value: PageValue, ontology: Ontology) -> tuple[int, str]:
    definition = ontology.properties.get(value.predicate)
    kind = definition.value_kind if definition else ""
    order = (MONEY, DATE, STATUS)
    return (order.index(kind) if kind in order else len(order), ontology.label(value.predicate))
