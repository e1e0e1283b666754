"""`kg push`: a graph and its evidence, put on a SPARQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.remote import Scheme, SecretFile, push_folder, secret_for
from kg.cli.source import opened
from kg.project.settings import is_project, load_project
from kg.store.remote import DEFAULT_GRAPH, Destination


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
    ] = DEFAULT_GRAPH,
    evidence: Annotated[bool, typer.Option(help="Push the evidence as well.")] = True,
    scheme: Annotated[Scheme, typer.Option("--auth", help="How the server lets one in.")] = Scheme.NONE,
    user: Annotated[str, typer.Option("--user", metavar="NAME", help="For basic and digest.")] = "",
    secret_file: SecretFile = None,
) -> None:
    """Put a graph on a SPARQL server, in place of what its named graph holds.

    It can be repeated without harm: the named graph then has the new triples and no others. Without a graph store the graph
    is cleared and filled by SPARQL Update in parts, and others may see it half full for a moment. For a project whose kg.toml
    says where to push, the address and the other options can be left out.
    """
    destination = Destination(store, update, query, graph, evidence, scheme.value, user)
    if not store and not update:
        planned = load_project(source).push if is_project(source) else None
        if planned is None:
            raise typer.BadParameter("give the address of the graph store, or --update URL", param_hint="URL")
        destination = planned
    secret = secret_for(destination, secret_file)
    with opened(source) as place:
        push_folder(place.path, destination, secret)
