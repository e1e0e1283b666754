"""What a few pathological queries do to everybody else at `kg serve`.

    python benchmarks/serve_load.py [GRAPH] [--clients 50] [--seconds 60]

Starts a server over GRAPH (default: exports), has clients ask small questions one after the other for half of the time, and
for the other half beside clients that ask for a product of all with all. Told are the median and the 95th percentile of the
small questions' latency in both halves, their ratio, and how the answers came out.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

SMALL = "PREFIX kg: <https://w3id.org/kgbuilder/ontology#> SELECT ?a ?b { ?a kg:investsIn ?b } LIMIT 20"
PATHOLOGICAL = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
PATHOLOGICAL_CLIENTS = 3


async def ask(
    client: httpx.AsyncClient, query: str, until: float, latencies: list[float], answers: Counter[int]
) -> None:
    """One client that asks again and again."""
    while time.monotonic() < until:
        started = time.perf_counter()
        answer = await client.get("/sparql", params={"query": query})
        latencies.append(time.perf_counter() - started)
        answers[answer.status_code] += 1
        if answer.status_code == 503:
            await asyncio.sleep(0.2)


async def half(
    address: str, clients: int, seconds: float, pathological: int
) -> tuple[list[float], Counter[int], Counter[int]]:
    """Latencies and answers of the small questions, and the answers of the others."""
    latencies: list[float] = []
    small: Counter[int] = Counter()
    large: Counter[int] = Counter()
    until = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=120, trust_env=False, limits=limits) as client:
        await asyncio.gather(
            *(ask(client, SMALL, until, latencies, small) for _ in range(clients)),
            *(ask(client, PATHOLOGICAL, until, [], large) for _ in range(pathological)),
        )
    return latencies, small, large


def told(name: str, latencies: list[float], small: Counter[int], large: Counter[int]) -> float:
    """Prints a half and gives its median."""
    median, high = statistics.median(latencies), statistics.quantiles(latencies, n=20)[-1]
    print(
        f"{name}: median {median * 1000:.0f} ms, 95th percentile {high * 1000:.0f} ms, answers {dict(small)}, others {dict(large)}"
    )
    return median


def main() -> None:
    """Start the server, load it, tell."""
    parser = argparse.ArgumentParser(description="Load kg serve with and without pathological queries.")
    parser.add_argument("graph", nargs="?", type=Path, default=Path("exports"))
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    program = [sys.executable, "-c", "from kg.cli import main; main()"]
    command = [*program, "serve", str(options.graph), "--port", "0", "--timeout", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[1].rstrip("/")
        try:
            seconds = options.seconds / 2
            alone = told("alone", *asyncio.run(half(address, options.clients, seconds, 0)))
            beside = told("beside", *asyncio.run(half(address, options.clients, seconds, PATHOLOGICAL_CLIENTS)))
            print(f"ratio of medians {beside / alone:.2f}")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
