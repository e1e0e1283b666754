"""A progress bar on stderr where a person watches, and nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Report = Callable[[str, int, int | None], None]


def _report_nothing(stage: str, done: int, total: int | None) -> None:
    """Takes a report and shows nothing."""


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A function that takes (stage, done, total or None) and moves the bar, for as long as the context lasts."""
    if not sys.stderr.isatty():
        yield _report_nothing
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(stage: str, done: int, total: int | None) -> None:
            count = f" {done}/{total}" if total else ""
            bar.update(task, description=f"{stage}{count}", completed=done, total=total)

        yield report
