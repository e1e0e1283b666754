"""A whole in place of many things: it gives the same node, and wholes of parts give the whole of all."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer, make_gazetteer
from kg.ontology import NAMESPACE, Ontology
from kg.records import Mention, MentionKind, Span
from kg.resolve.identity import Identity
from kg.resolve.known import KNOWN, NAME
from kg.resolve.nodes import known_entry, named_node, with_unnamed_mentions
from kg.resolve.things import LocalThing
from kg.resolve.whole import whole_of

CLASSES = [f"{NAMESPACE}{name}" for name in ("Company", "Organization", "Person", "City", "Technology", "DiseaseArea")]
MINE = "<https://example.org/nordwind>"
KEYS = [f"{NAME}nordwind", f"{NAME}nordwind energy", f"{KNOWN}oslo", f"{KNOWN}norway", f"{KNOWN}{MINE}", f"{KNOWN}gone"]
COUNTS = st.integers(1, 4)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """One that knows a city, a country, and a company of a graph that the user brought."""
    return make_gazetteer(
        [
            ("norway", "Country", "Norway", "", "挪威", "", "", "", "", "9", ""),
            ("oslo", "City", "Oslo", "Kristiania", "", "", "norway", "", "", "5", ""),
            (MINE, "Company", "Nordwind AS", "", "", "", "", "", "", "0", ""),
        ]
    )


def some(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(strategy, max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


def things(document: st.SearchStrategy) -> st.SearchStrategy[LocalThing]:
    return st.builds(
        LocalThing,
        key=st.sampled_from(KEYS),
        document=document,
        published=st.sampled_from(["", "2023", "2024-05-01"]),
        name=st.sampled_from(["Nordwind", "Nordwind Energy", "北风"]),
        cls=st.sampled_from(CLASSES),
        certain=st.booleans(),
        written=st.dictionaries(st.sampled_from(["Nordwind", "Nordwind Energy", "北风"]), COUNTS, min_size=1),
        votes=st.dictionaries(st.sampled_from(CLASSES), COUNTS, min_size=1),
        sure=some(st.sampled_from(CLASSES), 1),
        overruled=st.dictionaries(st.sampled_from(CLASSES), COUNTS, max_size=2),
        stands_alone=st.booleans(),
        mixed_case=st.booleans(),
        proper=st.booleans(),
        defined=some(st.sampled_from(KEYS)),
        shortened=some(st.sampled_from(KEYS)),
        reasons=some(st.sampled_from(["one", "two"])),
        related=some(st.sampled_from(KEYS)),
        near=some(st.sampled_from(KEYS)),
        ties=some(st.sampled_from(KEYS)),
    )


ONE = st.lists(things(st.sampled_from("abcdef")), min_size=1, max_size=8, unique_by=lambda each: each.id)
MENTIONS = st.lists(
    st.builds(
        lambda cls, certain: Mention("m", "a", 0, Span(0, 8), 0, MentionKind.NAME, cls, "Nordwind", "en", certain),
        st.sampled_from(CLASSES),
        st.booleans(),
    ),
    max_size=3,
)


@given(found=ONE, mentions=MENTIONS)
def test_a_whole_gives_the_same_node_as_its_things(found, mentions, ontology: Ontology, gazetteer: Gazetteer) -> None:
    ordered = sorted(found, key=lambda each: each.id)
    many = Identity(ordered[0].id, tuple(ordered), ("because",))
    one = replace(many, things=(whole_of(found),))
    node = named_node(many, ontology, gazetteer)
    assert named_node(one, ontology, gazetteer) == node
    assert known_entry(one.things, gazetteer) == known_entry(many.things, gazetteer)
    assert with_unnamed_mentions(node, one, mentions, ontology, gazetteer) == with_unnamed_mentions(
        node, many, mentions, ontology, gazetteer
    )


@given(data=st.data(), found=ONE)
def test_wholes_of_parts_give_the_whole_of_all_in_any_order(data, found) -> None:
    cuts = sorted({0, len(found), *data.draw(st.lists(st.integers(0, len(found)), max_size=3))})
    ordered = data.draw(st.permutations(found))
    assert whole_of(whole_of(ordered[start:end]) for start, end in pairwise(cuts)) == whole_of(found)


@given(found=ONE)
def test_a_whole_has_nothing_of_what_surrounds_its_things(found) -> None:
    made = whole_of(found)
    assert (made.near, made.related, made.digest) == ((), (), "")
    assert made.order == min(each.order for each in found)


def test_nothing_has_no_whole() -> None:
    with pytest.raises(ValueError, match="no things"):
        whole_of([])
