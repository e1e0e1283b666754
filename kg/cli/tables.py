"""Rows as a table in the terminal; in a pipe no cell is cut or wrapped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

# Names come from documents that nobody has vetted: none may send an escape sequence to the terminal.
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def printable(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(text.translate(_CONTROL).split())


def printable_lines(text: str) -> str:
    """A text with its lines and their indents, without other control characters."""
    return "".join(f"{line.translate(_CONTROL).rstrip()}\n" for line in text.splitlines())


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Writes a table to stdout; `right` are the numbers of the columns that are aligned at the right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, column in enumerate(columns):
        table.add_column(printable(column), justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(printable, row))
    console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False)
    if not sys.stdout.isatty():
        wide = console.options.update(max_width=1_000_000)
        console.width = max(console.width, Measurement.get(console, wide, table).maximum)
    with console.capture() as captured:
        console.print(table)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
