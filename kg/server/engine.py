"""One `oxigraph` server behind ours: started on a port of this machine alone, watched, and ended with us.

Source: the package `oxigraph`, whose program serves the SPARQL 1.1 Protocol and the Graph Store Protocol. Its own limit on
time is not used: it is looked at rarely (a query may go on for minutes), and the error is then written into an answer of
status 200. So a query that takes too long is ended with its process.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.errors import MissingExtraError, ServerError

PROGRAM = "oxigraph"
HOST = "127.0.0.1"
START_SECONDS = 60.0
END_SECONDS = 10.0
_PORTS_TRIED = 3
_EXCERPT = 400
_LOWEST_PRIORITY = 19


class Engine:
    """An `oxigraph` process over a store on disk; `address` is where it listens.

    `memory_bytes` bounds what it may take, 0 for no bound; only Linux can hold a process to it.
    """

    def __init__(self, location: Path, *, writable: bool = False, memory_bytes: int = 0) -> None:
        self.location = location
        self.writable = writable
        self.memory_bytes = memory_bytes
        self.address = ""
        self._messages = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process and comes back when it takes connections. Raises `ServerError` with its last words."""
        for _ in range(_PORTS_TRIED):
            # Somebody else may take the free port first; then another is tried.
            if self._starts(_free_port()):
                return
            if self.is_running:
                break
        words = self.last_words()
        self.stop()
        raise ServerError(f"the store at {self.location} cannot be served: {words or 'oxigraph does not answer'}")

    def _starts(self, port: int) -> bool:
        command = [
            str(_program()),
            "serve" if self.writable else "serve-read-only",
            "--location",
            str(self.location),
            "--bind",
            f"{HOST}:{port}",
            "--union-default-graph",
        ]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._messages,
            # A group of its own, so that a priority can be set for all of its threads.
            process_group=0,
        )
        self.address = f"http://{HOST}:{port}"
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.is_running:
            with socket.socket() as attempt:
                if attempt.connect_ex((HOST, port)) == 0 and self.is_running:
                    self._bound_memory(self._process.pid)
                    return True
            time.sleep(0.005)
        return False

    def _bound_memory(self, process: int) -> None:
        if self.memory_bytes and sys.platform == "linux":
            import resource

            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(process, resource.RLIMIT_DATA, (self.memory_bytes, self.memory_bytes))

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def processor_seconds(self) -> float | None:
        """How long the process has worked; None where the system does not tell."""
        try:
            text = Path(f"/proc/{self._process.pid if self._process else 0}/stat").read_text(encoding="ascii")
        except OSError:
            return None
        # The name of the program, in brackets, may hold spaces; the 14th and 15th fields are the time in user and system mode.
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def give_way(self) -> None:
        """Lets everything else on this machine go first. There is no way back."""
        if self._process is not None and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PGRP, self._process.pid, _LOWEST_PRIORITY)

    def last_words(self) -> str:
        """The end of what the process wrote to its standard error."""
        with contextlib.suppress(ValueError, OSError):
            self._messages.seek(0)
            return " ".join(self._messages.read()[-_EXCERPT:].decode("utf-8", "replace").split())
        return ""

    def stop(self) -> None:
        """Ends the process, by force where it only reads or does not end by itself."""
        if self._process is None:
            return
        if self.writable:
            self._process.terminate()
        else:
            self._process.kill()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._messages.close()


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
