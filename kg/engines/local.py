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

from kg.correct.records import Correction
from kg.engines.batch import batches, read_batch
from kg.engines.extraction import ReadDocument, SlowDocument, read_surely
from kg.engines.partition import Partition, partitions, read_partition
from kg.engines.processes import Died, Overdue
from kg.engines.tasks import each_done, unread
from kg.engines.tools import ToolFiles, loaded_reader, loaded_tools
from kg.graph import KnowledgeGraph
from kg.pipeline import Knowledge, Progress, graph_of
from kg.project.build import Ahead, ReadAhead
from kg.project.cache import ExtractionCache
from kg.project.lock import build_lock
from kg.read import read
from kg.records import Document, ReadFailure
from kg.resolve.resolve import matcher_of, resolve_things
from kg.resolve.within import thing_reader

# So few documents are read sooner by this process than by others, which have to be started.
FEW = 64


@dataclass(frozen=True, slots=True)
class Extracted:
    """What documents say and name, in no order that counts; what could not be read, and what took long to.

    `partitions` are the files that it is in; none where it is in memory.
    """

    documents: Iterable[ReadDocument]
    failures: tuple[ReadFailure, ...] = ()
    slow: tuple[SlowDocument, ...] = ()
    partitions: tuple[Partition, ...] = ()

    @property
    def on_disk(self) -> int:
        """How many documents are in the partitions."""
        return sum(partition.size for partition in self.partitions)


@contextmanager
def extracted(
    inputs: Sequence[str | Path],
    tools: ToolFiles,
    *,
    work: Path,
    jobs: int,
    few: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Extracted]:
    """What the documents at the inputs say (see `kg.read.read`), by `jobs` processes, the same whatever their number.

    More than a `few` documents (`FEW`) go through files in the folder `work`, which is there for as long as the context lasts,
    and longer where it ends by an error: the next run then goes on from there. Raises `ProjectError` where another run has it.
    """
    report = progress or _silent
    failures: list[ReadFailure] = []
    documents = _documents(read(inputs), failures, report)
    most = FEW if few is None else few
    first = list(itertools.islice(documents, most + 1))
    if len(first) <= most:
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
    found: list[ReadDocument] = []
    slow: list[SlowDocument] = []
    made = tools, tools.digest()
    for each in read_surely(documents, loaded_tools(*made), loaded_reader(*made)) if documents else ():
        if isinstance(each, ReadFailure):
            failures.append(each)
        elif isinstance(each, SlowDocument):
            slow.append(each)
        else:
            found.append(each)
            report("extracting", len(found), len(documents))
    return Extracted(found, tuple(failures), tuple(slow))


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
    done = []
    for partition, result in each_done(planned, read_partition, jobs, report):
        if isinstance(result, Died | Overdue):
            failures += (unread(document, result) for document in partition.documents())
        else:
            done.append(partition)
    slow = [each for partition in done for each in partition.slow()]
    failures += [each for partition in done for each in partition.failures()]
    said = (each for partition in done for each in partition.read())
    return Extracted(said, tuple(failures), tuple(slow), tuple(done))


def graph_of_extracted(
    said: Extracted,
    knowledge: Knowledge,
    *,
    corrections: Sequence[Correction] = (),
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """The graph of what documents say; see `kg.pipeline.graph_of`."""
    report = progress or _silent
    report("resolving", 0, None)
    read = [(each.extraction, each.things) for each in said.documents]
    matcher = matcher_of(thing_reader(knowledge.ontology, knowledge.gazetteer))
    resolution, _ = resolve_things(read, matcher)
    extractions = [extraction for extraction, _ in read]
    return graph_of(
        extractions, knowledge, corrections=corrections, failures=said.failures, progress=report, resolution=resolution
    )


def filling(tools: ToolFiles, jobs: int) -> Ahead:
    """What `kg.project.build.build_project` may be given: reads documents by `jobs` processes that keep what they say."""

    def fill(documents: Sequence[Document], cache: ExtractionCache, progress: Progress | None) -> ReadAhead:
        failures: list[ReadFailure] = []
        tasks, processes = batches(documents, cache, tools), jobs if len(documents) > FEW else 1
        for batch, result in each_done(tasks, read_batch, processes, progress or _silent):
            if isinstance(result, Died | Overdue):
                failures += (unread(document, result) for document in batch.documents)
            else:
                failures += result
        # One process is this one, which has loaded the tools.
        return ReadAhead(failures, loaded_tools(tools, cache.tools).knowledge if processes == 1 else None)

    return fill


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
