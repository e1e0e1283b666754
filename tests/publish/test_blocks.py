"""Turtle by blocks: taken apart and put together it is what the writer makes of all the triples."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.publish.blocks import BlockFile, read_blocks, spliced, write_blocks
from kg.publish.turtle import blocks, write_turtle
from kg.store.prefixes import Shortener, prefixes_of
from tests.publish.test_turtle import GRAPHS


def by_subject(triples: list[ox.Triple]) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        found.setdefault(triple.subject.value, []).append(triple)
    return found


@settings(max_examples=100)
@given(GRAPHS)
def test_a_file_taken_apart_and_put_together_is_the_same(triples: list[ox.Triple]) -> None:
    text = write_turtle(triples).encode()
    file = read_blocks(text)
    assert [file.subject(block) for block in file.blocks] == sorted(by_subject(triples))
    assert write_blocks(file) == text


@settings(max_examples=150)
@given(before=GRAPHS, after=GRAPHS)
def test_a_changed_file_is_one_written_anew(before: list[ox.Triple], after: list[ox.Triple]) -> None:
    names = prefixes_of([*before, *after], {})
    old, new = by_subject(before), by_subject(after)
    gone = {subject for subject in old if set(old[subject]) != set(new.get(subject, ()))}
    come = dict(
        blocks([each for subject in new.keys() - (old.keys() - gone) for each in new[subject]], Shortener(names))
    )
    file = read_blocks(write_turtle(before).encode())
    made = spliced(file, gone, come)
    assert made is not None
    text = write_turtle(after).encode()
    assert write_blocks(BlockFile(read_blocks(text).prefixes, made)) == text


FILE = read_blocks(b"<urn:b>\n    <urn:p> 1 .\n\n<urn:d>\n    <urn:p> 2 .\n")
TEXT = "<urn:c>\n    <urn:p> 3 .\n"


@pytest.mark.parametrize(("gone", "come"), [(["urn:c"], {}), ([], {"urn:d": TEXT}), (["urn:b", "urn:x"], {})])
def test_what_does_not_fit_the_file_is_not_spliced(gone: list[str], come: dict[str, str]) -> None:
    assert spliced(FILE, gone, come) is None
