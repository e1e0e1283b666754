"""What the driver of a build with Spark does by itself: all between identity and the evidence, with memory that does not grow.

It uses its own processors and its own disk, as a build on one machine does that keeps what is between its stages there.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow
import pyarrow.parquet
from pyspark.sql import DataFrame

from kg.engines.archive.claims import follow_up, state_identified
from kg.engines.archive.identity import THING_ROOTS
from kg.engines.archive.passes import Work, pack_parts
from kg.engines.archive.quads import shared_quads_stored
from kg.engines.archive.rejected import write_rejected_file
from kg.engines.archive.running import Passing
from kg.engines.archive.scratch import scratch_database
from kg.engines.frames import write_frames
from kg.engines.partition import done_partitions
from kg.engines.processes import processors
from kg.engines.quads import Quad
from kg.engines.schema import QUAD
from kg.engines.spark_quads import EVIDENCE_KIND
from kg.engines.tools import ToolFiles
from kg.ontology import ENTITY_BASE
from kg.pipeline import Knowledge

# Quads of a file that the driver writes, and how many of them it holds.
_IN_A_FILE, _AT_ONCE = 1_000_000, 50_000


@dataclass(frozen=True, slots=True)
class Driver:
    """A build on the driver's disk that has got as far as what follows from all claims."""

    passing: Passing

    @property
    def _database(self) -> sqlite3.Connection:
        return self.passing.database

    @property
    def documents(self) -> int:
        """How many there are."""
        (number,) = self._database.execute("SELECT count(*) FROM part").fetchone()
        return int(number)

    @property
    def rejected(self) -> int:
        """How many claims were refused, those that read alike counted once."""
        (number,) = self._database.execute("SELECT count(DISTINCT line) FROM rejected").fetchone()
        return int(number)

    def write_rejected(self, path: Path) -> None:
        """Writes what was refused. Raises `OutputError`."""
        write_rejected_file(self._database, path)

    def write_evidence(self, folder: Path) -> Iterator[Path]:
        """Writes what rests on documents into files for tasks to make quads of, and names them. Raises `OutputError`."""
        for number, packed in enumerate(self.passing.each(pack_parts, "part", "writing")):
            path = folder / f"{number:08}"
            write_frames(path, EVIDENCE_KIND, packed)
            yield path

    def write_shared(self, folder: Path) -> Iterator[Path]:
        """Writes the other quads as tables, and names them."""
        folder.mkdir(parents=True, exist_ok=True)
        quads = shared_quads_stored(self._database, self.passing.work.base)
        for number in itertools.count():
            some = itertools.islice(quads, _IN_A_FILE)
            first = next(some, None)
            if first is None:
                return
            path = folder / f"{number:08}.parquet"
            _write_table(path, itertools.chain((first,), some))
            yield path


@contextmanager
def driven(
    read: DataFrame, identified: DataFrame, tools: ToolFiles, knowledge: Knowledge, folder: Path
) -> Iterator[Driver]:
    """What follows from documents of which it is known what they say (`EXTRACTED`) and which of their things are one.

    What is between is in `folder` on the driver's own disk for as long as the context lasts. Raises `OutputError`.
    """
    with scratch_database(folder / "scratch") as database:
        passing = Passing(database, Work(folder / "scratch", tools, ENTITY_BASE), processors(), _silent)
        partitions = list(done_partitions(_packed(read), folder, tools, tools.digest()))
        _take_in(database, identified)
        state_identified(passing, partitions, knowledge)
        follow_up(database, knowledge)
        yield Driver(passing)


def _packed(read: DataFrame) -> Iterator[tuple[bytes, bytes]]:
    for row in read.select("extraction", "things").toLocalIterator(prefetchPartitions=True):
        yield bytes(row.extraction), bytes(row.things)


def _take_in(database: sqlite3.Connection, identified: DataFrame) -> None:
    """Puts down which things are one as `kg.engines.archive.identity.identify_stored` does."""
    database.executescript(THING_ROOTS)
    for row in identified.toLocalIterator(prefetchPartitions=True):
        if row.identity is None:
            database.execute("INSERT INTO thing_root VALUES (?, ?, ?)", (row.document, row.key, row.root))
        else:
            database.execute("INSERT INTO identity VALUES (?, ?)", (row.root, bytes(row.identity)))
    database.commit()


def _write_table(path: Path, quads: Iterator[Quad]) -> None:
    with pyarrow.parquet.ParquetWriter(path, QUAD) as writer:
        while some := list(itertools.islice(quads, _AT_ONCE)):
            columns = [pyarrow.array(column, pyarrow.string()) for column in zip(*some, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=QUAD))


def _silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody asked for."""
