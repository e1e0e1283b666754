"""Writes docs/queries.md: the named queries, each with its output on the sample graph (`make docs`)."""

from __future__ import annotations

from pathlib import Path

from kg.ask.named import NamedQuery, load_queries, run_named
from kg.ask.query import display_rows
from kg.cli.named import default, example
from kg.ontology import load_ontology
from kg.store.embedded import load

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = CHECKOUT / "docs" / "queries.md"
SAMPLE = CHECKOUT / "exports"
ROWS_SHOWN = 8
CELL_WIDTH = 90

OPENING = """\
# The named queries

Made by `make docs` from `ontology/queries/*.rq` and the graph of the sample articles in `exports/`.

Each is asked by its name: `kg query NAME` in a project, `kg query DIR NAME` of any graph, `/api/queries/NAME?since=2023` of
`kg serve`, or from the menu of the page there. `kg query --list` lists them, `kg query NAME --help` tells the options of one.
A node may be given by its label in any language, its prefixed name or its IRI; dates are a year, a month or a day.
"""


def reference() -> str:
    """The page: one section for each query."""
    ontology, store = load_ontology(), load(SAMPLE)
    sections = [OPENING]
    for query in load_queries().values():
        header, *rows = display_rows(run_named(store, query, dict(query.example), ontology))
        sections.append(_section(query, header, rows))
    return "\n".join(sections)


def _section(query: NamedQuery, header: list[str], rows: list[list[str]]) -> str:
    parts = [f"## {query.name}", "", f"**{query.title}.** {query.description}", ""]
    if query.parameters:
        parts += _table(
            ["parameter", "type", "default", "what it says"],
            [[f"`--{each.name}`", each.type, default(each), each.description] for each in query.parameters],
        )
    parts += ["```console", f"$ {example(query)}", "```", "", *_table(header, rows[:ROWS_SHOWN])]
    if len(rows) > ROWS_SHOWN:
        parts += [f"and {len(rows) - ROWS_SHOWN} more.", ""]
    if not rows:
        parts += ["The sample has no such thing.", ""]
    return "\n".join(parts)


def _table(header: list[str], rows: list[list[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(map(_cell, line))} |" for line in lines), ""]


def _cell(text: str) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if len(flat) <= CELL_WIDTH else flat[: CELL_WIDTH - 1] + "…"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
