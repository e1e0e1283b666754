"""Blocking: names that share something rare are compared, and the work grows with the number of names."""

from __future__ import annotations

import random

from kg.resolve.blocking import LARGEST_BLOCK, candidate_pairs

STARTS = "Al Bren Cor Dal Esk Fen Gar Hol Ist Jur Kel Lor Mar Nor Or Pel Quin Ros Sol Tar".split()
ENDS = "wick dale mark stad holm gate field burg ton vik".split()
KINDS = "energy foods steel motors bank capital pharma logistics group university port authority fund".split()


def generated(count: int, words: int) -> dict[str, list[str]]:
    """Names as companies have them: two words out of so many, and one of few that say what they do."""
    chance = random.Random(7)
    stems = [start + end for start in STARTS for end in ENDS]
    names = set()
    while len(names) < count:
        first, second = (f"{chance.choice(stems)}{chance.randrange(words // len(stems))}" for _ in range(2))
        names.add(f"{first} {second} {chance.choice(KINDS)}".lower())
    return {name: [name] for name in sorted(names)}


def test_the_pairs_compared_grow_about_linearly() -> None:
    # Of names of twice the number half the words are new, or there would be no telling them apart.
    few, many = (len(candidate_pairs(generated(count, words=count))) for count in (1000, 5000))
    assert 1000 < few < 10 * 1000
    assert 4 * few < many < 6 * few


def test_a_name_is_compared_with_a_bounded_number_of_others_also_where_all_are_alike() -> None:
    for count in (1000, 5000):
        pairs = candidate_pairs(generated(count, words=400))
        assert len(pairs) < count * LARGEST_BLOCK


def test_an_acronym_is_compared_with_what_it_may_be_short_for_and_not_with_others_of_its_letters() -> None:
    names = {"a": ["spa"], "b": ["solvik port authority"], "c": ["salten power agency"]}
    assert candidate_pairs(names) == [("a", "b"), ("a", "c")]


def test_names_that_share_nothing_rare_are_not_compared() -> None:
    names = {f"solvik{number} energy": [f"solvik{number} energy"] for number in range(100)}
    assert candidate_pairs(names) == []


def test_what_may_be_one_is_compared() -> None:
    together = [
        ("solvik port authority", "spa"), ("bank of solvik", "bos"), ("solvik foods", "solvik"), ("sol vik", "solvik"),
        ("solvik desalination", "solvik desalinaton"), ("启明动力电池", "启明动力"),
    ]  # fmt: skip
    for one, other in together:
        assert candidate_pairs({"1": [one], "2": [other]}) == [("1", "2")]


def test_aliases_count_and_pairs_come_once_and_in_order() -> None:
    assert candidate_pairs({"b": ["spa", "solvik port"], "a": ["spa", "solvik port"]}) == [("a", "b")]
