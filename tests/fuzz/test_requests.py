"""Hostile and malformed requests against a real `kg serve`: an answer to each, no traceback, no hang, no growth of memory."""

from __future__ import annotations

import socket
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.fuzz.seeds import Request, mutated, requests
from tests.server.conftest import CHECKOUT, serving

SEEDS = list(requests())
MUTATIONS = 5_000
LARGEST_MUTATED = 5_000
QUERY_SECONDS = 1
# Waiting for a turn, at work, and a machine that is busy with other things.
ANSWER_SECONDS = 90.0
SILENT_SECONDS = 1.0
ALLOWED = frozenset(
    (200, 204, 400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 417, 426, 431, 499, 501, 503, 504, 505)
)
GROWTH_MB = 60

Server = tuple[str, subprocess.Popen[str], IO[bytes]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    limits = (
        "--timeout",
        str(QUERY_SECONDS),
        "--result-bytes",
        "2000000",
        "--memory-bytes",
        "300000000",
        "--long-queries",
        "6",
    )
    with tempfile.TemporaryFile() as errors, serving(CHECKOUT / "exports", *limits, errors=errors) as started:
        yield (*started, errors)


def sent(address: str, request: Request) -> tuple[int, bytes]:
    """The status and text that come back, 0 where the server hung up or waits for more of the request."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=ANSWER_SECONDS) as connection:
        answer = bytearray()
        try:
            connection.sendall(request.content)
            if not request.statuses:
                connection.settimeout(SILENT_SECONDS)
            while part := connection.recv(1 << 16):
                answer += part
        except (ConnectionError, TimeoutError) as error:
            if isinstance(error, TimeoutError) and request.statuses:
                pytest.fail(f"{request.name}: no answer")
        status = bytes(answer[9:12])
        return int(status) if status.isdigit() else 0, bytes(answer)


def answers_to(server: Server, asked: Iterable[Request]) -> list[tuple[Request, int, bytes]]:
    with ThreadPoolExecutor(12) as threads:
        return list(threads.map(lambda each: (each, *sent(server[0], each)), asked))


def memory_of(process: int) -> int:
    """The memory of a process and its children, in MB."""
    tasks = Path(f"/proc/{process}/task")
    if not tasks.exists():
        pytest.skip("this system does not tell the memory of a process")
    children = [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]
    lines = [Path(f"/proc/{each}/status").read_text().splitlines() for each in (process, *children)]
    return sum(int(line.split()[1]) // 1024 for each in lines for line in each if line.startswith("VmRSS"))


def is_well(server: Server) -> bool:
    """Whether it answers, and has told of no error of its own."""
    server[2].seek(0)
    assert server[2].read() == b""
    return server[1].poll() is None and httpx.get(f"{server[0]}/health", timeout=ANSWER_SECONDS).status_code == 200


def test_each_kept_request_is_answered_as_it_should_be(server: Server) -> None:
    wrong = [
        f"{request.name}: {status} {answer[-200:]!r}"
        for request, status, answer in answers_to(server, SEEDS)
        if b"Traceback" in answer or (request.statuses and status not in request.statuses)
    ]
    assert not wrong, "\n".join(wrong)
    assert is_well(server)


@pytest.mark.slow
def test_thousands_of_mutations_are_answered_and_the_memory_does_not_grow(server: Server) -> None:
    small = [each for each in SEEDS if len(each.content) <= LARGEST_MUTATED]
    changed = [
        Request(f"{seed.name}, mutation {number}", mutated(seed.content, number), frozenset())
        for number in range(MUTATIONS)
        for seed in (small[number % len(small)],)
    ]
    warm, rest = changed[: MUTATIONS // 5], changed[MUTATIONS // 5 :]
    answers_to(server, warm)
    before = memory_of(server[1].pid)
    answers = answers_to(server, rest)
    wrong = [
        f"{request.name}: {status} {answer[-200:]!r}"
        for request, status, answer in answers
        if b"Traceback" in answer or status not in ALLOWED | {0}
    ]
    assert not wrong, "\n".join(wrong)
    assert is_well(server)
    assert memory_of(server[1].pid) <= before + GROWTH_MB
    # Most of them are still requests.
    assert Counter(status > 0 for _, status, _ in answers)[True] > len(rest) / 2
