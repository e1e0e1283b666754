"""`kg query`: SPARQL, or a query that ships with kg by its name, asked of a built folder or an RDF file."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.ask.named import NamedQuery, load_queries, run_named
from kg.ask.query import QueryResult, display_rows, format_result, run_query
from kg.cli.named import write_list
from kg.cli.source import choose_source, opened
from kg.cli.tables import write_table
from kg.errors import QueryError
from kg.ontology import load_ontology
from kg.store.disk import open_store
from kg.store.prefixes import known_prefixes

_NAME = re.compile(r"[\w.-]+")


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"


def query_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="DIR|FILE",
            help="A folder that kg build wrote, or an RDF file; may be left out in a project.",
            show_default=False,
        ),
    ] = None,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="SPARQL|NAME", help="A query, or the name of one that ships with kg.", show_default=False
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from a file (- for stdin).")
    ] = None,
    list_named: Annotated[
        bool, typer.Option("--list", help="List the named queries and their parameters, and stop.")
    ] = False,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter of a named query; may be given several times."),
    ] = None,
    output_format: Annotated[
        AnswerFormat, typer.Option("--format", help="How to print the answer; ttl is for CONSTRUCT and DESCRIBE.")
    ] = AnswerFormat.TABLE,
) -> None:
    """Ask a graph a question, in SPARQL or by its name.

    A named query takes options of its own (kg query NAME --help tells them): --since 2023 is --param since=2023.

    The prefixes kg, rdf, rdfs, skos, prov, dcterms, xsd and those of the entities (org, place, ...) need not be
    declared.
    """
    if list_named:
        write_list(load_queries())
        return
    path, rest = choose_source((source, question), "DIR|FILE")
    answer = _ask(path, _question(rest[0] if rest else None, file), _arguments(parameters or ()))
    if output_format is AnswerFormat.TABLE:
        header, *rows = display_rows(answer)
        write_table(header, rows)
    else:
        sys.stdout.write(format_result(answer, output_format.value))


def _question(question: str | None, file: Path | None) -> str:
    if (question is None) == (file is None):
        raise typer.BadParameter("give either a query, a name from --list, or -f FILE", param_hint="SPARQL|NAME")
    if file is None:
        return question or ""
    try:
        return sys.stdin.read() if file == Path("-") else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read as a query: {error}") from error


def _arguments(parameters: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in parameters:
        name, equals, value = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not NAME=VALUE", param_hint="--param")
        found[name] = value
    return found


def _ask(path: Path, question: str, arguments: Mapping[str, str]) -> QueryResult:
    named = _NAME.fullmatch(question)
    if arguments and not named:
        raise QueryError("--param is for named queries (kg query --list); write the values into the SPARQL")
    with opened(path) as source:
        ontology = load_ontology(source.ontology)
        if named:
            return run_named(open_store(source.path), _named(question), arguments, ontology)
        return run_query(open_store(source.path), question, known_prefixes(ontology, source.base))


def _named(name: str) -> NamedQuery:
    queries = load_queries()
    if name not in queries:
        raise QueryError(f"no query is called {name}; there are {', '.join(queries) or 'none'} (kg query --list)")
    return queries[name]
