"""Writes docs/cli.md, the reference of the command line, from the commands' own help (`make docs`)."""

from __future__ import annotations

from pathlib import Path

import typer.main

from kg.cli import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 100

OPENING = """\
# The command line

Made by `make docs` from the commands' own help. Data goes to stdout, progress and errors to stderr.

| exit code | meaning |
| --- | --- |
| 0 | all is well |
| 1 | an error, told in one line on stderr; or the graph is not valid (`kg validate`), a floor not reached (`kg evaluate`) |
| 2 | the command was called wrongly |
| 3 | `kg build`: some inputs could not be read, each is named on stderr, and the rest was built |
| 4 | `kg diff`: the two graphs differ |
| 5 | `kg build --push`: all was built and written, and the server did not take it |
| 130 | stopped with Ctrl-C |
"""


def reference() -> str:
    """The page: one section with the help of each command."""
    root = typer.main.get_command(app)
    top = root.make_context("kg", [], resilient_parsing=True, terminal_width=WIDTH)
    sections = [OPENING, _section("kg", root.get_help(top))]
    for name, command in getattr(root, "commands", {}).items():
        context = command.make_context(name, [], parent=top, resilient_parsing=True, terminal_width=WIDTH)
        sections.append(_section(f"kg {name}", command.get_help(context)))
    return "\n".join(sections)


def _section(title: str, text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join([f"## {title}", "", "```text", *lines, "```", ""])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
