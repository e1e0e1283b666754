"""A graph with its evidence as Spark writes it: N-Quads and Parquet in many files each, and a manifest that says they are whole.

Both are put in place by Spark's commit protocol, so that a task that dies and is run again leaves nothing twice. The manifest
is written last; a folder without one is not finished.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from kg.engines.digest import line_digest, summed, written
from kg.records import ReadFailure
from kg.store.bulk import QUADS_FOLDER
from kg.store.files import write_whole

MANIFEST_FILE = "manifest.json"
TABLE_FOLDER = "parquet"
# Quads for each file, about 20 MB of N-Quads packed.
FILE_SIZE = 2_000_000
_SUM = pyarrow.schema([("digest", pyarrow.string()), ("triples", pyarrow.int64())])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds when it is whole; `digest` is of the set of triples, whatever graphs they stand in."""

    documents: int
    quads: int
    triples: int
    digest: str
    files: tuple[str, ...]
    failures: tuple[ReadFailure, ...] = ()


def write_dataset(quads: DataFrame, out: Path, *, documents: int, failures: Sequence[ReadFailure] = ()) -> Manifest:
    """Writes quads to a folder in both forms, and then its manifest. Raises `OutputError`."""
    session = quads.sparkSession
    manifest = out / MANIFEST_FILE
    # What is about to be written over is not whole any more.
    manifest.unlink(missing_ok=True)
    quads.write.mode("overwrite").parquet(str(out / TABLE_FOLDER))
    table = session.read.parquet(str(out / TABLE_FOLDER))
    number = table.count()
    files = max(1, number // FILE_SIZE)
    lines = table.select(_line()).distinct().repartition(files)
    lines.write.mode("overwrite").option("compression", "gzip").text(str(out / QUADS_FOLDER))
    digest, triples = dataset_digest(table)
    made = Manifest(documents, number, triples, digest, _named(out), tuple(failures))
    content = json.dumps(_described(made), ensure_ascii=False, indent=2) + "\n"
    write_whole(manifest, content.encode("utf-8"), durable=True)
    return made


def dataset_digest(table: DataFrame) -> tuple[str, int]:
    """The digest of the set of triples of a table of quads, and how many these are."""
    distinct = table.select("subject", "predicate", "object").distinct()
    parts = distinct.mapInArrow(_summing, from_arrow_schema(_SUM)).collect()
    return written(summed(int(part.digest, 16) for part in parts)), sum(part.triples for part in parts)


def _summing(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        columns = (batch.column(number).to_pylist() for number in range(3))
        digest = summed(
            line_digest(f"{subject} {predicate} {target}") for subject, predicate, target in zip(*columns, strict=True)
        )
        yield pyarrow.RecordBatch.from_pylist([{"digest": written(digest), "triples": batch.num_rows}], schema=_SUM)


def _line() -> sql.Column:
    """A quad as a line of N-Quads."""
    graph = sql.when(sql.col("graph") == "", "").otherwise(sql.concat(sql.lit("<"), "graph", sql.lit("> ")))
    return sql.concat(
        "subject", sql.lit(" "), "predicate", sql.lit(" "), "object", sql.lit(" "), graph, sql.lit(".")
    ).alias("line")


def _named(out: Path) -> tuple[str, ...]:
    """The files of quads, under names by which loaders know what is in them."""
    for path in sorted((out / QUADS_FOLDER).glob("*.txt.gz")):
        path.rename(path.with_name(path.name.removesuffix(".txt.gz") + ".nq.gz"))
    folders = ((QUADS_FOLDER, "*.nq.gz"), (TABLE_FOLDER, "*.parquet"))
    return tuple(sorted(f"{name}/{path.name}" for name, pattern in folders for path in (out / name).glob(pattern)))


def _described(manifest: Manifest) -> dict[str, object]:
    return {
        "format": "kg dataset 1",
        "documents": manifest.documents,
        "quads": manifest.quads,
        "triples": manifest.triples,
        "digest": manifest.digest,
        "files": list(manifest.files),
        "failures": [{"name": each.name, "reason": each.reason} for each in manifest.failures],
    }
