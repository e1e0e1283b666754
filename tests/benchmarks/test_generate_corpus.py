"""The invented archive: always the same, true to what it says of itself, and like real news in how its names grow."""

from __future__ import annotations

import importlib
import itertools
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
COUNT = 4000


@pytest.fixture(scope="module")
def corpus() -> Iterator[ModuleType]:
    """The module, found as it is where it is run as a script."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module("generate_corpus")
    finally:
        sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def archive(corpus: ModuleType) -> list[tuple[dict, dict]]:
    return list(corpus.articles(COUNT, short=True))


def bytes_of(corpus: ModuleType, folder: Path, count: int, seed: int, short: bool) -> tuple[bytes, bytes]:
    out, truth = folder / "articles.jsonl", folder / "truth.jsonl"
    corpus.write(count, out, truth, seed, short=short)
    return out.read_bytes(), truth.read_bytes()


@pytest.mark.parametrize("short", [True, False])
def test_a_seed_gives_the_same_bytes_always_and_another_gives_others(corpus, tmp_path: Path, short: bool) -> None:
    first = bytes_of(corpus, tmp_path, 60, 1, short)
    assert first == bytes_of(corpus, tmp_path, 60, 1, short)
    other = bytes_of(corpus, tmp_path, 60, 2, short)
    assert all(one != another for one, another in zip(first, other, strict=True))


def test_a_smaller_archive_is_the_beginning_of_a_larger_one(corpus, tmp_path: Path) -> None:
    small, large = (bytes_of(corpus, tmp_path, count, 3, False) for count in (20, 50))
    assert all(whole.startswith(part) and whole != part for part, whole in zip(small, large, strict=True))


@pytest.mark.parametrize("short", [True, False])
def test_names_of_the_truth_stand_in_the_article_and_are_names_of_their_company(corpus, short: bool) -> None:
    for row, truth in corpus.articles(200, seed=5, short=short):
        assert row["id"] == truth["document"]
        assert truth["names"]
        for name, number in truth["names"].items():
            assert name in row["text"]
            assert name in {corpus.company(number, 5).name, corpus.company(number, 5).full}


def test_facts_of_the_truth_are_of_companies_that_the_article_names(corpus) -> None:
    for row, truth in corpus.articles(200, seed=5):
        for subject, relation, target in truth["facts"]:
            assert subject in truth["names"].values()
            if relation == "headquarteredIn":
                assert target == corpus.company(subject, 5).home
                assert row["text"].count(corpus.company(subject, 5).name)
            else:
                assert target in truth["names"].values()
                assert target != subject


def test_companies_of_different_numbers_are_written_differently(corpus) -> None:
    assert len({corpus.company(number, 1).name for number in range(5000)}) == 5000


def test_reports_of_one_event_say_the_same_of_the_same(archive) -> None:
    facts: dict[int, object] = {}
    for _, truth in archive:
        assert facts.setdefault(truth["event"], truth["facts"]) == truth["facts"]
    first = [truth["event"] == number for number, (_, truth) in enumerate(archive)]
    assert 0.27 < 1 - sum(first) / COUNT < 0.33


def test_names_grow_as_a_power_of_the_number_of_articles(corpus) -> None:
    """Heaps' law: ten times as many draws know about ten to the power of 1 / EXPONENT times as many companies."""
    random, seen, known = Random(1), set(), {}
    for number in range(1, 200_001):
        seen.add(corpus.drawn(random))
        known[number] = len(seen)
    assert math.log10(known[200_000] / known[20_000]) == pytest.approx(1 / corpus.EXPONENT, abs=0.02)


def test_the_most_famous_company_is_in_about_every_hundredth_article(archive) -> None:
    articles = Counter(number for _, truth in archive for number in set(truth["names"].values()))
    (_, most), *_ = articles.most_common(1)
    assert COUNT / 100 < most < COUNT / 40
    assert Counter(articles.values()).most_common(1)[0][0] <= 2


def test_groups_are_small_trees_with_one_owner_each(corpus) -> None:
    def owners(number: int) -> Iterator[int]:
        while (number := corpus.owner(number)) is not None:
            yield number

    above = {number: list(owners(number)) for number in range(1000)}
    assert max(map(len, above.values())) == 2
    assert len({chain[-1] for chain in above.values() if chain}) == 1000 / corpus.GROUP
    owned = Counter(chain[0] for chain in above.values() if chain)
    assert max(owned.values()) == corpus.SUBSIDIARIES


def test_what_is_said_to_be_a_subsidiary_is_one(corpus, archive) -> None:
    said = [fact for _, truth in archive for fact in truth["facts"] if fact[1] == "subsidiaryOf"]
    assert len(said) > COUNT / 10
    assert all(corpus.owner(second) == first for first, _, second in said)


def test_rows_are_what_kg_reads(corpus, tmp_path: Path) -> None:
    from kg.read import read
    from kg.records import Document

    corpus.write(10, tmp_path / "articles.jsonl", None)
    rows = list(map(json.loads, (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()))
    for row, document in itertools.zip_longest(rows, read([tmp_path / "articles.jsonl"])):
        assert isinstance(document, Document)
        assert document.id.startswith(row["id"])
        assert document.title == row["title"]
        assert document.text.strip()
