"""`kg diff`: what changed between two graphs, for people and for programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.ontology import OntologyFiles
from kg.cli.source import opened
from kg.cli.tables import printable_lines
from kg.compare import compare, render_report, report, write_patch
from kg.ontology import load_ontology
from kg.store.embedded import load_triples

THEY_DIFFER = 4


class DiffFormat(StrEnum):
    """How a difference is printed."""

    TEXT = "text"
    PATCH = "patch"


def diff_command(
    before: Annotated[
        Path,
        typer.Argument(
            metavar="BEFORE", help="The earlier one: a folder that kg build wrote, a project, or an RDF file."
        ),
    ],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The later one.")],
    output_format: Annotated[
        DiffFormat,
        typer.Option("--format", help="text for people; patch for an RDF Patch that makes BEFORE into AFTER."),
    ] = DiffFormat.TEXT,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Compare documents, passages and claims as well (a patch then has them).")
    ] = False,
    ontology: OntologyFiles = None,
) -> None:
    """Tell what changed between two graphs.

    Prints what came, what went and what is said otherwise of what stayed. The exit code is 0 where nothing differs, and 4
    where something does.
    """
    with opened(before) as earlier_source, opened(after) as later_source:
        old, new = load_triples(earlier_source.path), load_triples(later_source.path)
    earlier = old.graph | old.evidence if evidence else old.graph
    later = new.graph | new.evidence if evidence else new.graph
    difference = compare(earlier, later)
    if output_format is DiffFormat.PATCH:
        sys.stdout.write(write_patch(difference))
    else:
        told = report(
            old.graph,
            new.graph,
            load_ontology(ontology or ()),
            evidence_before=old.evidence,
            evidence_after=new.evidence,
        )
        text = render_report(told)
        if difference and not told.changes:
            text += (
                f"{len(difference.added)} triples more and {len(difference.removed)} gone (--format patch shows them)\n"
            )
        sys.stdout.write(printable_lines(text))
    if difference:
        raise typer.Exit(THEY_DIFFER)
