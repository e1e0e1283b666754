"""The digest of a set of triples, in one piece and in parts."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.engines.digest import line_digest, summed, triples_digest, written

IRIS = st.sampled_from("abcdef").map(lambda letter: ox.NamedNode(f"https://a.example/{letter}"))
TRIPLES = st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, st.text(max_size=4).map(ox.Literal)))


@given(triples=st.lists(TRIPLES, max_size=12), cut=st.integers(0, 12))
def test_parts_add_up_to_the_whole_in_any_order(triples: list[ox.Triple], cut: int) -> None:
    distinct = list(set(triples))
    parts = (distinct[:cut], distinct[cut:])
    added = summed(summed(line_digest(str(triple)) for triple in part) for part in parts)
    assert written(added) == triples_digest(triples) == triples_digest(reversed(triples))


@given(triples=st.sets(TRIPLES, min_size=1, max_size=12))
def test_another_set_has_another_digest(triples: set[ox.Triple]) -> None:
    assert triples_digest(triples) != triples_digest(triples - {next(iter(triples))})
