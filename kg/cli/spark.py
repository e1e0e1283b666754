"""`kg build --engine spark`: the same documents and options, a dataset in place of a page."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import typer

from kg.cli.corrections import report_stale
from kg.cli.remarks import name_failures, name_slow

SOME_INPUTS_FAILED = 3


def build_with_spark(
    inputs: Sequence[str],
    out: Path,
    ontology: Sequence[Path],
    known: Sequence[Path],
    corrections: Path | None,
    master: str | None,
) -> None:
    """Builds a dataset, and tells what came of it."""
    from kg.engines.session import HERE, spark_session
    from kg.engines.tools import ToolFiles

    started = time.monotonic()
    files = ToolFiles(tuple(ontology), tuple(known))
    with spark_session(master or HERE) as session:
        # Only here is it known that Spark is installed.
        from kg.engines.spark import build_dataset

        built = build_dataset(session, inputs, files, out.resolve(), corrections=corrections)
    manifest = built.manifest
    name_failures(manifest.failures)
    name_slow(built.slow)
    report_stale(built.stale)
    seconds = time.monotonic() - started
    sys.stdout.write(f"{manifest.documents} documents, {manifest.triples} triples in {seconds:.1f} s\n")
    sys.stdout.write(f"{built.rejected} claims refused, listed in {out / 'rejected.jsonl'}\n")
    sys.stdout.write(f"written to {out}: see {out / 'manifest.json'}\n")
    if manifest.failures:
        raise typer.Exit(SOME_INPUTS_FAILED)
