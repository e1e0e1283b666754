"""What takes too long is stopped, and what does not is left alone."""

from __future__ import annotations

import multiprocessing
import re
import signal
import threading
import time
from pathlib import Path

import pytest

from kg.engines.limits import TookTooLongError, ended_after, interrupted_after, time_allowed

alarms = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no alarms on Windows")


def never_ending() -> None:
    while True:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001 -- work that takes every error for one of its own
            continue


@alarms
def test_work_that_does_not_end_is_interrupted() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TookTooLongError), interrupted_after(0.1):
        never_ending()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@alarms
def test_it_is_interrupted_again_where_the_first_time_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.engines.limits._AGAIN", 0.1)

    def losing() -> None:
        try:
            never_ending()
        except TookTooLongError:
            never_ending()

    with pytest.raises(TookTooLongError), interrupted_after(0.1):
        losing()


def test_what_ends_in_time_gives_what_it_gives() -> None:
    with interrupted_after(0.2):
        found = sum(range(1000))
    time.sleep(0.3)
    assert found == 499_500


def test_elsewhere_than_in_the_main_thread_work_is_done_as_it_is() -> None:
    done: list[int] = []

    def work() -> None:
        with interrupted_after(0.05):
            time.sleep(0.2)
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def backtrack(seconds: float, note: Path) -> None:
    with note.open("w", encoding="utf-8") as file, ended_after(seconds, file):
        re.match("(a+)+$", "a" * 60 + "b")


def be_quick(seconds: float, note: Path) -> None:
    with note.open("w", encoding="utf-8") as file, ended_after(seconds, file):
        pass


@pytest.mark.parametrize(("work", "seconds", "ended"), [(backtrack, 0.3, True), (be_quick, 60.0, False)])
def test_a_process_ends_in_the_middle_of_c_code_and_leaves_a_note(work, seconds, ended, tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=(seconds, tmp_path / "note"))
    process.start()
    process.join(60)
    assert process.exitcode == ended
    assert ("backtrack" in (tmp_path / "note").read_text("utf-8")) == ended


def test_a_longer_text_may_take_longer() -> None:
    assert time_allowed(0) >= 60
    assert time_allowed(100_000) > time_allowed(1000)
