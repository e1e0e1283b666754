"""Graphs and ontologies written as Turtle, so that a test shows what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ontology import Ontology, load_ontology

PREFIXES = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:test:> .
"""

Read = Callable[[str], frozenset[ox.Triple]]
Extend = Callable[[str], Ontology]


@pytest.fixture(scope="session")
def prefixes() -> str:
    return PREFIXES


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def read() -> Read:
    def parse(turtle: str) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))

    return parse


@pytest.fixture
def extend(tmp_path: Path) -> Extend:
    """An ontology of nothing but the given Turtle."""

    def load(turtle: str) -> Ontology:
        (tmp_path / "own.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return load_ontology(base=tmp_path)

    return load


@pytest.fixture(scope="session")
def show() -> Callable[[Iterable[ox.Triple]], list[str]]:
    """Triples by their local names, sorted."""

    def name(term: object) -> str:
        text = str(getattr(term, "value", term))
        return text.rsplit("#", 1)[-1].removeprefix("urn:test:")

    return lambda triples: sorted(" ".join(name(term) for term in triple) for triple in triples)
