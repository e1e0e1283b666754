"""Work spread over processes, of which any may die: what it was doing is done again, and what kills it is named.

`run` gives each task with its result, as they come. Where a worker dies, its whole pool ends; a new one takes up what was
unfinished. What was under way at too many deaths is run alone, so that there is no doubt what dies. A worker whose task takes
longer than it may ends itself, and leaves a note which task that was.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, TypeVar

from kg.engines.limits import ended_after

# How often a task may be under way when a worker dies before it is run alone, and how often it may then die.
ATTEMPTS = 3
# Tasks handed out for each worker: one to do and one to go on with.
AHEAD = 2

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died:
    """Stands for the result of a task whose worker died every time that it was tried."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """Stands for the result of a task that took longer than it might, by so many seconds that it was given."""

    seconds: float


@dataclass(frozen=True, slots=True)
class _Lost(Generic[Task]):
    """The tasks that were under way when a worker ended: those that had taken too long, and those that had not."""

    overdue: tuple[Task, ...] = ()
    others: tuple[Task, ...] = ()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _endless(task: object) -> float | None:
    """No limit."""
    return None


def run(
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    jobs: int,
    *,
    attempts: int = ATTEMPTS,
    limit: Callable[[Task], float | None] = _endless,
) -> Iterator[tuple[Task, Result | Died | Overdue]]:
    """Each task with its result, in the order in which they end; `Died` for one that no worker survives.

    One that takes longer than its `limit` in seconds is `Overdue`. Tasks must be hashable and are drawn a few at a time. What
    `work` raises is raised, and the other workers end.
    """
    coming, deaths, suspects, overdue = deque[Task](), Counter[Task](), list[Task](), list[Task]()
    drawn = iter(tasks)
    while True:
        lost = yield from _until_death(_chained(coming, drawn), work, jobs, limit)
        if not lost:
            break
        overdue += lost.overdue
        for task in lost.others:
            # Where it is known what ended the worker, the others are not suspected of it.
            deaths[task] += not lost.overdue
            (suspects if deaths[task] >= attempts else coming).append(task)
    for task in suspects:
        yield from _alone(task, work, attempts, limit)
    yield from ((task, Overdue(limit(task) or 0.0)) for task in overdue)


def _chained(first: deque[Task], then: Iterator[Task]) -> Iterator[Task]:
    """What is to be done again, before what comes anew."""
    while first:
        yield first.popleft()
    yield from then


def _alone(
    task: Task, work: Callable[[Task], Result], attempts: int, limit: Callable[[Task], float | None]
) -> Iterator[tuple[Task, Result | Died | Overdue]]:
    for _ in range(attempts):
        lost = yield from _until_death(iter((task,)), work, 1, limit)
        if not lost:
            return
        if lost.overdue:
            yield task, Overdue(limit(task) or 0.0)
            return
    yield task, Died()


def _until_death(
    tasks: Iterator[Task], work: Callable[[Task], Result], jobs: int, limit: Callable[[Task], float | None]
) -> Generator[tuple[Task, Result], None, _Lost[Task] | None]:
    """Results until the tasks are done or a worker dies; returns what was under way then."""
    under_way: dict[Future[Result], tuple[Task, Path]] = {}
    handed: list[Task] = []
    numbers = itertools.count()
    with tempfile.TemporaryDirectory(prefix="kg-notes-") as notes, _pool(jobs) as pool:
        try:
            while True:
                while len(under_way) < jobs * AHEAD and (task := next(tasks, None)) is not None:
                    handed, note = [task], Path(notes, str(next(numbers)))
                    under_way[pool.submit(_within, limit(task), note, work, task)] = task, note
                    handed = []
                if not under_way:
                    return None
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    yield under_way.pop(future)[0], result
        except BrokenProcessPool:
            return _lost([*under_way.values()], handed)


def _within(seconds: float | None, note: Path, work: Callable[[Task], Result], task: Task) -> Result:
    """What a worker does with a task: it ends itself where that takes too long."""
    if seconds is None:
        return work(task)
    with note.open("w", encoding="utf-8") as file, ended_after(seconds, file):
        return work(task)


def _lost(under_way: Iterable[tuple[Task, Path]], handed: Iterable[Task]) -> _Lost[Task]:
    overdue: list[Task] = []
    others = [*handed]
    for task, note in under_way:
        was_ended = note.exists() and note.stat().st_size > 0
        (overdue if was_ended else others).append(task)
    return _Lost(tuple(overdue), tuple(others))


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Workers that end with the context, at once where it ends by an error or by Ctrl-C."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin)
    try:
        yield pool
    except BaseException:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """How workers are started: never by a fork of this process, whose threads would not come along."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # What takes long to import is imported once, for this pool and those that follow a death.
    context.set_forkserver_preload(["kg.pipeline"])
    return context


def _begin() -> None:
    """A worker's first act: Ctrl-C is its parent's affair, and it ends when that does, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
