"""Inputs in parts that can be read apart, on any machine that sees the files: a file, or some lines or rows of a large one.

The parts in their order give the documents of `read` in theirs, under the same names.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KgError
from kg.read.documents import read_source, with_sidecar
from kg.read.inputs import PARQUET, Source, find_sources, kind_of
from kg.read.jsonl import read_jsonl
from kg.read.parquet import read_parquet, row_groups
from kg.records import Document, ReadFailure

# About 500 articles: half a minute of work.
PART_SIZE = 1_000_000
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file to read and the name it goes by; of one of lines or rows the bytes or row groups from `start` to `stop`.

    `first` is the number of the first line or row, `stop` 0 where the whole file is meant. `size` is about what is read, in bytes.
    """

    name: str
    path: str
    size: int
    first: int = 1
    start: int = 0
    stop: int = 0


def parts_of(
    inputs: Sequence[str | Path], *, size: int = PART_SIZE, root: Path = Path()
) -> tuple[list[Part], list[ReadFailure]]:
    """The parts that inputs come to, in order, and what leads nowhere; standard input is no such part."""
    parts: list[Part] = []
    failures: list[ReadFailure] = []
    for source in find_sources(inputs, root=root):
        if isinstance(source, ReadFailure):
            failures.append(source)
        elif source.path is None:
            failures.append(ReadFailure(source.name, "it cannot be read on several machines; write it to a file"))
        else:
            parts += _parts(source, source.path.resolve(), size)
    return parts, failures


def read_part(part: Part) -> Iterator[Document | ReadFailure]:
    """The documents of a part; whatever is wrong with it ends here."""
    path = Path(part.path)
    if not part.stop:
        yield from read_source(Source(part.name, path))
        return
    try:
        if kind_of(path) == PARQUET:
            groups = range(part.start, part.stop)
            yield from with_sidecar(path, read_parquet(path, part.name, groups=groups, first=part.first))
        else:
            lines = _lines(path, part.start, part.stop)
            yield from with_sidecar(path, read_jsonl(lines, part.name, first=part.first))
    except (KgError, OSError) as error:
        yield ReadFailure(f"{part.name}:{part.first}", str(error))


def _parts(source: Source, path: Path, size: int) -> list[Part]:
    whole = Part(source.name, str(path), 0)
    # Where it cannot be looked into, whoever reads it says what is wrong.
    with contextlib.suppress(KgError, OSError):
        whole = replace(whole, size=path.stat().st_size)
        if whole.size > size and kind_of(path) == ".jsonl":
            return list(_stretches(whole, size))
        if whole.size > size and kind_of(path) == PARQUET:
            return list(_groups(whole, size))
    return [whole]


def _stretches(whole: Part, size: int) -> Iterator[Part]:
    """A file of lines in stretches of at least a size, each from the start of a line to the end of one."""
    start, first, lines, place = 0, 1, 0, 0
    with Path(whole.path).open("rb") as file:
        while piece := file.read(_PIECE):
            at = 0
            while (end := piece.find(b"\n", at)) >= 0:
                at = end + 1
                lines += 1
                if place + at - start >= size:
                    yield Part(whole.name, whole.path, place + at - start, first, start, place + at)
                    start, first = place + at, lines + 1
            place += len(piece)
    if place > start:
        yield Part(whole.name, whole.path, place - start, first, start, place)


def _groups(whole: Part, size: int) -> Iterator[Part]:
    """A Parquet file in runs of row groups of about a size."""
    rows = row_groups(Path(whole.path))
    each = whole.size // max(1, len(rows))
    run = max(1, size // max(1, each))
    first = 1
    for start in range(0, len(rows), run):
        stop = min(start + run, len(rows))
        yield Part(whole.name, whole.path, each * (stop - start), first, start, stop)
        first += sum(rows[start:stop])


def _lines(path: Path, start: int, stop: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while file.tell() < stop and (line := file.readline()):
            yield line
