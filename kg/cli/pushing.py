"""`kg build --push`: its options, and a build with a push after it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.remote import Scheme, push_folder, secret_for
from kg.cli.source import opened
from kg.errors import RemoteError
from kg.store.remote import Destination

NOT_PUSHED = 5

PushTo = Annotated[
    str | None,
    typer.Option(
        "--push",
        metavar="URL",
        help="Afterwards, put the graph on the SPARQL server whose graph store has this address (see kg push).",
    ),
]
NoPush = Annotated[bool, typer.Option("--no-push", help="Do not push, though kg.toml says so.")]
PushUpdate = Annotated[
    str,
    typer.Option("--push-update", metavar="URL", help="Its address for SPARQL Update, where it has no graph store."),
]
PushQuery = Annotated[
    str, typer.Option("--push-query", metavar="URL", help="Its address for queries: asked how much has arrived.")
]
PushGraph = Annotated[
    str,
    typer.Option("--push-graph", metavar="IRI", help="The named graph; the evidence goes to IRI/evidence beside it."),
]
PushEvidence = Annotated[bool, typer.Option("--push-evidence/--no-push-evidence", help="Push the evidence as well.")]
PushAuth = Annotated[Scheme, typer.Option("--push-auth", help="How the server lets one in.")]
PushUser = Annotated[str, typer.Option("--push-user", metavar="NAME", help="For basic and digest.")]


@contextmanager
def pushing(built: Path, destination: Destination | None, secret_file: Path | None) -> Iterator[None]:
    """Does what is done inside, a build, and then pushes what it made; a secret that is missing is told before it.

    Inputs that could not be read do not keep the rest from being pushed.
    """
    secret = secret_for(destination, secret_file) if destination else ""
    code = 0
    try:
        yield
    except typer.Exit as end:
        code = end.exit_code
    if destination:
        try:
            with opened(built) as place:
                push_folder(place.path, destination, secret)
        except RemoteError as error:
            sys.stderr.write(
                f"not pushed: {' '.join(str(error).split())}. All is built and written; `kg push {built} ...` tries again\n"
            )
            raise typer.Exit(NOT_PUSHED) from error
    if code:
        raise typer.Exit(code)
