"""The command line: one file a command; data goes to stdout, progress and errors to stderr.

Exit codes: 0 all is well; 1 an error, told in one line, or something that is not as it has to be (`kg validate`,
`kg evaluate --floor`); 2 the command was called wrongly; 3 (`kg build`) some inputs could not be read, and the rest was
built; 4 (`kg diff`) the two graphs differ; 5 (`kg build --push`) all was built, and the server did not take it; 130 stopped
with Ctrl-C.
"""

from __future__ import annotations

import io
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from kg.cli.adopt import import_command
from kg.cli.build import build_command
from kg.cli.diff import diff_command
from kg.cli.evaluate import evaluate_command
from kg.cli.examples import epilog
from kg.cli.explain import explain_command
from kg.cli.init import init_command
from kg.cli.load import load_command
from kg.cli.named import NamedQueryCommand
from kg.cli.ontology import ontology_command
from kg.cli.push import push_command
from kg.cli.query import query_command
from kg.cli.review import review_command
from kg.cli.serve import serve_command
from kg.cli.validate import validate_command
from kg.errors import KgError

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init", epilog=epilog("init"))(init_command)
app.command("build", epilog=epilog("build"))(build_command)
app.command("import", epilog=epilog("import"))(import_command)
app.command("query", cls=NamedQueryCommand, epilog=epilog("query"))(query_command)
app.command("explain", epilog=epilog("explain"))(explain_command)
app.command("diff", epilog=epilog("diff"))(diff_command)
app.command("review", epilog=epilog("review"))(review_command)
app.command("evaluate", epilog=epilog("evaluate"))(evaluate_command)
app.command("validate", epilog=epilog("validate"))(validate_command)
app.command("load", epilog=epilog("load"))(load_command)
app.command("push", epilog=epilog("push"))(push_command)
app.command("serve", epilog=epilog("serve"))(serve_command)
app.command("ontology", epilog=epilog("ontology"))(ontology_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('kgbuilder')}")
        raise typer.Exit


@app.callback(epilog=epilog(""))
def _kg(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Build a knowledge graph from news, every edge with the words it rests on, and ask it questions."""


def main() -> None:
    """Runs the command line and ends the process: what the `kg` script calls."""
    try:
        sys.exit(_run())
    except BrokenPipeError:
        # The reader of our output has gone. Python flushes stdout once more at exit and must find it open.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run() -> int | str | None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names are in any script, whatever the terminal's settings.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code: int | str | None = 0
    try:
        app(prog_name="kg")
    except KgError as error:
        sys.stderr.write(f"kg: error: {' '.join(str(error).split())}\n")
        code = 1
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    return code
