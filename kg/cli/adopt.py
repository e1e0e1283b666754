"""`kg import`: other people's RDF as a folder like one that kg builds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.adopt import adopt, load_mapping, shipped_mappings
from kg.adopt.adopt import triples_of
from kg.adopt.naming import without_blank_nodes
from kg.cli.build import ExportFormat
from kg.cli.ontology import OntologyFiles
from kg.cli.progress import progress_bar
from kg.graph import PAGE_FILE, KnowledgeGraph
from kg.ontology import load_ontology
from kg.project.imports import add_imports
from kg.project.settings import SETTINGS_FILE, load_project
from kg.store.embedded import split


def import_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="RDF: .ttl .trig .nt .nq .rdf .jsonld, also with .gz; or folders that kg wrote."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="The folder to write; made if it is not there.", show_default=False
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="PROJECT",
            help="Instead, make the files part of a project: each kg build there lays them beside what its documents say.",
        ),
    ] = None,
    mappings: Annotated[
        list[str] | None,
        typer.Option(
            "--mapping",
            metavar="NAME|FILE",
            help=f"Say in kg's terms what another vocabulary says: {', '.join(shipped_mappings())}, or a Turtle file; may be "
            "given several times.",
        ),
    ] = None,
    formats: Annotated[
        list[ExportFormat] | None,
        typer.Option("--format", help="Write this too, beside Turtle and the page; may be given several times."),
    ] = None,
    inference: Annotated[
        bool, typer.Option("--infer/--no-infer", help="Add what follows by the ontology's axioms.")
    ] = True,
    ontology: OntologyFiles = None,
    title: Annotated[str, typer.Option("--title", help="The title of the page.")] = "Imported graph",
) -> None:
    """Bring in RDF from elsewhere, to be shown, asked and exported like a graph of ours.

    Writes what kg build writes. Nothing that the files say is lost: what a mapping adds stands beside it. A broken file is
    refused with line and column, and then nothing is written.

    With --into, the files are named in the project's kg.toml, and its next build takes them in.
    """
    if (out is None) == (into is None):
        raise typer.BadParameter("name the folder to write, or a project with --into", param_hint="--out")
    if into is not None:
        _add_to_project(into, files, mappings or ())
        return
    assert out is not None
    from kg.infer import infer

    known = load_ontology(ontology or ())
    mapping = load_mapping(mappings or (), known)
    with progress_bar() as progress:
        progress("loading", 0, None)
        parts = split(without_blank_nodes(triples_of(adopt(files, mapping))))
        progress("inferring", 0, None)
        graph = infer(parts.graph, known).graph if inference else parts.graph
        progress("writing", 0, None)
        made = KnowledgeGraph(graph, parts.evidence, known, title=title)
        made.save(out, formats=("html", *map(str, formats or ())))
    sys.stdout.write(f"{len(graph) + len(parts.evidence)} triples\nopen {out / PAGE_FILE}\n")


def _add_to_project(root: Path, files: Sequence[Path], mappings: Sequence[str]) -> None:
    """Names files in a project's settings once they have turned out to be good."""
    known = load_ontology(load_project(root).settings.ontology)
    with progress_bar() as progress:
        progress("loading", 0, None)
        count = len(triples_of(adopt(files, load_mapping(mappings, known))))
    add_imports(root, files, mappings)
    sys.stdout.write(f"{count} triples to come into {root / SETTINGS_FILE}\nnext: kg build {root}\n")
