"""The shipped ontology and its scheme, and the gold and graph of one made-up article."""

from __future__ import annotations

import pytest

from kg.evaluate import Scheme, read_scheme
from kg.ontology import Ontology, load_ontology


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def scheme(ontology: Ontology) -> Scheme:
    return read_scheme(ontology)
