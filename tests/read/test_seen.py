"""The set of ids that have come before says what a set of strings says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.read.seen import SeenIds


@given(st.lists(st.text(max_size=3)))
def test_an_id_is_new_once(identifiers: list[str]) -> None:
    seen, expected = SeenIds(), set[str]()
    for identifier in identifiers:
        assert seen.add(identifier) == (identifier not in expected)
        expected.add(identifier)


def test_it_grows_and_forgets_nothing() -> None:
    seen = SeenIds()
    assert all(seen.add(f"article-{number}") for number in range(10_000))
    assert not any(seen.add(f"article-{number}") for number in range(10_000))
