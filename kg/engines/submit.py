"""What spark-submit runs on a cluster: `spark-submit submit.py INPUT... --out DIR`, see docs/scaling.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.engines.session import spark_session
from kg.engines.tools import ToolFiles
from kg.errors import KgError


def main(arguments: list[str] | None = None) -> int:
    """Builds a dataset with the session that spark-submit set up; the exit codes are those of `kg build`."""
    parser = argparse.ArgumentParser(prog="submit.py", description="Build a dataset from documents on a Spark cluster.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders or globs that every machine sees")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write, which every machine sees")
    parser.add_argument("--ontology", type=Path, action="append", default=[], help="an ontology file of yours")
    parser.add_argument("--known", type=Path, action="append", default=[], help="a graph of yours")
    parser.add_argument("--corrections", type=Path, help="a file of corrections")
    options = parser.parse_args(arguments)
    try:
        with spark_session() as session:
            from kg.engines.spark import build_dataset

            files = ToolFiles(tuple(options.ontology), tuple(options.known))
            built = build_dataset(session, options.inputs, files, options.out, corrections=options.corrections)
    except KgError as error:
        sys.stderr.write(f"kg: error: {' '.join(str(error).split())}\n")
        return 1
    manifest = built.manifest
    for failure in manifest.failures:
        sys.stderr.write(f"{failure.name}: {failure.reason}\n")
    sys.stdout.write(f"{manifest.documents} documents, {manifest.triples} triples in {options.out}\n")
    return 3 if manifest.failures else 0


if __name__ == "__main__":
    sys.exit(main())
