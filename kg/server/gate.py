"""A gate for work of the server's own process: so many at once, so many waiting, and no longer than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.server.exchange import TooBusyError
from kg.server.settings import Limits


class Gate:
    """Lets so many through at once and so many wait."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._free = asyncio.Semaphore(limits.queries_at_once)
        self._waiting = 0

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """Waits for a place. Raises `TooBusyError` where too many wait already, or none comes free in time."""
        if self._waiting >= self._limits.waiting_queries:
            raise TooBusyError
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._limits.waiting_seconds)
        except TimeoutError as error:
            raise TooBusyError from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
