"""What a few pathological queries do to everybody else at `kg serve`.

    python benchmarks/serve_load.py [GRAPH] [--clients 50] [--seconds 60] [--others 3]

Starts a server over GRAPH (default: exports) and has clients ask small questions one after the other. Windows of five
seconds in which they are alone and windows in which pathological clients ask beside them take turns, so that whatever else
the machine does falls on both alike. Told are the median and the 95th percentile of the small questions' latency in both
kinds of window, the ratio of the medians, how the answers came out, and the memory of the server's processes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

WINDOW_SECONDS = 5.0
PAUSE_SECONDS = 1.0
SMALL = "PREFIX kg: <https://w3id.org/kgbuilder/ontology#> SELECT ?a ?b {{ ?a kg:investsIn ?b }} LIMIT {number}"
# Each is asked with a number of its own, so that no server can know it again by its text.
PATHOLOGICAL = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != {number}) }}",
    "SELECT (COUNT(DISTINCT *) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?i != {number}) }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f . FILTER(?c != {number}) }}",
    "SELECT (COUNT(*) AS ?n) {{ ?a (!<urn:x{number}>|^!<urn:y>)* ?b . ?b (!<urn:x>)* ?c }}",
)


class Connection:
    """One client's connection, kept open; as light as can be, so that the server is measured and not the client."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> int:
        """The status of the answer, which is read to its end."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        reader, writer = self._streams
        writer.write(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(int(line.partition(":")[2]) for line in head.splitlines() if line.startswith("content-length:"))
        await reader.readexactly(length)
        return int(head.split()[1])

    def close(self) -> None:
        """Hangs up, as a client that has lost its patience."""
        if self._streams is not None:
            self._streams[1].close()


async def ask_on(
    connection: Connection, templates: tuple[str, ...], until: float, latencies: list[float], answers: Counter[int]
) -> None:
    """One client that asks again and again."""
    number = random.Random(id(connection))
    try:
        while time.monotonic() < until:
            query = number.choice(templates).format(number=number.randrange(20, 10**9))
            started = time.perf_counter()
            status = await connection.ask(query)
            latencies.append(time.perf_counter() - started)
            answers[status] += 1
            if status == 503:
                await asyncio.sleep(0.2)
    finally:
        connection.close()


async def window(
    server: tuple[str, int], clients: int, others: int, answers: Counter[int], others_answers: Counter[int]
) -> list[float]:
    """The latencies of the small questions in one window; the pathological clients hang up at its end."""
    latencies: list[float] = []
    until = time.monotonic() + WINDOW_SECONDS
    beside = [
        asyncio.create_task(ask_on(Connection(*server), PATHOLOGICAL, until, [], others_answers)) for _ in range(others)
    ]
    await asyncio.gather(
        *(ask_on(Connection(*server), (SMALL,), until, latencies, answers) for _ in range(clients)),
    )
    for each in beside:
        each.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    await asyncio.sleep(PAUSE_SECONDS)
    return latencies


def memory_of(parent: int) -> str:
    """The memory of a process and its children, in MB; nothing where the system does not tell."""
    found = []
    children = [
        child for tasks in Path(f"/proc/{parent}/task").glob("*/children") for child in tasks.read_text().split()
    ]
    for process in [parent, *children]:
        status = Path(f"/proc/{process}/status")
        found += [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return " + ".join(str(int(each) // 1024) for each in found)


def told(name: str, latencies: list[float], small: Counter[int], large: Counter[int]) -> float:
    """Prints one kind of window and gives its median."""
    median, high = statistics.median(latencies), statistics.quantiles(latencies, n=20)[-1]
    print(
        f"{name}: {len(latencies)} answers, median {median * 1000:.0f} ms, 95th percentile {high * 1000:.0f} ms, "
        f"statuses {dict(small)}, others {dict(large)}"
    )
    return median


async def measure(server: tuple[str, int], options: argparse.Namespace) -> None:
    """Takes turns, and tells."""
    await window(server, options.clients, 0, Counter(), Counter())  # to warm up
    latencies: tuple[list[float], list[float]] = ([], [])
    counts: list[tuple[Counter[int], Counter[int]]] = [(Counter(), Counter()), (Counter(), Counter())]
    pairs = []
    for _ in range(max(1, round(options.seconds / 2 / WINDOW_SECONDS))):
        quiet = await window(server, options.clients, 0, *counts[0])
        beside = await window(server, options.clients, options.others, *counts[1])
        latencies[0].extend(quiet)
        latencies[1].extend(beside)
        pairs.append(statistics.median(beside) / statistics.median(quiet))
    alone, loaded = told("alone", latencies[0], *counts[0]), told("beside", latencies[1], *counts[1])
    print(
        f"ratio of medians {loaded / alone:.2f}; of each pair of windows {', '.join(f'{each:.2f}' for each in pairs)}"
    )


def main() -> None:
    """Start the server, load it, tell."""
    parser = argparse.ArgumentParser(description="Load kg serve with and without pathological queries.")
    parser.add_argument("graph", nargs="?", type=Path, default=Path("exports"))
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--others", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    program = [sys.executable, "-c", "from kg.cli import main; main()"]
    command = [*program, "serve", str(options.graph), "--port", "0", "--timeout", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        host, port = server.stdout.readline().split()[1].removeprefix("http://").rstrip("/").split(":")
        try:
            before = memory_of(server.pid)
            asyncio.run(measure((host, int(port)), options))
            print(f"memory in MB before: {before}; after: {memory_of(server.pid)}")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
