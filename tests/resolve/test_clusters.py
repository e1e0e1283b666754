"""Which keys may meet: names that could be one are connected, all others have nothing to do with one another."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.blocking import LARGEST_BLOCK
from kg.resolve.clusters import Cluster, clusters_of
from kg.resolve.known import NAME
from kg.resolve.things import LocalThing
from tests.resolve.test_blocking import generated

MEETING = [
    ("a short form", "Nordwind Energy", "Nordwind"),
    ("a surname", "Katrin Lindqvist", "Lindqvist"),
    ("an acronym", "Solvik Port Authority", "SPA"),
    ("other spaces", "Nord Wind Energy", "Nordwind Energy"),
    ("words turned round", "University of Solvik", "Solvik University"),
    ("a shorter word", "Nordwind Pharma", "Nordwind Pharmaceuticals"),
    ("a letter amiss", "Nordwind Electronics", "Nordwind Electroncs"),
    ("a Chinese short form", "北风能源集团", "北风能源"),
]
NOT_MEETING = [
    ("one word in common", "Nordwind Energy", "Nordwind Foods"),
    ("nothing in common", "Nordwind Energy", "Kestrel Motors"),
    ("another number", "Nordwind Fund II", "Nordwind Fund III"),
    ("other letters", "Solvik Port Authority", "SPB"),
]


def thing(name: str, document: str = "news", **more) -> LocalThing:
    key = NAME + name.lower()
    return LocalThing(key, document, "", name, "", True, {name: 1}, {"": 3}, **more)


def clusters(gazetteer: Gazetteer, *things: LocalThing) -> list[Cluster]:
    return clusters_of(things, gazetteer)


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in MEETING], ids=[each[0] for each in MEETING])
def test_names_that_could_be_of_one_thing_meet(one: str, other: str, gazetteer) -> None:
    (cluster,) = clusters(gazetteer, thing(one), thing(other))
    assert len(cluster.pairs) == 1
    assert {each.name for each in cluster.things} == {one, other}


@pytest.mark.parametrize(("one", "other"), [each[1:] for each in NOT_MEETING], ids=[each[0] for each in NOT_MEETING])
def test_names_that_could_not_do_not_meet(one: str, other: str, gazetteer) -> None:
    assert [each.pairs for each in clusters(gazetteer, thing(one), thing(other))] == [(), ()]


def test_a_name_that_a_text_defines_meets_the_other(gazetteer) -> None:
    defining = thing("Nordwind Energy", defined=(f"{NAME}halvorsen",))
    (cluster,) = clusters(gazetteer, defining, thing("Halvorsen", "later"))
    assert cluster.pairs == ((f"{NAME}halvorsen", f"{NAME}nordwind energy"),)


def test_things_of_one_key_are_in_one_cluster_in_the_order_of_ids(gazetteer) -> None:
    found = [thing("Nordwind", document) for document in ("c", "a", "b")]
    (cluster,) = clusters(gazetteer, *found)
    assert [each.document for each in cluster.things] == ["a", "b", "c"]


def test_a_block_counts_names_and_not_how_many_documents_use_them(gazetteer) -> None:
    used = [thing("Nordwind", f"news{number}") for number in range(2 * LARGEST_BLOCK)]
    (cluster,) = clusters(gazetteer, *used, thing("Nordwind Energy"))
    assert len(cluster.pairs) == 1


def test_clusters_stay_small_where_names_share_words(gazetteer) -> None:
    names = generated(1000, words=1000)
    sizes = [len(each.things) for each in clusters_of([thing(name) for name in names], gazetteer)]
    assert sum(sizes) == 1000
    assert max(sizes) <= 10
