"""Identity on the scratch database: the same sets, roots and reasons as in memory, in whatever order documents come."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engines.archive import identity as stored_identity
from kg.engines.archive import settling as stored_settling
from kg.engines.archive.identity import IDENTITY, identify_stored
from kg.engines.archive.scratch import scratch_database
from kg.gazetteer import Gazetteer
from kg.ontology import NAMESPACE
from kg.read import read
from kg.records import Document
from kg.resolve.blocking import LARGEST_BLOCK
from kg.resolve.identity import Identity, identify
from kg.resolve.known import KNOWN, NAME
from kg.resolve.resolve import matcher_of
from kg.resolve.settling import Matcher
from kg.resolve.things import DocumentThings, LocalThing
from kg.resolve.whole import whole_of
from kg.resolve.within import thing_reader
from tests.resolve.test_identify import corpora

COMPANY, CITY = f"{NAMESPACE}Company", f"{NAMESPACE}City"
TEXTS = Path(__file__).resolve().parents[2] / "identity" / "articles"


@pytest.fixture(scope="module")
def matcher(ontology, gazetteer: Gazetteer) -> Matcher:
    return matcher_of(thing_reader(ontology, gazetteer))


def in_memory(documents: Iterable[DocumentThings], matcher: Matcher) -> tuple[dict, dict]:
    """The root of each thing, and each identity with one thing that stands for all."""
    found = identify([thing for document in documents for thing in document.things], matcher).all
    roots = {(thing.document, thing.key): each.root for each in found for thing in each.things}
    return roots, {each.root: replace(each, things=(whole_of(each.things),)) for each in found}


def on_disk(documents: Iterable[DocumentThings], matcher: Matcher) -> tuple[dict, dict[str, Identity]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        scratch_database(Path(folder) / "scratch.sqlite") as database,
    ):
        identify_stored(database, iter(documents), matcher)
        roots = {(document, key): root for document, key, root in database.execute("SELECT * FROM thing_root")}
        identities = {root: IDENTITY.unpack(packed) for root, packed in database.execute("SELECT * FROM identity")}
        assert database.execute("SELECT count(*) FROM sqlite_temp_schema").fetchone() == (0,)
    return roots, identities


def documents_of(things: Iterable[LocalThing]) -> list[DocumentThings]:
    """Things by document."""
    by_document: dict[str, list[LocalThing]] = {}
    for thing in things:
        by_document.setdefault(thing.document, []).append(thing)
    return [
        DocumentThings(name, tuple(sorted(found, key=lambda each: each.key)), {}) for name, found in by_document.items()
    ]


@given(data=st.data(), corpus=corpora(most=10))
@settings(max_examples=100)
def test_things_made_up_are_put_together_as_in_memory(data, corpus, matcher: Matcher) -> None:
    documents = documents_of(thing for things in corpus.values() for thing in things)
    expected = in_memory(documents, matcher)
    assert on_disk(data.draw(st.permutations(documents)), matcher) == expected


def test_the_things_of_texts_are_put_together_as_in_memory(road, matcher: Matcher) -> None:
    reader = thing_reader(matcher.ontology, matcher.gazetteer)
    texts = [each for each in read([TEXTS]) if isinstance(each, Document)]
    documents = [reader.things_of(road.extractor.extract(each)) for each in road.annotator.annotate(texts)]
    assert len(documents) > 50
    assert on_disk(documents, matcher) == in_memory(documents, matcher)


def test_a_large_corpus_is_put_together_as_in_memory(matcher: Matcher) -> None:
    documents = generated(400, matcher.gazetteer)
    expected = in_memory(documents, matcher)
    reasons = [reason for each in expected[1].values() for reason in each.reasons]
    # It has all that makes names one, or the comparison says little.
    for part in ("in the gazetteer", "may be short for", "is another name of", "but for legal form"):
        assert any(part in reason for reason in reasons), part
    # What the gazetteer knows may be in a cluster too.
    assert any(
        each.root.startswith(KNOWN) and "another name of" in "".join(each.reasons) for each in expected[1].values()
    )
    assert on_disk(documents, matcher) == expected


def test_it_makes_no_difference_how_much_is_kept_at_hand(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = generated(100, matcher.gazetteer)
    monkeypatch.setattr(stored_settling, "_KEPT", 3)
    monkeypatch.setattr(stored_identity, "_KEPT", 1)
    assert on_disk(documents, matcher) == in_memory(documents, matcher)


def test_blocks_that_tell_nothing_apart_are_passed_over_as_in_memory(matcher: Matcher) -> None:
    names = [f"Nordwind {chr(ord('A') + number // 26)}{chr(ord('a') + number % 26)}x" for number in range(60)]
    assert len(names) > LARGEST_BLOCK
    documents = documents_of(thing_of(name, f"news-{number % 20}") for number, name in enumerate([*names, "Nordwind"]))
    assert on_disk(documents, matcher) == in_memory(documents, matcher)


def test_no_documents_have_no_identities(matcher: Matcher) -> None:
    assert on_disk([], matcher) == ({}, {})


def thing_of(name: str, document: str, cls: str = COMPANY, key: str = "", **more) -> LocalThing:
    return LocalThing(
        key or f"{NAME}{name.lower().removesuffix(' ag')}", document, "", name, cls, True, {name: 1}, {cls: 3}, (cls,), **more
    )  # fmt: skip


def generated(count: int, gazetteer: Gazetteer) -> list[DocumentThings]:
    """Documents of a world of companies, some famous, in cities that the gazetteer knows and that texts call one way or other."""
    choose = random.Random(7)
    oslo = gazetteer.lookup("Oslo")[0].id
    trades = ("Energy", "Foods", "Motors", "Shipping", "Pharma", "Pharmaceuticals")
    stems = [
        f"{a}{b}{c}" for a in ("Bal", "Nor", "Kes", "Pol") for b in ("do", "ri", "ka") for c in ("wind", "mar", "n")
    ]
    made = []
    for number in range(count):
        document = f"news-{number:03}"
        stem = stems[int(len(stems) * choose.random() ** 2)]
        trade = trades[sum(map(ord, stem)) % len(trades)] if choose.random() < 0.7 else choose.choice(trades)
        name = f"{stem} {trade}"
        defined = (f"{NAME}{stem[0].lower()}{trade[0].lower()}x",) if choose.random() < 0.1 else ()
        written = name + choose.choice(("", "", " AG"))
        inside = [(f"{NAME}{name.lower()}", written, COMPANY, defined)]
        if choose.random() < 0.3:
            inside[0] = (f"{NAME}{stem.lower()}", stem, COMPANY, ())
        if choose.random() < 0.1:
            inside.append((f"{NAME}{stem[0].lower()}{trade[0].lower()}x", f"{stem[0]}{trade[0]}X", COMPANY, ()))
        tiger = (f"{NAME}tiger city",) if choose.random() < 0.1 else ()
        inside.append((f"{KNOWN}{oslo}", choose.choice(("Oslo", "Kristiania")), CITY, tiger))
        if choose.random() < 0.1:
            inside.append((f"{NAME}tiger city", "Tiger City", CITY, ()))
        inside.append((f"{NAME}{choose.choice(stems).lower()} bank", "Some Bank", COMPANY, ()))
        keys = {key: each for each in inside if (key := each[0])}
        made += [
            thing_of(
                spelled, document, cls, key, defined=also,
                near=tuple(sorted(keys.keys() - {key})), related=tuple(sorted(keys.keys() - {key}))[:1],
            )
            for key, spelled, cls, also in keys.values()
        ]  # fmt: skip
    return documents_of(made)
