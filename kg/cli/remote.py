"""A server that graphs are pushed to, as the command line names it, and the secret that never stands there."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.progress import progress_bar
from kg.errors import MissingExtraError
from kg.store.embedded import load_triples
from kg.store.remote import Destination, push_sets

SECRET_VARIABLE = "KG_PUSH_SECRET"


class Scheme(StrEnum):
    """How the server lets one in."""

    NONE = "none"
    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-file",
        metavar="FILE",
        help="The password or token: the first line of this file (- for stdin). Without it, the variable "
        f"{SECRET_VARIABLE} is taken, or you are asked.",
    ),
]


def secret_for(destination: Destination, file: Path | None) -> str:
    """The password or token: from the file, the environment, or whoever sits at the terminal; "" where none is needed."""
    if "httpx" not in sys.modules and find_spec("httpx") is None:
        # Better said before a long build than after it.
        raise MissingExtraError("pushing to a server", "remote")
    if file is not None:
        return _first_line(file)
    if destination.auth == Scheme.NONE:
        return ""
    if found := os.environ.get(SECRET_VARIABLE):
        return found
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            f"--auth {destination.auth} needs --secret-file, or the variable {SECRET_VARIABLE}",
            param_hint="--secret-file",
        )
    return str(typer.prompt("password" if destination.user else "token", hide_input=True, err=True))


def push_folder(path: Path, destination: Destination, secret: str) -> None:
    """Pushes what a file or a built folder holds, and tells what has arrived. Raises `RemoteError`."""
    with progress_bar() as progress:
        progress("pushing", 0, None)
        for name, count in push_sets(load_triples(path), destination, secret):
            sys.stdout.write(f"{count} triples in <{name}>\n")


def _first_line(path: Path) -> str:
    try:
        text = sys.stdin.read() if path == Path("-") else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: cannot be read: {error}", param_hint="--secret-file") from error
    return text.splitlines()[0] if text else ""
