"""Documents as tasks: whatever happens to one, all others are read, and the one that kills or does not end is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, Self, TypeVar

from kg.engines.extraction import took_too_long
from kg.engines.limits import time_to_end
from kg.engines.processes import Died, Overdue, run
from kg.pipeline import Progress
from kg.records import Document, ReadFailure


class Documents(Protocol):
    """Some documents as one task."""

    @property
    def size(self) -> int:
        """How many there are."""

    @property
    def characters(self) -> int:
        """How long their texts are together."""

    def split(self) -> list[Self]:
        """A task for each."""


Task = TypeVar("Task", bound=Documents)
Result = TypeVar("Result")


def each_done(
    tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int, report: Progress
) -> Iterator[tuple[Task, Result | Died | Overdue]]:
    """The tasks with their results as they come; of one that ends no worker well, only the document that is to blame has none.

    With one job this process does the work itself, and what kills it or does not end in C code, kills it or does not end.
    """
    total, done = sum(task.size for task in tasks), 0
    for task, result in ((task, work(task)) for task in tasks) if jobs == 1 else done_apart(tasks, work, jobs):
        yield task, result
        done += task.size
        report("extracting", done, total)


def done_apart(
    tasks: Iterable[Task], work: Callable[[Task], Result], jobs: int
) -> Iterator[tuple[Task, Result | Died | Overdue]]:
    """The tasks with their results, all done by other processes than this one."""
    for task, result in run(tasks, work, jobs, limit=time_limit):
        if isinstance(result, Died | Overdue) and task.size > 1:
            # Which of its documents is to blame is found by reading them one at a time.
            yield from run(task.split(), work, 1, limit=time_limit)
        else:
            yield task, result


def time_limit(task: Documents) -> float:
    """The seconds after which the process that does a task is ended."""
    return time_to_end(task.characters)


def unread(document: Document, why: Died | Overdue) -> ReadFailure:
    """The failure of a document that was read by itself and did not come to an end that is one."""
    if isinstance(why, Overdue):
        return ReadFailure(document.name, took_too_long(why.seconds))
    return ReadFailure(document.name, "reading it ends the process each time; it may need more memory than there is")
