"""The `oxigraph` server behind ours: started on a port of this machine alone, watched, and ended with us.

Source: the package `oxigraph`, whose program serves the SPARQL 1.1 Protocol and the Graph Store Protocol.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.errors import MissingExtraError, ServerError

PROGRAM = "oxigraph"
HOST = "127.0.0.1"
START_SECONDS = 60.0
END_SECONDS = 10.0
_EXCERPT = 400


class Engine:
    """A running `oxigraph` process over a store on disk; `address` is where it listens."""

    def __init__(self, location: Path, *, writable: bool, query_seconds: int) -> None:
        self.location = location
        self.writable = writable
        self.query_seconds = query_seconds
        self.address = ""
        self._messages = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process and comes back when it takes connections. Raises `ServerError` with its last words."""
        port = _free_port()
        command = [
            str(_program()),
            "serve" if self.writable else "serve-read-only",
            "--location",
            str(self.location),
            "--bind",
            f"{HOST}:{port}",
            "--timeout-s",
            str(self.query_seconds),
            "--union-default-graph",
        ]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._messages
        )
        self.address = f"http://{HOST}:{port}"
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.is_running:
            with socket.socket() as attempt:
                if attempt.connect_ex((HOST, port)) == 0:
                    return
            time.sleep(0.02)
        words = self.last_words()
        self.stop()
        raise ServerError(f"the store at {self.location} cannot be served: {words or 'oxigraph does not answer'}")

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def last_words(self) -> str:
        """The end of what the process wrote to its standard error."""
        with contextlib.suppress(ValueError, OSError):
            self._messages.seek(0)
            return " ".join(self._messages.read()[-_EXCERPT:].decode("utf-8", "replace").split())
        return ""

    def stop(self) -> None:
        """Ends the process, by force where it does not end by itself."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextlib.contextmanager
def running(location: Path, *, writable: bool, query_seconds: int) -> Iterator[Engine]:
    """A started engine that is ended when the context is left, however it is left."""
    engine = Engine(location, writable=writable, query_seconds=query_seconds)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


def _program() -> Path:
    beside = Path(sys.executable).with_name(PROGRAM)
    found = str(beside) if beside.is_file() else shutil.which(PROGRAM)
    if found is None:
        raise MissingExtraError("serving a graph", "server")
    return Path(found)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
