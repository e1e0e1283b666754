"""What a server allows, with defaults for a machine that others reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one request and on all together; times in seconds, sizes in bytes."""

    query_seconds: int = 30
    request_bytes: int = 1_000_000
    upload_bytes: int = 200_000_000
    result_bytes: int = 50_000_000
    queries_at_once: int = 4
    waiting_queries: int = 64
    waiting_seconds: float = 20.0
