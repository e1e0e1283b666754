"""A pass over all documents run: its batches by processes, and what they give put into the scratch database as it comes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.engines.archive.passes import Rows, Work
from kg.engines.archive.workplace import workplace
from kg.engines.partition import Partition
from kg.engines.processes import Died, Overdue, run
from kg.errors import OutputError
from kg.pipeline import Progress

# Documents that a task of the later passes has.
BATCH = 64

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Passing:
    """How the passes of a build are run: where and with what (see `Work`), by how many processes, and who is told."""

    database: sqlite3.Connection
    work: Work
    jobs: int
    progress: Progress

    def over_partitions(self, step: Callable[[Work], Rows], partitions: Sequence[Partition], stage: str) -> None:
        """Runs a pass over partitions. Raises `OutputError` where a process dies again and again."""
        self._put_down(self._results(step, [replace(self.work, partition=each) for each in partitions], stage))

    def over_rows(self, step: Callable[[Work], Rows], table: str, stage: str) -> None:
        """Runs a pass over the rows of a table; likewise."""
        self._put_down(self.each(step, table, stage))

    def each(self, step: Callable[[Work], Result], table: str, stage: str) -> Iterator[Result]:
        """What a pass over the rows of a table gives, as it comes; likewise. The rows are numbered without a gap."""
        (last,) = self.database.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()
        starts = range(1, last + 1, BATCH)
        return self._results(step, [replace(self.work, first=each, last=each + BATCH - 1) for each in starts], stage)

    def _results(self, step: Callable[[Work], Result], tasks: Sequence[Work], stage: str) -> Iterator[Result]:
        # What other processes are to see.
        self.database.commit()
        self.progress(stage, 0, len(tasks))
        results = run(tasks, step, self.jobs) if self.jobs > 1 else _here(tasks, step)
        for number, (_, result) in enumerate(results, start=1):
            if isinstance(result, Died | Overdue):
                raise OutputError(f"{stage}: a process ended again and again; it may need more memory than there is")
            yield result
            self.progress(stage, number, len(tasks))

    def _put_down(self, results: Iterable[Rows]) -> None:
        for rows in results:
            for table, found in rows.items():
                if found:
                    places = ", ".join("?" * len(found[0]))
                    self.database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({places})", found)
            self.database.commit()


def _here(tasks: Iterable[Work], step: Callable[[Work], Result]) -> Iterator[tuple[Work, Result]]:
    """By this process, which then lets go of what it has opened for it."""
    try:
        for task in tasks:
            yield task, step(task)
    finally:
        workplace.cache_clear()
