"""Components: sets that grow by joining, in any order, and keep apart what cannot be one."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.components import Components

PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8)


@given(PAIRS)
def test_sets_do_not_depend_on_the_order_of_joining(pairs: list[tuple[str, str]]) -> None:
    def sets(order: list[tuple[str, str]]) -> dict[str, str]:
        clusters = Components()
        for one, other in order:
            clusters.join(one, other, "because")
        return {key: clusters.find(key) for key in "abcdef"}

    expected = sets(pairs)
    assert sets(pairs[::-1]) == expected
    assert all(root <= key and expected[root] == root for key, root in expected.items())


def test_the_reasons_go_with_the_set() -> None:
    for order in permutations([("a", "b", "one"), ("c", "d", "two"), ("b", "c", "three")]):
        clusters = Components()
        for one, other, reason in order:
            clusters.join(one, other, reason)
        assert clusters.reasons[clusters.find("d")] == {"one", "two", "three"}


def test_what_is_apart_stays_apart_also_by_way_of_others() -> None:
    components = Components(lambda one, other: {one, other} == {"a", "c"})
    assert components.join("a", "b", "alike")
    assert not components.join("b", "c", "alike")
    assert components.find("c") == "c"
    assert components.of("b") == {"a", "b"}
    assert components.reasons[components.find("a")] == {"alike"}
