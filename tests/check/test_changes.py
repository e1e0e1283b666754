"""What is said after a change is what the whole validation says, wherever the change was."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.check.results
from kg.check import Violation, check_changes, check_graph
from kg.ontology import Ontology
from tests.check.graphs import SMALL, graphs

SOUND = """
:a a :Bank ; rdfs:label "A"@en ; :seat :t . :t a :Town ; rdfs:label "T"@en .
:d a :Deal ; rdfs:label "D"@en ; :lender :a ; :buyer :a ; :price 1.5 .
:e a :Firm ; rdfs:label "E"@en ; :owns :a ; :seat :t .
"""


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_after_any_change_the_same_is_said_as_of_the_whole(data: st.DataObject) -> None:
    before = data.draw(graphs(least=10))
    gone = data.draw(st.frozensets(st.sampled_from(sorted(before, key=str)), max_size=4))
    after = (before - gone) | data.draw(graphs(most=4))
    said = check_changes(after, before ^ after, check_graph(before, SMALL), SMALL)
    assert said == check_graph(after, SMALL)


@pytest.mark.parametrize(
    ("gone", "come", "at"),
    [
        (":t rdfs:label 'T'@en .", "", {"t"}),
        (":t a :Town .", "", {"a", "d", "e"}),
        (":d :price 1.5 .", "", {"a"}),
        (":a a :Bank .", ":a a :Firm .", {"a"}),
        ("", ":e :owns :e .", {"e"}),
        ("", ":t a :Firm .", {"t"}),
        ("", ":e :seat :u . :u a :Town ; rdfs:label 'U'@en .", {"e"}),
        (":d :lender :a .", "", {"a"}),
    ],
    ids=["own", "class of a value", "node of a value", "target", "loop", "disjoint", "functional", "inverse"],
)
def test_a_change_is_felt_where_shapes_look(gone: str, come: str, at: set[str], read: Any) -> None:
    sound = read(SOUND)
    after = (sound - read(gone)) | read(come)
    assert check_graph(sound, SMALL) == ()
    said = check_changes(after, sound ^ after, (), SMALL)
    assert {each.focus.removeprefix("urn:test:") for each in said} == at
    assert said == check_graph(after, SMALL)
    assert check_changes(sound, sound ^ after, said, SMALL) == ()


def test_what_was_said_elsewhere_is_kept(read: Any) -> None:
    elsewhere = Violation("urn:test:elsewhere", "urn:p", "", "said before")
    sound, more = read(SOUND), read(":f a :Firm ; rdfs:label 'F'@en .")
    assert check_changes(sound | more, more, [elsewhere], SMALL) == (elsewhere,)


def test_more_than_what_changed_does_no_harm(read: Any) -> None:
    graph = read(SOUND + ":b a :Bank .")
    assert check_changes(graph, graph, (), SMALL) == check_graph(graph, SMALL)


def test_where_nothing_changed_nothing_is_looked_at(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (Violation("urn:test:x", "urn:p", "", "wrong"),)
    monkeypatch.setattr(kg.check.results, "suspects", None)
    assert check_changes(read(SOUND), (), said, SMALL) == said


def test_a_store_is_asked_like_triples(read: Any) -> None:
    graph, gone = read(SOUND), read(":t a :Town .")
    store = ox.Store()
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in graph - gone)
    assert check_changes(store, gone, (), SMALL) == check_graph(graph - gone, SMALL)


def test_a_change_far_from_the_rest_looks_at_little(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    many = read("".join(f":n{each} a :Town ; rdfs:label 'N'@en . " for each in range(200)))
    more = read(":n1 rdfs:label 'One'@en .")
    looked_at: list[frozenset[ox.Triple]] = []
    suspects = kg.check.results.suspects

    def watched(triples: Any, shapes: Any) -> Any:
        looked_at.append(frozenset(triples) & many)
        return suspects(triples, shapes)

    monkeypatch.setattr(kg.check.results, "suspects", watched)
    assert check_changes(many | more, more, (), SMALL) == ()
    assert [len(each) for each in looked_at] == [2]


@pytest.mark.parametrize(
    "shape",
    [
        ":S a sh:NodeShape ; sh:targetClass :Firm ; sh:property [ sh:path [ sh:oneOrMorePath :owns ] ; sh:class :Bank ] .",
        """:S a sh:NodeShape ; sh:targetClass :Firm ; sh:sparql [ sh:message "no bank"@en ;
            sh:select "SELECT $this { FILTER NOT EXISTS { ?bank a <urn:test:Bank> } }" ] .""",
    ],
    ids=["a path of any length", "SPARQL"],
)
def test_shapes_that_look_anywhere_are_held_against_the_whole(shape: str, small_with: Any, read: Any) -> None:
    ontology: Ontology = small_with(shape)
    before = read(SOUND + ":b a :Firm ; rdfs:label 'B'@en ; :owns :c . :c a :Bank ; rdfs:label 'C'@en ; :owns :a .")
    after = before - read(":a a :Bank . :c a :Bank .")
    said = check_graph(before, ontology)
    assert check_changes(after, before ^ after, said, ontology) == check_graph(after, ontology)
    assert {each.focus for each in check_graph(after, ontology)} > {each.focus for each in said}


def test_a_class_that_moves_is_held_against_the_whole(read: Any) -> None:
    graph, moved = (
        read(SOUND + ":g a :Kiosk ; rdfs:label 'G'@en . :e :owns :g ."),
        read(":Kiosk rdfs:subClassOf :Firm ."),
    )
    assert [each.value for each in check_graph(graph, SMALL)] == ["urn:test:g"]
    assert check_changes(graph | moved, moved, check_graph(graph, SMALL), SMALL) == ()
