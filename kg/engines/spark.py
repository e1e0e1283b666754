"""The pipeline on many machines, in Spark's words: documents to extractions, extractions to triples.

Inputs are parts of files that every machine sees under the same path. Each part is read by one task, with tools that a Python
worker loads once. What documents say is written by Spark's commit protocol before anything is made of it, so that a machine
that is lost costs its unfinished tasks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from kg.annotate.annotate import DOCUMENTS_AT_ONCE
from kg.correct.load import read_corrections
from kg.correct.records import StaleCorrection
from kg.engines.dataset import Manifest, write_dataset
from kg.engines.extraction import ReadDocument, SlowDocument, read_surely
from kg.engines.grouped import Batches, Row, batches_of
from kg.engines.packing import pack_extraction, pack_things, unpack_extraction, unpack_things
from kg.engines.schema import EXTRACTED, PART
from kg.engines.spark_identity import identify
from kg.engines.spark_quads import quads_table
from kg.engines.tools import ToolFiles, loaded_reader, loaded_tools
from kg.errors import ReadError
from kg.extract.extract import Extraction
from kg.graph import REJECTED_FILE, write_rejected
from kg.pipeline import Tools, conclude
from kg.read.parts import PART_SIZE, Part, parts_of, read_part
from kg.records import Document, ReadFailure, RejectedClaim
from kg.resolve.resolve import matcher_of, resolve_identified
from kg.resolve.things import DocumentThings
from kg.resolve.within import ThingReader, thing_reader
from kg.store.files import write_whole

EXTRACTIONS_FOLDER, EVIDENCE_FOLDER = "extractions", "evidence"


@dataclass(frozen=True)
class Extracted:
    """What documents say, as a table on disk, and what could not even be found to be read."""

    table: DataFrame
    failures: tuple[ReadFailure, ...]

    @cached_property
    def documents(self) -> DataFrame:
        """The documents, each once: of one id the first in the order of the inputs."""
        said = self.table.where("extraction is not null")
        first = said.groupBy("id").agg(
            sql.min(sql.struct("part", "place")).alias("first"), sql.count("*").alias("times")
        )
        several = first.where("times > 1").select("id", "first")
        where = sql.struct("part", "place")
        return said.join(sql.broadcast(several), "id", "left").where(
            sql.col("first").isNull() | (sql.col("first") == where)
        )

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


@dataclass(frozen=True, slots=True)
class Built:
    """A dataset that was written, the documents that took long to read, and what was refused or had no effect."""

    manifest: Manifest
    slow: tuple[SlowDocument, ...]
    rejected: tuple[RejectedClaim, ...]
    stale: tuple[StaleCorrection, ...]


def extracted(
    session: SparkSession, inputs: Sequence[str | Path], tools: ToolFiles, folder: Path, *, part_size: int = PART_SIZE
) -> Extracted:
    """What the documents at the inputs say, written to `folder`. Raises `ReadError` where no input leads anywhere."""
    parts, failures = parts_of(inputs, size=part_size)
    if not parts:
        raise ReadError(f"nothing could be read and nothing was written: {_told(failures)}")
    table = _parts_table(session, parts, part_size).mapInArrow(
        extraction_task(tools, tools.digest()), from_arrow_schema(EXTRACTED)
    )
    table.write.mode("overwrite").parquet(str(folder))
    return Extracted(session.read.parquet(str(folder)), tuple(failures))


def extraction_task(tools: ToolFiles, digest: str) -> Callable[[Batches], Batches]:
    """What a task does: parts of inputs to what their documents say."""

    def read_parts(batches: Batches) -> Batches:
        for batch in batches:
            for row in batch.to_pylist():
                loaded, reader = loaded_tools(tools, digest), loaded_reader(tools, digest)
                rows = read_numbered(row.pop("number"), Part(**row), loaded, reader)
                yield from batches_of(rows, EXTRACTED, at_once=DOCUMENTS_AT_ONCE)

    return read_parts


def read_numbered(number: int, part: Part, tools: Tools, reader: ThingReader) -> Iterator[Row]:
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

    for each in read_surely(documents(), tools, reader):
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


def _parts_table(session: SparkSession, parts: Sequence[Part], part_size: int) -> DataFrame:
    """The parts as a table, in tasks of about a size, and at least one for each core."""
    rows = [tuple(({"number": number} | asdict(part)).values()) for number, part in enumerate(parts)]
    total = sum(part.size for part in parts)
    context = session.sparkContext
    tasks = min(len(rows), max(context.defaultParallelism, total // part_size))
    return session.createDataFrame(context.parallelize(rows, tasks), from_arrow_schema(PART))


def build_dataset(
    session: SparkSession,
    inputs: Sequence[str | Path],
    tools: ToolFiles,
    out: Path,
    *,
    corrections: Path | None = None,
    part_size: int = PART_SIZE,
) -> Built:
    """The dataset of what the documents at the inputs say, written to a folder that all machines see.

    Its triples are those of a build on one machine. What follows identity is done by the driver, which holds all
    claims; evidence and writing are Spark's again. Raises `ReadError` where nothing can be read, and what `kg.build` raises.
    """
    knowledge = tools.knowledge()
    decided = read_corrections(corrections, knowledge.ontology) if corrections else ()
    said = extracted(session, inputs, tools, out / EXTRACTIONS_FOLDER, part_size=part_size)
    failures = said.all_failures()
    if said.documents.isEmpty():
        raise ReadError(f"nothing could be read and nothing was written: {_told(failures)}")
    identities = identify(said.documents, tools)
    read = list(said.read())
    matcher = matcher_of(thing_reader(knowledge.ontology, knowledge.gazetteer))
    resolution = resolve_identified(read, identities, matcher)
    extractions = [extraction for extraction, _ in read]
    slow = said.slow()
    concluded = conclude(extractions, knowledge, corrections=decided, resolution=resolution)
    quads = quads_table(session, concluded, out / EVIDENCE_FOLDER)
    manifest = write_dataset(quads, out, documents=len(read), failures=failures)
    write_whole(out / REJECTED_FILE, write_rejected(concluded.rejected).encode("utf-8"))
    for folder in (EVIDENCE_FOLDER, EXTRACTIONS_FOLDER):
        shutil.rmtree(out / folder, ignore_errors=True)
    return Built(manifest, slow, concluded.rejected, concluded.stale)


def _told(failures: Sequence[ReadFailure]) -> str:
    return "; ".join(f"{failure.name}: {failure.reason}" for failure in failures[:3]) or "the inputs hold no document"
