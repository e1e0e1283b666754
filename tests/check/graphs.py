"""Graphs made at random over the small ontology, most of them wrong in several ways."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.ontology import load_ontology

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
    *(ox.Literal(text, datatype=_DECIMAL) for text in ("1.5", "-2", "1.", "+3.0", "two", "", "1e3")),
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
