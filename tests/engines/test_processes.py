"""Work spread over processes: everything is done, whoever dies."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.engines.processes import Died, Overdue, processors, run


@dataclass(frozen=True)
class Job:
    """A number to be doubled by a worker, which dies so many times before it comes to it."""

    number: int
    deaths: int
    folder: Path


def double(job: Job) -> int:
    for death in range(job.deaths):
        try:
            (job.folder / f"{job.number}-{death}").touch(exist_ok=False)
        except FileExistsError:
            continue
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * job.number


def double_after_a_while(job: Job) -> int:
    time.sleep(0.6)
    return 2 * job.number


def refuse(job: Job) -> int:
    raise ValueError(f"no {job.number}")


def double_unless_three(job: Job) -> int:
    """Three has no end, and that in one call of C code, which nothing in the process can interrupt."""
    if job.number == 3:
        re.match("(a+)+$", "a" * 60 + "b")
    return 2 * job.number


def test_every_task_is_done_once(tmp_path: Path) -> None:
    results = run([Job(number, 0, tmp_path) for number in range(9)], double, 2)
    assert sorted((job.number, result) for job, result in results) == [(number, 2 * number) for number in range(9)]


def test_what_a_dead_worker_left_is_done_by_another(tmp_path: Path) -> None:
    jobs = [Job(number, int(number in (1, 5)), tmp_path) for number in range(7)]
    assert dict(run(jobs, double, 2)) == {job: 2 * job.number for job in jobs}


def test_a_task_that_no_worker_survives_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    deadly = Job(3, 100, tmp_path)
    jobs = [*(Job(number, 0, tmp_path) for number in range(3)), deadly, Job(4, 0, tmp_path)]
    wanted = {job: 2 * job.number for job in jobs} | {deadly: Died()}
    assert dict(run(jobs, double, 2, attempts=2)) == wanted


def test_a_task_that_does_not_end_is_ended_once_and_the_others_are_done(tmp_path: Path) -> None:
    jobs = [Job(number, 0, tmp_path) for number in range(7)]
    wanted = {job: Overdue(2.0) if job.number == 3 else 2 * job.number for job in jobs}
    assert dict(run(jobs, double_unless_three, 2, limit=lambda job: 2.0 if job.number == 3 else 500.0)) == wanted


def test_a_task_that_ends_in_time_is_not_ended_afterwards(tmp_path: Path) -> None:
    jobs = [Job(number, 0, tmp_path) for number in range(3)]
    assert dict(run(jobs, double_after_a_while, 1, limit=lambda job: 1.5)) == {job: 2 * job.number for job in jobs}


def test_what_work_raises_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no 1"):
        list(run([Job(1, 0, tmp_path)], refuse, 2))


def test_no_worker_outlives_a_run_that_is_given_up(tmp_path: Path) -> None:
    before = set(multiprocessing.active_children())
    results = run([Job(number, 0, tmp_path) for number in range(50)], double, 2)
    next(results)
    results.close()
    assert set(multiprocessing.active_children()) == before


def test_there_is_a_processor() -> None:
    assert processors() >= 1
