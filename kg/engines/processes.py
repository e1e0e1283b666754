"""Work spread over processes, of which any may die: what it was doing is done again, and what kills it is named.

`run` gives each task with its result, as they come. Where a worker dies, its whole pool ends; a new one takes up what was
unfinished. What was under way at too many deaths is run alone, so that there is no doubt what dies.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import TypeVar

# How often a task may be under way when a worker dies before it is run alone, and how often it may then die.
ATTEMPTS = 3
# Tasks handed out for each worker: one to do and one to go on with.
AHEAD = 2

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died:
    """Stands for the result of a task whose worker died every time that it was tried."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    tasks: Iterable[Task], work: Callable[[Task], Result], jobs: int, *, attempts: int = ATTEMPTS
) -> Iterator[tuple[Task, Result | Died]]:
    """Each task with its result, in the order in which they end; `Died` for one that no worker survives.

    Tasks must be hashable and are drawn a few at a time. What `work` raises is raised, and the other workers end.
    """
    coming, deaths, suspects = deque[Task](), Counter[Task](), list[Task]()
    drawn = iter(tasks)
    while True:
        lost = yield from _until_death(_chained(coming, drawn), work, jobs)
        if not lost:
            break
        for task in lost:
            deaths[task] += 1
            (suspects if deaths[task] >= attempts else coming).append(task)
    for task in suspects:
        yield from _alone(task, work, attempts)


def _chained(first: deque[Task], then: Iterator[Task]) -> Iterator[Task]:
    """What is to be done again, before what comes anew."""
    while first:
        yield first.popleft()
    yield from then


def _alone(task: Task, work: Callable[[Task], Result], attempts: int) -> Iterator[tuple[Task, Result | Died]]:
    for _ in range(attempts):
        lost = yield from _until_death(iter((task,)), work, 1)
        if not lost:
            return
    yield task, Died()


def _until_death(
    tasks: Iterator[Task], work: Callable[[Task], Result], jobs: int
) -> Generator[tuple[Task, Result], None, list[Task]]:
    """Results until the tasks are done or a worker dies; returns what was under way then."""
    under_way: dict[Future[Result], Task] = {}
    handed: list[Task] = []
    with _pool(jobs) as pool:
        try:
            while True:
                while len(under_way) < jobs * AHEAD and (task := next(tasks, None)) is not None:
                    handed = [task]
                    under_way[pool.submit(work, task)] = task
                    handed = []
                if not under_way:
                    return []
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    yield under_way.pop(future), result
        except BrokenProcessPool:
            return [*under_way.values(), *handed]


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
