"""How long a document may take. What goes on longer is stopped: by an exception where Python comes to run, else with its process.

The usual is a tenth of a millisecond a character; ten times that, and a minute more, is what a slow machine with other work
may need, and hours less than what has no end.
"""

from __future__ import annotations

import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

SECONDS = 60.0
SECONDS_A_CHARACTER = 0.001
# What is not over by itself after the time for documents together and that for each by itself is over by a multiple of the former.
_PATIENCE = 3
# An exception is lost where it comes up in a callback of C code, so it is raised again.
_AGAIN = 1.0


class TookTooLongError(BaseException):
    """Raised in the middle of work whose time is up; no `Exception`, so that nothing on the way takes it for its own."""


def time_allowed(characters: int) -> float:
    """The seconds that reading so much text may take."""
    return SECONDS + SECONDS_A_CHARACTER * characters


def time_to_end(characters: int) -> float:
    """The seconds after which a process that reads so much text is ended, long after what can be interrupted has been."""
    return _PATIENCE * time_allowed(characters)


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Raises `TookTooLongError` in what takes longer, as soon as Python comes to run: not in the middle of one call of C code.

    Elsewhere than in the main thread, and on Windows, there are no alarms, and nothing is raised.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
    finally:
        # Where the alarm came up between the end of the work and the line above, that line was not run.
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(number: int, frame: object) -> None:
    raise TookTooLongError


@contextmanager
def ended_after(seconds: float, file: TextIO) -> Iterator[None]:
    """Ends this process in the middle of what takes longer, whatever it is at, and notes in a file where that was."""
    # Its watch is no Python code, so it does not wait for a regular expression or a model to come to an end.
    faulthandler.dump_traceback_later(seconds, exit=True, file=file)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
