"""`kg explain`: the sentences behind an entity or an edge."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.ask.explain import explain, render_explanation
from kg.cli.ontology import OntologyFiles
from kg.cli.source import choose_source, opened
from kg.cli.tables import printable_lines
from kg.ontology import load_ontology
from kg.store.disk import open_store


def explain_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="DIR|FILE",
            help="A folder that kg build wrote, or an RDF file with evidence; may be left out in a project.",
            show_default=False,
        ),
    ] = None,
    node: Annotated[
        str | None,
        typer.Argument(
            metavar="NODE",
            help="An entity: its name, its prefixed name (org:nordwind) or its IRI.",
            show_default=False,
        ),
    ] = None,
    predicate: Annotated[
        str | None,
        typer.Argument(metavar="PREDICATE", help="Only what this property says of it.", show_default=False),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(metavar="NODE", help="Only its edge to this entity, or this value.", show_default=False),
    ] = None,
    ontology: OntologyFiles = None,
) -> None:
    """Print the sentences that an entity or an edge rests on."""
    path, rest = choose_source((source, node, predicate, other), "DIR|FILE")
    if not rest:
        raise typer.BadParameter("name an entity; outside a project, a graph before it", param_hint="NODE")
    with opened(path) as graph:
        files = (*graph.ontology, *(ontology or ()))
        told = explain(open_store(graph.path), *rest, ontology=load_ontology(files))
    sys.stdout.write(printable_lines(render_explanation(told)))
