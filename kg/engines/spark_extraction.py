"""What documents say, in Spark's words: parts of inputs to a table on disk, a chunk of parts at a time.

Each part is read by one task, with tools that a Python worker loads once. A chunk is put in place by Spark's commit protocol, so
that a machine that is lost costs its unfinished tasks, and a build that is stopped its unfinished chunk: the folder's name is a
digest of the parts and of all that reads them, and what an earlier run left is used where it still holds.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from kg.annotate.annotate import DOCUMENTS_AT_ONCE
from kg.engines.extraction import ReadDocument, SlowDocument, read_surely
from kg.engines.grouped import Batches, Row, batches_of
from kg.engines.limits import ended_after, time_to_end
from kg.engines.packing import pack_extraction, pack_things, unpack_extraction, unpack_things
from kg.engines.partition import partitions, read_partition
from kg.engines.processes import Died, Overdue
from kg.engines.schema import EXTRACTED, PART
from kg.engines.tasks import done_apart, unread
from kg.engines.tools import ToolFiles, loaded_reader, loaded_tools
from kg.errors import ReadError
from kg.extract.extract import Extraction
from kg.project.fingerprint import combined
from kg.read.metadata import sidecar_path
from kg.read.parts import PART_SIZE, Part, parts_of, read_part
from kg.records import Document, ReadFailure
from kg.resolve.things import DocumentThings

# Tasks in a chunk for each core: enough that few cores wait for the last of them, and a stopped build loses minutes.
TASKS_A_CORE = 8
_WHOLE = "_SUCCESS"

_Read = ReadDocument | ReadFailure | SlowDocument


@dataclass(frozen=True)
class Extracted:
    """What documents say, as a table on disk, and what could not even be found to be read; `size` of inputs is in bytes."""

    table: DataFrame
    failures: tuple[ReadFailure, ...]
    size: int

    @cached_property
    def documents(self) -> DataFrame:
        """The documents, each once: of one id the first in the order of the inputs."""
        said, where = self.table.where("extraction is not null"), sql.struct("part", "place")
        first = said.groupBy("id").agg(sql.min(where).alias("first"), sql.count("*").alias("times"))
        # Few, and asked for at each use of the documents.
        several = first.where("times > 1").select("id", "first").cache()
        return said.join(sql.broadcast(several), "id", "left").where(
            sql.col("first").isNull() | (sql.col("first") == where)
        )

    def is_empty(self) -> bool:
        """Whether no document could be read."""
        return bool(self.table.where("extraction is not null").isEmpty())

    def read(self) -> Iterator[tuple[Extraction, DocumentThings]]:
        """What each document says, and the things that it names."""
        for row in self.documents.select("extraction", "things").toLocalIterator(prefetchPartitions=True):
            yield unpack_extraction(bytes(row.extraction)), unpack_things(bytes(row.things))

    def all_failures(self) -> tuple[ReadFailure, ...]:
        """What could not be found or read, in the order of the inputs."""
        rows = self.table.where("failure is not null").sort("part", "place").select("name", "failure").collect()
        return (*self.failures, *(ReadFailure(row.name, row.failure) for row in rows))

    def slow(self) -> tuple[SlowDocument, ...]:
        """The documents that took long to read."""
        rows = self.table.where("seconds is not null").sort("part", "place").select("name", "seconds").collect()
        return tuple(SlowDocument(row.name, row.seconds) for row in rows)


def extracted(
    session: SparkSession, inputs: Sequence[str | Path], tools: ToolFiles, folder: Path, *, part_size: int = PART_SIZE
) -> Extracted:
    """What the documents at the inputs say, written to `folder`. Raises `ReadError` where no input leads anywhere."""
    parts, failures = parts_of(inputs, size=part_size)
    if not parts:
        raise ReadError(f"nothing could be read and nothing was written: {told(failures)}")
    digest = tools.digest()
    chunk_size = part_size * TASKS_A_CORE * session.sparkContext.defaultParallelism
    chunks = {folder / _key(chunk, digest): chunk for chunk in _chunks(parts, chunk_size)}
    _forget_others(folder, chunks)
    for place, chunk in chunks.items():
        if not (place / _WHOLE).is_file():
            table = _parts_table(session, chunk, part_size).mapInArrow(
                extraction_task(tools, digest), from_arrow_schema(EXTRACTED)
            )
            table.write.mode("overwrite").parquet(str(place))
    size = sum(part.size for part in parts)
    return Extracted(session.read.parquet(*map(str, chunks)), tuple(failures), size)


def _chunks(parts: Sequence[Part], size: int) -> Iterator[list[tuple[int, Part]]]:
    """Runs of numbered parts of about a size together."""
    chunk: list[tuple[int, Part]] = []
    total = 0
    for numbered in enumerate(parts):
        chunk.append(numbered)
        total += numbered[1].size
        if total >= size:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _key(chunk: Iterable[tuple[int, Part]], digest: str) -> str:
    """A digest of parts, of when their files were last written, and of the tools that read them."""
    states = (f"{number} {part} {_state(Path(part.path))}" for number, part in chunk)
    return combined((digest, *states))


def _state(path: Path) -> list[tuple[int, int] | None]:
    """The size and the time of a file and of the one beside it that tells about it."""
    return [
        (each.stat().st_size, each.stat().st_mtime_ns) if each.exists() else None for each in (path, sidecar_path(path))
    ]


def _forget_others(folder: Path, chunks: Collection[Path]) -> None:
    """Removes what an earlier run left that is not wanted any more."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in chunks and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def _parts_table(session: SparkSession, chunk: Sequence[tuple[int, Part]], part_size: int) -> DataFrame:
    """The parts as a table, in tasks of about a size, and at least one for each core."""
    rows = [tuple(({"number": number} | asdict(part)).values()) for number, part in chunk]
    total = sum(part.size for _, part in chunk)
    context = session.sparkContext
    tasks = min(len(rows), max(context.defaultParallelism, total // part_size))
    return session.createDataFrame(context.parallelize(rows, tasks), from_arrow_schema(PART))


def extraction_task(tools: ToolFiles, digest: str) -> Callable[[Batches], Batches]:
    """What a task does: parts of inputs to what their documents say.

    A task that ended with its worker, or in its middle because it took too long, is tried again more carefully: by a process
    of its own, which may end too, until it is known at which document it does.
    """

    def read_parts(batches: Batches) -> Batches:
        context = TaskContext.get()
        careful = context is not None and context.attemptNumber() > 0
        for batch in batches:
            for row in batch.to_pylist():
                reading = _read_apart(tools, digest) if careful else _read_here(tools, digest)
                rows = read_numbered(row.pop("number"), Part(**row), reading)
                yield from batches_of(rows, EXTRACTED, at_once=DOCUMENTS_AT_ONCE)

    return read_parts


def _read_here(tools: ToolFiles, digest: str) -> Callable[[Iterable[Document]], Iterator[_Read]]:
    """What reads documents in this process, and ends it where they take too long."""
    loaded, reader = loaded_tools(tools, digest), loaded_reader(tools, digest)

    def reading(documents: Iterable[Document]) -> Iterator[_Read]:
        waiting = iter(documents)
        while group := list(itertools.islice(waiting, DOCUMENTS_AT_ONCE)):
            with ended_after(time_to_end(sum(len(document.text) for document in group)), sys.stderr):
                found = list(read_surely(group, loaded, reader))
            yield from found

    return reading


def _read_apart(tools: ToolFiles, digest: str) -> Callable[[Iterable[Document]], Iterator[_Read]]:
    """What reads documents in another process."""

    def reading(documents: Iterable[Document]) -> Iterator[_Read]:
        with tempfile.TemporaryDirectory(prefix="kg-apart-") as folder:
            planned = partitions(documents, Path(folder), tools, digest)
            for partition, result in done_apart(planned, read_partition, 1):
                if isinstance(result, Died | Overdue):
                    yield from [unread(document, result) for document in partition.documents()]
                else:
                    yield from partition.read()
                    yield from partition.failures()
                    yield from partition.slow()

    return reading


def read_numbered(number: int, part: Part, reading: Callable[[Iterable[Document]], Iterator[_Read]]) -> Iterator[Row]:
    """The rows that a part comes to, each with its place in it."""
    places: dict[str, int] = {}
    failures: list[Row] = []

    def documents() -> Iterator[Document]:
        for place, each in enumerate(read_part(part)):
            if isinstance(each, ReadFailure):
                failures.append(_row(number, place, each.name, failure=each.reason))
            elif each.id not in places:
                places[each.id] = place
                yield each

    for each in reading(documents()):
        yield from failures
        failures.clear()
        if isinstance(each, ReadDocument):
            document = each.extraction.annotated.document
            place = places[document.id]
            packed = {"extraction": pack_extraction(each.extraction), "things": pack_things(each.things)}
            yield _row(number, place, document.name, id=document.id, **packed)
        elif isinstance(each, ReadFailure):
            yield _row(number, len(places), each.name, failure=each.reason)
        else:
            yield _row(number, len(places), each.name, seconds=each.seconds)
    yield from failures


def _row(number: int, place: int, name: str, **values: object) -> Row:
    empty = dict.fromkeys(EXTRACTED.names)
    return empty | {"part": number, "place": place, "name": name} | values


def told(failures: Sequence[ReadFailure]) -> str:
    """The first of some failures, in a line."""
    return "; ".join(f"{failure.name}: {failure.reason}" for failure in failures[:3]) or "the inputs hold no document"
