"""What a graph says, in the terms of the gold: typed entities, edges, investments and agreements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.errors import GraphError
from kg.evaluate.scheme import AGREEMENTS, AMOUNT, CURRENCY, INVESTMENTS, INVESTOR, PARTIES, TARGET, Scheme
from kg.ontology import Ontology
from kg.store.evidence import ALTERNATIVE_LABEL, LABEL, TYPE, Index, Term, index_of

PREFERRED_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_FIRST_LANGUAGES = (None, "en")


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """A thing of the graph, by the name it is compared by; `type` is the gold's word for its class."""

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundEdge:
    """An edge between two entities; `predicate` is the gold's word for the property."""

    subject: FoundEntity
    predicate: str
    object: FoundEntity
    property: str = ""


@dataclass(frozen=True, slots=True)
class FoundInvestment:
    """An investment of the graph; None and "" for what it does not state."""

    iri: str
    investors: tuple[str, ...] = ()
    target: str = ""
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """An agreement of the graph."""

    iri: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All of a graph that is scored, each list in the order of its IRIs."""

    entities: tuple[FoundEntity, ...] = ()
    edges: tuple[FoundEdge, ...] = ()
    investments: tuple[FoundInvestment, ...] = ()
    agreements: tuple[FoundAgreement, ...] = ()


def read_found(triples: Iterable[ox.Triple], scheme: Scheme, ontology: Ontology) -> Found:
    """What is scored of a graph's triples; a thing is of its most specific class that is scored."""
    reader = _Reader(index_of(triples), scheme, ontology)
    return Found(
        entities=tuple(reader.entities.values()),
        edges=tuple(reader.edges()),
        investments=tuple(reader.investment(iri) for iri in reader.of_kind(INVESTMENTS)),
        agreements=tuple(FoundAgreement(iri, reader.called(iri, PARTIES)) for iri in reader.of_kind(AGREEMENTS)),
    )


class _Reader:
    """The triples by subject, and the records read off them."""

    def __init__(self, index: Index, scheme: Scheme, ontology: Ontology) -> None:
        self.index = index
        self.scheme = scheme
        self.kinds = {iri: self._kind(iri, ontology) for iri in index}
        self.entities = {
            iri: FoundEntity(iri, self.names(iri)[0], kind, self.names(iri)[1:])
            for iri, kind in self.kinds.items()
            if kind in scheme.types and ":" in iri
        }

    def _kind(self, iri: str, ontology: Ontology) -> str:
        stated = (str(getattr(term, "value", "")) for term in self.index[iri].get(TYPE, ()))
        scored = tuple(cls for cls in stated if cls in self.scheme.classes)
        return self.scheme.classes[ontology.most_specific(scored)] if scored else ""

    def of_kind(self, kind: str) -> list[str]:
        return [iri for iri, each in self.kinds.items() if each == kind]

    def edges(self) -> list[FoundEdge]:
        return [
            FoundEdge(subject, self.scheme.edges[predicate], self.entities[target], predicate)
            for iri, subject in self.entities.items()
            for predicate in self.index[iri]
            if predicate in self.scheme.edges
            for target in sorted(_iris(self.index[iri][predicate]))
            if target in self.entities
        ]

    def investment(self, iri: str) -> FoundInvestment:
        amounts, currencies = self.values(iri, AMOUNT), self.values(iri, CURRENCY)
        return FoundInvestment(
            iri=iri,
            investors=self.called(iri, INVESTOR),
            target=next(iter(self.called(iri, TARGET)), ""),
            amount=_number(iri, amounts[0]) if amounts else None,
            currency=str(getattr(currencies[0], "value", "")) if currencies else "",
        )

    def values(self, iri: str, field: str) -> list[Term]:
        properties = self.scheme.fields.get(field, ())
        return [term for each in properties for term in self.index[iri].get(each, ())]

    def called(self, iri: str, field: str) -> tuple[str, ...]:
        """What the things in a field are called; a literal by its text."""
        values = self.values(iri, field)
        named = [each.value if isinstance(each, ox.Literal) else self.names(_iri(each))[0] for each in values]
        return tuple(dict.fromkeys(named))

    def names(self, iri: str) -> tuple[str, ...]:
        """Labels, the English ones first, then alternative labels; the end of the IRI where there is none."""
        stated = self.index.get(iri, {})
        labels = [term for each in (PREFERRED_LABEL, LABEL) for term in stated.get(each, ())]
        labels.sort(key=lambda term: (_language(term) not in _FIRST_LANGUAGES, str(getattr(term, "value", ""))))
        every = [str(getattr(term, "value", "")) for term in (*labels, *stated.get(ALTERNATIVE_LABEL, ()))]
        return tuple(dict.fromkeys(every)) or (re.split(r"[/#]", iri)[-1].replace("-", " "),)


def _iri(term: Term) -> str:
    return str(getattr(term, "value", ""))


def _iris(terms: Iterable[Term]) -> list[str]:
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]


def _language(term: Term) -> str | None:
    return term.language if isinstance(term, ox.Literal) else None


def _number(iri: str, term: Term) -> Decimal:
    text = str(getattr(term, "value", ""))
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise GraphError(f"<{iri}>: its amount should be a plain number, is {text!r}") from error
