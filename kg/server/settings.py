"""What a server allows, with defaults for a machine that others reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one request and on all together; times in seconds, sizes in bytes.

    A query is long once it has worked for `short_seconds`; long ones give way to all others.
    """

    query_seconds: int = 30
    request_bytes: int = 1_000_000
    upload_bytes: int = 200_000_000
    result_bytes: int = 50_000_000
    memory_bytes: int = 1_000_000_000
    queries_at_once: int = 4
    long_queries: int = 2
    short_seconds: float = 0.1
    waiting_queries: int = 64
    waiting_seconds: float = 20.0
