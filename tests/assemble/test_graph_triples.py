"""What stands in the graph: types, names, and an edge for what is affirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kg.assemble import graph_triples
from kg.assemble.vocabulary import ALTERNATIVE_LABEL, EXACT_MATCH, LABEL, TYPE
from kg.ontology import ENTITY_BASE, NAMESPACE
from kg.records import Entity, Polarity, Value

VELMAR = ENTITY_BASE + "org/velmar"


def facts(graph: Any, subject: str, predicate: str) -> list[str]:
    found = [each.object for each in graph if each.subject.value == subject and each.predicate.value == predicate]
    return sorted(str(each) for each in found)


def test_an_entity_has_its_own_class_and_its_names_with_languages(entities: Mapping[str, Entity]) -> None:
    graph = graph_triples((), entities)
    assert facts(graph, VELMAR, TYPE.value) == [f"<{NAMESPACE}Company>"]
    assert facts(graph, VELMAR, LABEL.value) == ['"Velmar"@en']
    assert facts(graph, VELMAR, ALTERNATIVE_LABEL.value) == ['"Velmar AG"@en', '"维尔玛"@zh']


def test_a_name_of_unknown_language_still_carries_a_tag() -> None:
    entity = Entity(VELMAR, NAMESPACE + "Company", ("Velmar", ""), (("Velmar", ""),))
    assert [str(each.object) for each in graph_triples((), {VELMAR: entity}) if each.predicate != TYPE] == [
        '"Velmar"@und'
    ]


@pytest.mark.parametrize(
    ("polarity", "edges"),
    [
        (Polarity.AFFIRMED, [f"<{ENTITY_BASE}org/orlin>"]),
        (Polarity.NEGATED, []),
        (Polarity.HYPOTHETICAL, []),
    ],
)
def test_only_what_is_affirmed_becomes_an_edge(polarity: Polarity, edges: list[str], propose: Any) -> None:
    graph = graph_triples([propose("org/velmar", "supports", "org/orlin", polarity=polarity)], {})
    assert facts(graph, VELMAR, NAMESPACE + "supports") == edges


def test_a_literal_is_written_in_its_one_form(propose: Any) -> None:
    value = Value("12500000", "http://www.w3.org/2001/XMLSchema#decimal")
    graph = graph_triples([propose("investment/velmar-1", "amount", value)], {})
    assert [each.object.value for each in graph] == ["12500000.0"]


def test_what_an_entity_is_elsewhere_is_an_exact_match() -> None:
    elsewhere = "http://www.wikidata.org/entity/Q35"
    entity = Entity(ENTITY_BASE + "place/denmark", NAMESPACE + "Country", ("Denmark", "en"), same_as=(elsewhere,))
    assert facts(graph_triples((), {entity.iri: entity}), entity.iri, EXACT_MATCH.value) == [f"<{elsewhere}>"]
