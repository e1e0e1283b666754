"""`kg validate`: whether a graph is what its ontology and shapes allow."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.ontology import OntologyFiles
from kg.cli.progress import progress_bar
from kg.cli.source import choose_source, opened
from kg.cli.violations import VIOLATIONS_SHOWN, write_violations
from kg.graph import load
from kg.ontology import load_ontology
from kg.publish.summary import names_about
from kg.publish.turtle import write_turtle

NOT_VALID = 1


class ReportFormat(StrEnum):
    """How the report is printed."""

    TEXT = "text"
    TTL = "ttl"
    JSON = "json"


def validate_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="DIR|FILE",
            help="A folder that kg build wrote, or an RDF file from anywhere; may be left out in a project.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help="text for people; ttl for a SHACL validation report; json.")
    ] = ReportFormat.TEXT,
    shown: Annotated[
        int, typer.Option("--most", metavar="N", min=0, help="Print at most so many violations as text.")
    ] = VIOLATIONS_SHOWN,
    ontology: OntologyFiles = None,
) -> None:
    """Check a graph against the ontology's shapes and axioms.

    Each violation is told with the claims behind it and their words, where the graph has its evidence. The exit code is 1
    where there is a violation; warnings do not count.
    """
    # Here, because pySHACL takes a second to load.
    from kg.check import check_graph, conforms, explain_violations, report_records, report_triples

    path, _ = choose_source((source,), "DIR|FILE")
    with progress_bar() as progress, opened(path) as place:
        progress("loading", 0, None)
        graph = load(place.path, ontology=load_ontology((*place.ontology, *(ontology or ()))))
        progress("checking", 0, None)
        violations = check_graph(graph.graph, graph.ontology)
        explained = explain_violations(violations, graph.evidence)
    if output_format is ReportFormat.TTL:
        sys.stdout.write(write_turtle(report_triples(violations), graph.ontology.prefixes))
    elif output_format is ReportFormat.JSON:
        sys.stdout.write(json.dumps(report_records(explained), ensure_ascii=False, indent=2) + "\n")
    else:
        names = names_about(graph.graph, graph.ontology, explained[:shown])
        write_violations(explained, names, shown=shown)
    if not conforms(violations):
        raise typer.Exit(NOT_VALID)
