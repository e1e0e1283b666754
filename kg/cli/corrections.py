"""The option for a file of corrections, and where it is looked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.tables import printable
from kg.correct.load import read_corrections
from kg.correct.records import Correction, StaleCorrection
from kg.ontology import Ontology

CORRECTIONS_FILE = Path("data", "corrections.yaml")
CorrectionsFile = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help=f"What you decided about the graph (see kg review); {CORRECTIONS_FILE.as_posix()} is taken if it is there.",
        show_default=False,
    ),
]


def load_corrections(path: Path | None, ontology: Ontology) -> tuple[Correction, ...]:
    """The corrections of a file, by default those of `data/corrections.yaml` where there is one."""
    if path is None and not CORRECTIONS_FILE.is_file():
        return ()
    return read_corrections(path or CORRECTIONS_FILE, ontology)


def report_stale(stale: Iterable[StaleCorrection]) -> None:
    """Names on stderr the corrections that had no effect."""
    for each in stale:
        sys.stderr.write(f"{printable(str(each))}\n")
