"""IRIs: readable, unique, and unchanged by what later documents say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.iris import Stem, entity_iris

BASE = "https://example.org/"
STEMS = st.dictionaries(
    st.text(min_size=1, max_size=4),
    st.builds(
        Stem,
        st.tuples(st.sampled_from(["known", "name"]), st.text(max_size=3)),
        st.text(max_size=3),
        st.text(max_size=2),
    ),
    max_size=8,
)


def test_an_iri_is_base_segment_and_slug_of_the_stem() -> None:
    stems = {"k": Stem(("name", "2024"), "nordwind energy", "d")}
    assert entity_iris(BASE, stems, {"k": "org"}) == {"k": "https://example.org/org/nordwind-energy"}


@given(STEMS)
def test_no_two_things_share_an_iri_whatever_their_names(stems: dict[str, Stem]) -> None:
    segments = dict.fromkeys(stems, "org")
    iris = entity_iris(BASE, stems, segments)
    assert iris.keys() == stems.keys()
    assert len(set(iris.values())) == len(stems)
    assert entity_iris(BASE, dict(reversed(stems.items())), segments) == iris


@given(STEMS, STEMS)
def test_what_comes_later_changes_no_iri_that_was_given(earlier: dict[str, Stem], later: dict[str, Stem]) -> None:
    first = {f"1{key}": Stem(("1", *stem.order), stem.text, stem.told_apart) for key, stem in earlier.items()}
    second = {f"2{key}": Stem(("2", *stem.order), stem.text, stem.told_apart) for key, stem in later.items()}
    alone = entity_iris(BASE, first, dict.fromkeys(first, "org"))
    together = entity_iris(BASE, first | second, dict.fromkeys(first | second, "org"))
    assert {root: together[root] for root in alone} == alone


LATER = [
    ("a fuller name", ["Kestrel cooperates with Calder Semiconductor in Leipzig.", "Kestrel Motors cooperates with Calder Semiconductor in Leipzig."]),
    ("a legal form", ["Kestrel Motors grew.", "Kestrel Motors Ltd fell."]),
    ("another of the same name", ["Katrin Lindqvist, chair of Kestrel Motors, spoke.", "Katrin Lindqvist, president of Calder Semiconductor, spoke."]),
    ("other documents", ["Kestrel Motors opened a cable plant in Leipzig.", "Polder Energy opened a cable plant in Leipzig."]),
    ("a fuller name of the owner", ["Kestrel Motors opened a cable plant in Leipzig.", "Kestrel Motors Holding Ltd, known as Kestrel Motors, grew."]),
    ("the same investment again", ["Kestrel Motors invested $40 million in Polder Energy.", "Kestrel Motors Ltd invested $40 million in Polder Energy Ltd."]),
]  # fmt: skip


@pytest.mark.parametrize("texts", [each[1] for each in LATER], ids=[each[0] for each in LATER])
def test_the_iris_of_a_graph_stay_when_a_document_is_added(texts: list[str], road) -> None:
    def iris(graph) -> set[str]:
        return {row[0].value for row in graph.query("SELECT DISTINCT ?a { ?a rdfs:label ?l }").rows}

    assert iris(road.build(*texts[:1])) <= iris(road.build(*texts))


NAMED = [
    ("known things by the gazetteer's name", "The Kingdom of Denmark grew.", "place/denmark"),
    ("the weightiest of namesakes", "A plant opened in Springfield, Missouri.", "place/springfield"),
    ("others with what they lie in", "A plant opened in Springfield, Massachusetts.", "place/springfield-massachusetts"),
    ("without the legal form", "Kestrel Motors GmbH grew.", "org/kestrel-motors"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in NAMED], ids=[each[0] for each in NAMED])
def test_an_iri_is_made_from_what_does_not_change(text: str, expected: str, road) -> None:
    graph = road.build(text)
    assert f"https://w3id.org/kgbuilder/id/{expected}" in {
        row[0].value for row in graph.query("SELECT DISTINCT ?a { ?a rdfs:label ?l }").rows
    }
