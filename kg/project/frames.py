"""Frames kept on disk as they were compiled, which takes longest of loading, under a digest of what they are compiled from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.extract.frames import Pattern, PatternIndex
from kg.project.codec import Codec
from kg.store.files import write_whole

FRAMES_FILE = "frames"
_VERSION = "kg frames 1"


@dataclass(frozen=True, slots=True)
class _Kept:
    """Patterns, each once, and by the lemma of the trigger which of them."""

    patterns: tuple[Pattern, ...]
    by_trigger: Mapping[str, tuple[int, ...]]


_CODEC = Codec(_Kept)


def kept_frames(file: Path, tools: str) -> PatternIndex | None:
    """What `keep_frames` wrote there for the same tools; None where that is another, or damaged."""
    try:
        head, _, packed = file.read_bytes().partition(b"\n")
        kept = _CODEC.unpack(packed) if head == _head(packed, tools) else None
    except (OSError, ValueError):
        return None
    if kept is None:
        return None
    return PatternIndex({lemma: tuple([kept.patterns[at] for at in found]) for lemma, found in kept.by_trigger.items()})


def keep_frames(file: Path, tools: str, frames: PatternIndex) -> None:
    """Keeps the frames that some tools have. Raises `OutputError`."""
    places: dict[Pattern, int] = {}
    found = {
        lemma: tuple([places.setdefault(pattern, len(places)) for pattern in patterns])
        for lemma, patterns in frames.by_trigger.items()
    }
    packed = _CODEC.pack(_Kept(tuple(places), found))
    write_whole(file, _head(packed, tools) + b"\n" + packed)


def _head(packed: bytes, tools: str) -> bytes:
    return f"{_VERSION} {tools} {hashlib.sha256(packed).hexdigest()}".encode("ascii")
