"""Graphs as Turtle, and the shipped ontology."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ontology import Ontology, load_ontology
from tests.check.graphs import SMALL_FOLDER

PREFIXES = """
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:test:> .
"""

Read = Callable[[str], frozenset[ox.Triple]]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def read() -> Read:
    def parse(turtle: str) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))

    return parse


@pytest.fixture(scope="session")
def prefixes() -> str:
    return PREFIXES


@pytest.fixture
def small_with(tmp_path: Path) -> Callable[[str], Ontology]:
    """The small ontology with some Turtle laid over it."""

    def load(turtle: str) -> Ontology:
        path = tmp_path / "own.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return load_ontology([path], base=SMALL_FOLDER)

    return load
