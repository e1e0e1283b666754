"""A graph with its evidence as Spark writes it: N-Quads and Parquet in many files each, and a manifest that says they are whole.

Both are put in place by Spark's commit protocol, so that a task that dies and is run again leaves nothing twice. The manifest
is written last; a folder without one is not finished.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from kg.engines.digest import summed, written
from kg.records import ReadFailure
from kg.store.bulk import QUADS_FOLDER
from kg.store.files import write_whole

MANIFEST_FILE = "manifest.json"
TABLE_FOLDER = "parquet"
# Hexadecimal digits of a digest that are summed as one number: sums of two thousand million of them fit into 64 bits.
_DIGITS = 8
# A third of what N-Quads take otherwise is spent on the last fifth of their size.
_PACKING = {"compression": "gzip", "zlib.compress.level": "BEST_SPEED"}


@dataclass(frozen=True, slots=True)
class Quads:
    """The quads of a dataset: what rests on one document each, no triple of it twice; and the rest, likewise no quad twice."""

    resting: DataFrame
    shared: DataFrame


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds when it is whole; `digest` is of the set of triples, whatever graphs they stand in."""

    documents: int
    quads: int
    triples: int
    digest: str
    files: tuple[str, ...]
    failures: tuple[ReadFailure, ...] = ()


def write_dataset(quads: Quads, out: Path, *, documents: int, failures: Sequence[ReadFailure] = ()) -> Manifest:
    """Writes quads to a folder in both forms, and then its manifest. Raises `OutputError`."""
    read = quads.resting.sparkSession.read
    manifest, folder = out / MANIFEST_FILE, out / TABLE_FOLDER
    # What is about to be written over is not whole any more.
    manifest.unlink(missing_ok=True)
    quads.resting.write.mode("overwrite").parquet(str(folder))
    resting = sorted(map(str, folder.glob("*.parquet")))
    quads.shared.write.mode("append").parquet(str(folder))
    table = read.parquet(str(folder))
    table.select(_line()).write.mode("overwrite").options(**_PACKING).text(str(out / QUADS_FOLDER))
    digest, triples = dataset_digest(read.schema(table.schema).parquet(*resting), quads.shared)
    made = Manifest(documents, table.count(), triples, digest, _named(out), tuple(failures))
    content = json.dumps(_described(made), ensure_ascii=False, indent=2) + "\n"
    write_whole(manifest, content.encode("utf-8"), durable=True)
    return made


def dataset_digest(resting: DataFrame, shared: DataFrame) -> tuple[str, int]:
    """The digest of the set of triples of a table where each stands once and one where they may recur, and how many they are."""
    # What rests on a document is of no other document; sorting out what stands twice takes a shuffle of all there is.
    tables = (resting, shared.select("subject", "predicate", "object").distinct())
    parts = [_summed(table) for table in tables]
    return written(summed(digest for digest, _ in parts)), sum(triples for _, triples in parts)


def _summed(table: DataFrame) -> tuple[int, int]:
    """The sum of the digests of triples (see `kg.engines.digest`), a part of its digits at a time, and how many there are."""
    digest = sql.sha2(sql.concat_ws(" ", "subject", "predicate", "object"), 256)
    starts = range(1, len(written(0)) + 1, _DIGITS)
    numbers = [sql.conv(sql.substring("digest", start, _DIGITS), 16, 10).cast("long") for start in starts]
    row = table.select(digest.alias("digest")).agg(sql.count("*"), *map(sql.sum, numbers)).first()
    triples, *sums = row or (0,)
    shifted = (
        int(each or 0) << 4 * (len(written(0)) - start - _DIGITS + 1) for start, each in zip(starts, sums, strict=True)
    )
    return sum(shifted), int(triples)


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
