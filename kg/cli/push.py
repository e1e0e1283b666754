"""`kg push`: a graph and its evidence, put on a SPARQL server."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.progress import progress_bar
from kg.cli.source import opened
from kg.store.embedded import load_triples
from kg.store.remote import Access, Endpoint, push

GRAPH = "https://w3id.org/kgbuilder/graph"
EVIDENCE_SUFFIX = "/evidence"


class Scheme(StrEnum):
    """How the server lets one in."""

    NONE = "none"
    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


def push_command(
    source: Annotated[
        Path, typer.Argument(metavar="DIR|FILE", help="A folder that kg build wrote, a project, or an RDF file.")
    ],
    store: Annotated[
        str,
        typer.Argument(
            metavar="[URL]", help="The address of the server's graph store (Graph Store Protocol).", show_default=False
        ),
    ] = "",
    update: Annotated[
        str, typer.Option("--update", metavar="URL", help="Its address for SPARQL Update, where it has no graph store.")
    ] = "",
    query: Annotated[
        str,
        typer.Option("--query", metavar="URL", help="Its address for queries: asked afterwards how much has arrived."),
    ] = "",
    graph: Annotated[
        str,
        typer.Option("--graph", metavar="IRI", help="The named graph; the evidence goes to IRI/evidence beside it."),
    ] = GRAPH,
    evidence: Annotated[bool, typer.Option(help="Push the evidence as well.")] = True,
    scheme: Annotated[Scheme, typer.Option("--auth", help="How the server lets one in.")] = Scheme.NONE,
    user: Annotated[str, typer.Option("--user", metavar="NAME", help="For basic and digest.")] = "",
    secret_file: Annotated[
        Path | None,
        typer.Option(
            "--secret-file", metavar="FILE", help="The password or token: the first line of this file (- for stdin)."
        ),
    ] = None,
) -> None:
    """Put a graph on a SPARQL server, in place of what its named graph holds.

    It can be repeated without harm: the named graph then has the new triples and no others. Without a graph store the graph
    is cleared and filled by SPARQL Update in parts, and others may see it half full for a moment.
    """
    if not store and not update:
        raise typer.BadParameter("give the address of the graph store, or --update URL", param_hint="URL")
    if scheme is not Scheme.NONE and secret_file is None:
        raise typer.BadParameter(f"--auth {scheme} needs --secret-file", param_hint="--secret-file")
    access = Access(scheme.value, user, _secret(secret_file))
    endpoint = Endpoint(store, update, query, access)
    with opened(source) as place:
        parts = load_triples(place.path)
    wanted = [(graph, parts.graph)]
    if evidence and parts.evidence:
        wanted.append((graph.rstrip("/#") + EVIDENCE_SUFFIX, parts.evidence))
    with progress_bar() as progress:
        for number, (name, triples) in enumerate(wanted):
            progress("pushing", number, len(wanted))
            count = push(triples, name, endpoint)
            sys.stdout.write(f"{count} triples in <{name}>\n")


def _secret(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        text = sys.stdin.read() if path == Path("-") else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: cannot be read: {error}", param_hint="--secret-file") from error
    return text.splitlines()[0] if text else ""
