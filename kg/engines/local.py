"""The pipeline on one machine: documents in partitions, read by as many processes as it has processors, then put together.

What a partition says is on disk before it counts as done. A worker that dies costs its unfinished partitions, which are read
again; so does a run that is stopped, when the same command is given again.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.engines.extraction import SlowDocument, extract_surely
from kg.engines.partition import Partition, partitions, read_partition
from kg.engines.processes import Died, run
from kg.engines.tools import ToolFiles, loaded_tools
from kg.extract.extract import Extraction
from kg.pipeline import Progress
from kg.project.lock import build_lock
from kg.read import read
from kg.records import Document, ReadFailure

# So few documents are read sooner by this process than by others, which have to be started.
FEW = 64


@dataclass(frozen=True, slots=True)
class Extracted:
    """What documents say, in no order that counts; what could not be read, and what took long to."""

    extractions: Iterable[Extraction]
    failures: tuple[ReadFailure, ...] = ()
    slow: tuple[SlowDocument, ...] = ()


@contextmanager
def extracted(
    inputs: Sequence[str | Path], tools: ToolFiles, *, work: Path, jobs: int, progress: Progress | None = None
) -> Iterator[Extracted]:
    """What the documents at the inputs say (see `kg.read.read`), by `jobs` processes, the same whatever their number.

    More than a few documents go through files in the folder `work`, which is there for as long as the context lasts, and
    longer where it ends by an error: the next run then goes on from there. Raises `ProjectError` where another run has it.
    """
    report = progress or _silent
    failures: list[ReadFailure] = []
    documents = _documents(read(inputs), failures, report)
    first = list(itertools.islice(documents, FEW + 1))
    if len(first) <= FEW:
        report("loading", 0, None)
        yield _here(first, failures, tools, report)
    else:
        with build_lock(work / "lock", str(work)):
            yield _spread(itertools.chain(first, documents), failures, tools, work, jobs, report)
    shutil.rmtree(work, ignore_errors=True)


def working_folder(out: Path) -> Path:
    """Where a build that writes to `out` keeps what it has read so far."""
    whole = out.resolve()
    return whole.parent / f".{whole.name}.unfinished"


def _documents(
    found: Iterable[Document | ReadFailure], failures: list[ReadFailure], report: Progress
) -> Iterator[Document]:
    """The documents, and aside what could not be read."""
    number = 0
    for each in found:
        if isinstance(each, ReadFailure):
            failures.append(each)
        else:
            number += 1
            report("reading", number, None)
            yield each


def _here(documents: Sequence[Document], failures: list[ReadFailure], tools: ToolFiles, report: Progress) -> Extracted:
    """What documents say, read by this process."""
    extractions, slow = [], []
    loaded = loaded_tools(tools, tools.digest()) if documents else None
    for each in extract_surely(documents, loaded) if loaded else ():
        if isinstance(each, ReadFailure):
            failures.append(each)
        elif isinstance(each, SlowDocument):
            slow.append(each)
        else:
            extractions.append(each)
            report("extracting", len(extractions), len(documents))
    return Extracted(extractions, tuple(failures), tuple(slow))


def _spread(
    documents: Iterable[Document],
    failures: list[ReadFailure],
    tools: ToolFiles,
    work: Path,
    jobs: int,
    report: Progress,
) -> Extracted:
    """What documents say, read by workers, a partition at a time."""
    planned = list(partitions(documents, work, tools, tools.digest()))
    done = [*_read_all(planned, jobs, failures, report)]
    slow = [each for partition in done for each in partition.slow()]
    failures += [each for partition in done for each in partition.failures()]
    return Extracted(
        (extraction for partition in done for extraction in partition.extractions()), tuple(failures), tuple(slow)
    )


def _read_all(
    planned: Sequence[Partition], jobs: int, failures: list[ReadFailure], report: Progress
) -> Iterator[Partition]:
    """The partitions, done; one that no worker survives comes in parts, without the documents that kill."""
    total = sum(partition.size for partition in planned)
    finished = 0
    for partition in _results(planned, jobs):
        if isinstance(partition, Died):
            reason = "reading it ends the process each time; it may need more memory than there is"
            failures += [ReadFailure(document.name, reason) for document in partition.task.documents()]
            continue
        finished += partition.size
        report("extracting", finished, total)
        yield partition


def _results(planned: Sequence[Partition], jobs: int) -> Iterator[Partition | Died[Partition]]:
    if jobs == 1:
        yield from map(read_partition, planned)
        return
    for each in run(planned, read_partition, jobs):
        if isinstance(each, Died) and each.task.size > 1:
            # It is known to kill: each of its documents is run with nothing beside it.
            yield from run(each.task.split(), read_partition, 1)
        else:
            yield each


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
