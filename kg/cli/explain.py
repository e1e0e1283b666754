"""`kg explain`: the sentences behind an entity or an edge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.ask.explain import explain, render_explanation
from kg.cli.ontology import OntologyFiles
from kg.cli.tables import printable_lines
from kg.ontology import load_ontology
from kg.store.embedded import load


def explain_command(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that kg build wrote, or an RDF file with evidence.")
    ],
    node: Annotated[
        str, typer.Argument(metavar="NODE", help="An entity: its name, its prefixed name (org:nordwind) or its IRI.")
    ],
    predicate: Annotated[
        str | None, typer.Argument(metavar="PREDICATE", help="Only what this property says of it.", show_default=False)
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(metavar="NODE", help="Only its edge to this entity, or this value.", show_default=False),
    ] = None,
    ontology: OntologyFiles = None,
) -> None:
    """Print the sentences that an entity or an edge rests on."""
    told = explain(load(source), node, predicate, other, ontology=load_ontology(ontology or ()))
    sys.stdout.write(printable_lines(render_explanation(told)))
