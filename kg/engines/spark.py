"""The pipeline on many machines, in Spark's words: documents to extractions, extractions to triples.

Inputs are parts of files that every machine sees under the same path. What documents say is written before anything is made of
it, and stays there until all is written, so that a build that is stopped is gone on with.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from kg.correct.load import read_corrections
from kg.correct.records import Correction, StaleCorrection
from kg.engines.archive.inference import can_infer
from kg.engines.dataset import Manifest, Quads, write_dataset
from kg.engines.extraction import SlowDocument
from kg.engines.schema import QUAD
from kg.engines.spark_driver import driven
from kg.engines.spark_extraction import Extracted, extracted, told
from kg.engines.spark_identity import identified
from kg.engines.spark_quads import quads_in_memory, resting_quads
from kg.engines.tools import ToolFiles
from kg.errors import ReadError
from kg.graph import REJECTED_FILE, write_rejected
from kg.pipeline import Knowledge, conclude
from kg.read.parts import PART_SIZE
from kg.records import ReadFailure
from kg.resolve.resolve import matcher_of, resolve_things
from kg.resolve.within import thing_reader
from kg.store.files import write_whole

EXTRACTIONS_FOLDER, EVIDENCE_FOLDER = "extractions", "evidence"
_SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions"
# Bytes of inputs for each partition after a shuffle: some 15,000 articles, whose things are a tenth of that.
_SHUFFLED_TOGETHER = 32_000_000


@dataclass(frozen=True, slots=True)
class Built:
    """A dataset that was written, the documents that took long to read, how many claims were refused, and what had no effect."""

    manifest: Manifest
    slow: tuple[SlowDocument, ...]
    rejected: int
    stale: tuple[StaleCorrection, ...] = ()


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

    Its triples are those of a build on one machine. What is between identity and evidence is done by the driver on its own
    disk; with corrections, or rules that only a query engine can run, it holds all claims in memory. Raises `ReadError` where
    nothing can be read, and what `kg.build` raises.
    """
    knowledge = tools.knowledge()
    decided = read_corrections(corrections, knowledge.ontology) if corrections else ()
    said = extracted(session, inputs, tools, out / EXTRACTIONS_FOLDER, part_size=part_size)
    _suit_shuffles(session, said.size)
    failures = said.all_failures()
    if said.is_empty():
        raise ReadError(f"nothing could be read and nothing was written: {told(failures)}")
    asked = _Asked(session, tools, knowledge, out, failures)
    in_memory = decided or not can_infer(knowledge.ontology)
    built = _in_memory(asked, said, decided) if in_memory else _on_disk(asked, said)
    for folder in (EVIDENCE_FOLDER, EXTRACTIONS_FOLDER):
        shutil.rmtree(out / folder, ignore_errors=True)
    return built


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where a dataset is made and by what, and what could not be read for it."""

    session: SparkSession
    tools: ToolFiles
    knowledge: Knowledge
    out: Path
    failures: tuple[ReadFailure, ...]

    def write(self, quads: Quads, documents: int) -> Manifest:
        """Writes quads, and that they are all. Raises `OutputError`."""
        return write_dataset(quads, self.out, documents=documents, failures=self.failures)


def _on_disk(asked: _Asked, said: Extracted) -> Built:
    evidence = asked.out / EVIDENCE_FOLDER
    with (
        tempfile.TemporaryDirectory(prefix="kg-driver-") as folder,
        identified(said.documents, asked.tools) as identities,
        driven(said.documents, identities, asked.tools, asked.knowledge, Path(folder)) as driver,
    ):
        resting = resting_quads(asked.session, list(driver.write_evidence(evidence / "documents")))
        shared, schema = [str(path) for path in driver.write_shared(evidence / "shared")], from_arrow_schema(QUAD)
        reader = asked.session.read.schema(schema)
        # Texts may name nothing at all.
        table = reader.parquet(*shared) if shared else asked.session.createDataFrame([], schema)
        manifest = asked.write(Quads(resting, table), driver.documents)
        driver.write_rejected(asked.out / REJECTED_FILE)
        return Built(manifest, said.slow(), driver.rejected)


def _in_memory(asked: _Asked, said: Extracted, decided: Sequence[Correction]) -> Built:
    read = list(said.read())
    matcher = matcher_of(thing_reader(asked.knowledge.ontology, asked.knowledge.gazetteer))
    resolution, _ = resolve_things(read, matcher)
    concluded = conclude([each for each, _ in read], asked.knowledge, corrections=decided, resolution=resolution)
    manifest = asked.write(quads_in_memory(asked.session, concluded, asked.out / EVIDENCE_FOLDER), len(read))
    write_whole(asked.out / REJECTED_FILE, write_rejected(concluded.rejected).encode("utf-8"))
    return Built(manifest, said.slow(), len(concluded.rejected), concluded.stale)


def _suit_shuffles(session: SparkSession, size: int) -> None:
    """As many partitions after shuffles as the inputs are worth, where it has not been said how many.

    A task of Python costs a tenth of a second before it does anything, and there are some ten shuffles.
    """
    context = session.sparkContext
    if not context.getConf().contains(_SHUFFLE_PARTITIONS):
        session.conf.set(_SHUFFLE_PARTITIONS, max(context.defaultParallelism, size // _SHUFFLED_TOGETHER))
