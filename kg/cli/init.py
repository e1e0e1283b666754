"""`kg init`: a folder becomes a project."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.tables import printable
from kg.project.settings import SETTINGS_FILE, init_project


def init_command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The project's folder; made if it is not there.", show_default="this folder"
        ),
    ] = Path(),
) -> None:
    """Make a folder a project: documents that are built again and again.

    Writes kg.toml, the settings. `kg build` in the folder then reads what is new or has changed, keeps a store in .kg, and
    writes the graph and its page; kg query, kg explain and the others ask the project where no other graph is named.
    """
    project = init_project(folder)
    sources = ", ".join(project.settings.sources)
    sys.stdout.write(
        f"{printable(str(folder / SETTINGS_FILE))} written; documents are taken from {printable(sources)}\n"
    )
    sys.stdout.write(f"next: kg build{'' if folder == Path() else f' {printable(str(folder))}'}\n")
