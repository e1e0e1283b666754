"""The pipeline on many machines, in Spark's words: documents to extractions, extractions to triples.

Inputs are parts of files that every machine sees under the same path. What documents say is written before anything is made of
it, and stays there until all is written, so that a build that is stopped is gone on with.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import SparkSession

from kg.correct.load import read_corrections
from kg.correct.records import StaleCorrection
from kg.engines.dataset import Manifest, write_dataset
from kg.engines.extraction import SlowDocument
from kg.engines.spark_extraction import extracted, told
from kg.engines.spark_identity import identify
from kg.engines.spark_quads import quads_of
from kg.engines.tools import ToolFiles
from kg.errors import ReadError
from kg.graph import REJECTED_FILE, write_rejected
from kg.pipeline import conclude
from kg.read.parts import PART_SIZE
from kg.records import RejectedClaim
from kg.resolve.resolve import matcher_of, resolve_identified
from kg.resolve.within import thing_reader
from kg.store.files import write_whole

EXTRACTIONS_FOLDER, EVIDENCE_FOLDER = "extractions", "evidence"


@dataclass(frozen=True, slots=True)
class Built:
    """A dataset that was written, the documents that took long to read, and what was refused or had no effect."""

    manifest: Manifest
    slow: tuple[SlowDocument, ...]
    rejected: tuple[RejectedClaim, ...]
    stale: tuple[StaleCorrection, ...]


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
    if said.is_empty():
        raise ReadError(f"nothing could be read and nothing was written: {told(failures)}")
    identities = identify(said.documents, tools)
    read = list(said.read())
    matcher = matcher_of(thing_reader(knowledge.ontology, knowledge.gazetteer))
    resolution = resolve_identified(read, identities, matcher)
    extractions = [extraction for extraction, _ in read]
    slow = said.slow()
    concluded = conclude(extractions, knowledge, corrections=decided, resolution=resolution)
    quads = quads_of(session, concluded, out / EVIDENCE_FOLDER)
    manifest = write_dataset(quads, out, documents=len(read), failures=failures)
    write_whole(out / REJECTED_FILE, write_rejected(concluded.rejected).encode("utf-8"))
    for folder in (EVIDENCE_FOLDER, EXTRACTIONS_FOLDER):
        shutil.rmtree(out / folder, ignore_errors=True)
    return Built(manifest, slow, concluded.rejected, concluded.stale)
