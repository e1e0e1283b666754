"""`kg load`: RDF of any size put into a store on disk."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.progress import progress_bar
from kg.store.bulk import bulk_files, bulk_load
from kg.store.disk import STORE_FOLDER


def load_command(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR|FILE", help="A folder that kg build wrote, with Spark or without, or RDF files (also .gz)."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="The folder for the store. Default: the folder that kg wrote.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Load a built graph or files of RDF into a store on disk, which kg query and kg explain then ask.

    It takes what does not fit into memory. The store is written to DIR/store; where there is one already nothing is done. A
    build that writes to DIR again removes it, as it would hold another graph.
    """
    if out is None and not (len(sources) == 1 and sources[0].is_dir()):
        raise typer.BadParameter("name the folder for the store, as in --out loaded", param_hint="--out")
    started = time.monotonic()
    folder = out or sources[0]
    files = [file for source in sources for file in bulk_files(source)]
    with progress_bar() as progress:
        number = bulk_load(files, folder / STORE_FOLDER, progress=progress)
    seconds = time.monotonic() - started
    sys.stdout.write(f"{number} quads loaded in {seconds:.1f} s; ask them with kg query {folder}\n")
