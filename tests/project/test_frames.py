"""Compiled frames that are kept: the same as those just compiled, and only for the tools that they were made with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotate.parser import EnglishParser
from kg.extract.frames import PatternIndex, compile_frames
from kg.ontology import Ontology
from kg.project.frames import keep_frames, kept_frames


@pytest.fixture(scope="module")
def frames(ontology: Ontology, parser: EnglishParser) -> PatternIndex:
    return compile_frames(ontology, parser)


def test_what_is_kept_is_what_was_compiled_in_the_same_bytes(frames: PatternIndex, tmp_path: Path) -> None:
    keep_frames(tmp_path / "one", "tools", frames)
    kept = kept_frames(tmp_path / "one", "tools")
    assert kept == frames
    assert kept is not None
    keep_frames(tmp_path / "two", "tools", kept)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_those_of_other_tools_and_damaged_ones_are_not_taken(frames: PatternIndex, tmp_path: Path) -> None:
    file = tmp_path / "frames"
    assert kept_frames(file, "tools") is None
    keep_frames(file, "tools", frames)
    assert kept_frames(file, "other tools") is None
    file.write_bytes(file.read_bytes()[:-1])
    assert kept_frames(file, "tools") is None
