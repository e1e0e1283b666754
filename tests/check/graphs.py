"""Graphs made at random over the small ontology, most of them wrong in several ways."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.ontology import Ontology, load_ontology

SMALL_FOLDER = Path(__file__).parent / "small"
SMALL = load_ontology(base=SMALL_FOLDER)
TEST = "urn:test:"
XSD = "http://www.w3.org/2001/XMLSchema#"


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(TEST + name)


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_THINGS = [*(term(name) for name in "abcdefg"), ox.BlankNode("h")]
_VALUES = [ox.Literal("AB"), ox.Literal("ab"), ox.Literal("AB", language="en"), ox.Literal("", language="en")]
_PRICES = [
    *(ox.Literal(text, datatype=_DECIMAL) for text in ("1.5", "-2", "7", "1.", "+3.0", "two", "", "1e3")),
    ox.Literal(7),
    ox.Literal("7"),
]


def _edges(predicates: list[ox.NamedNode], values: list[ox.Literal]) -> st.SearchStrategy[ox.Triple]:
    things = st.sampled_from(_THINGS)
    ends = st.one_of(things, things, st.sampled_from(values)) if values else things
    return st.builds(ox.Triple, things, st.sampled_from(predicates), ends)


_TYPES = st.builds(
    ox.Triple,
    st.sampled_from(_THINGS),
    st.just(_TYPE),
    st.sampled_from([term(name) for name in ("Firm", "Bank", "Town", "Deal")]),
)
_TRIPLES = st.one_of(
    _TYPES,
    _edges([term(name) for name in ("owns", "seat", "buyer", "lender")], []),
    _edges([term("lender"), term("owns"), term("code"), _LABEL], _VALUES),
    st.builds(ox.Triple, st.sampled_from(_THINGS), st.just(term("price")), st.sampled_from(_PRICES)),
)


def graphs(*, least: int = 0, most: int = 40) -> st.SearchStrategy[frozenset[ox.Triple]]:
    """Sets of so many triples."""
    return st.frozensets(_TRIPLES, min_size=least, max_size=most)


_DATES = [
    ("2024-02-29", "date"),
    ("2023-02-29", "date"),
    ("2024-05-31Z", "date"),
    ("2024-05", "gYearMonth"),
    ("2024-13", "gYearMonth"),
    ("2024", "gYear"),
    ("24", "gYear"),
    ("-0044", "gYear"),
    ("2024-05-31", "gYear"),
    ("EUR", "string"),
    ("1", "boolean"),
    ("yes", "boolean"),
    ("0.9", "double"),
    ("INF", "double"),
    ("2024-05-31T24:00:00", "dateTime"),
    ("http://example.org/", "anyURI"),
]


def graphs_of(ontology: Ontology) -> st.SearchStrategy[frozenset[ox.Triple]]:
    """Large graphs of things of all classes, with any property between them and values of many kinds."""
    things = [term(f"thing-{number}") for number in range(30)]
    classes = [ox.NamedNode(iri) for iri, each in ontology.classes.items() if not each.union]
    values = [*_VALUES, *_PRICES, *(ox.Literal(text, datatype=ox.NamedNode(XSD + kind)) for text, kind in _DATES)]
    typed = st.builds(ox.Triple, st.sampled_from(things), st.just(_TYPE), st.sampled_from(classes))
    stated = st.builds(
        ox.Triple,
        st.sampled_from(things),
        st.sampled_from([_LABEL, *map(ox.NamedNode, ontology.properties)]),
        st.one_of(st.sampled_from(things), st.sampled_from([*values, *map(ox.NamedNode, ontology.statuses)])),
    )
    return st.frozensets(st.one_of(typed, stated), min_size=150, max_size=300)
