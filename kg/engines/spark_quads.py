"""The quads of a dataset in Spark's words: the driver writes out what rests on each document, and tasks make quads of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from pathlib import Path

import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from kg.assemble import DocumentPart, document_parts
from kg.conclusions import Conclusions
from kg.engines.dataset import Quads
from kg.engines.frames import read_frames, write_frames
from kg.engines.grouped import Batches, Row, rows_of
from kg.engines.quads import Quad, document_quads, shared_quads
from kg.engines.schema import EVIDENCE_FILE, QUAD
from kg.ontology import ENTITY_BASE
from kg.project.codec import Codec

EVIDENCE_KIND = "kg evidence 1"
_DOCUMENTS_A_FILE = 64
_FILES_A_TASK = 16
_SENT_AT_ONCE = 100_000
_PARTS = Codec(DocumentPart)


def resting_quads(session: SparkSession, files: Sequence[Path], base: str = ENTITY_BASE) -> DataFrame:
    """The quads that rest on single documents, of parts in files."""
    context = session.sparkContext
    tasks = max(1, min(len(files), max(context.defaultParallelism, len(files) // _FILES_A_TASK)))
    rows = session.createDataFrame(
        context.parallelize([(str(path),) for path in files], tasks), from_arrow_schema(EVIDENCE_FILE)
    )
    return rows.mapInArrow(partial(_quads, base), from_arrow_schema(QUAD))


def quads_in_memory(session: SparkSession, conclusions: Conclusions, folder: Path) -> Quads:
    """All quads of what the driver has in memory; `folder` is for what it hands to the tasks. Raises `OutputError`."""
    resting = resting_quads(session, list(_written(conclusions, folder)), conclusions.base)
    nothing = session.createDataFrame([], from_arrow_schema(QUAD))
    return Quads(resting, reduce(DataFrame.unionByName, _sent(session, shared_quads(conclusions)), nothing))


def _written(conclusions: Conclusions, folder: Path) -> Iterator[Path]:
    parts = document_parts(conclusions.claims, conclusions.derived, conclusions.entities, conclusions.documents)
    for number in itertools.count():
        some = list(itertools.islice(parts, _DOCUMENTS_A_FILE))
        if not some:
            return
        path = folder / f"{number:08}"
        write_frames(path, EVIDENCE_KIND, map(_PARTS.pack, some))
        yield path


def _quads(base: str, batches: Batches) -> Batches:
    """A batch for each document: columns, which are made many times faster than rows."""
    for row in rows_of(batches):
        for packed in read_frames(Path(row["path"]), EVIDENCE_KIND):
            columns = zip(*document_quads(_PARTS.unpack(packed), base), strict=True)
            arrays = [pyarrow.array(column, pyarrow.string()) for column in columns]
            yield pyarrow.RecordBatch.from_arrays(arrays, schema=QUAD)


def _sent(session: SparkSession, quads: Iterable[Quad]) -> Iterator[DataFrame]:
    """Quads that the driver made, as tables."""
    waiting = iter(quads)
    while some := list(itertools.islice(waiting, _SENT_AT_ONCE)):
        table = pyarrow.Table.from_pylist(list(map(_row, some)), schema=QUAD)
        yield session.createDataFrame(table, from_arrow_schema(QUAD))


def _row(quad: Quad) -> Row:
    return dict(zip(QUAD.names, quad, strict=True))
