"""Engines for reading, of which each answers one request at a time: any of them can be ended without harm to the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from kg.errors import KgError
from kg.server.engine import Engine
from kg.server.exchange import NoEngineError, TooBusyError
from kg.server.settings import Limits


class Pool:
    """As many engines as queries may run at once; one that has ended is replaced."""

    def __init__(self, make: Callable[[], Engine], limits: Limits) -> None:
        self.failure = ""
        self._make = make
        self._limits = limits
        # None once there will be no more.
        self._free: asyncio.Queue[Engine | None] = asyncio.Queue()
        self._all: set[Engine] = set()
        self._retired: set[Engine] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    def start(self) -> None:
        """Starts the first engine. Raises `ServerError`."""
        self._free.put_nowait(self._started())

    async def start_others(self) -> None:
        """Starts the rest, beside whatever else is done."""
        for _ in range(self._limits.queries_at_once - 1):
            self._add()

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Engine]:
        """A free engine, to be used alone. Raises `TooBusyError` where too many wait or none comes free in time,
        and `NoEngineError`.
        """
        engine = await self._next()
        try:
            yield engine
        finally:
            if engine in self._retired:
                self._retired.discard(engine)
                await self._end(engine)
            elif engine.is_running:
                self._free.put_nowait(engine)
            else:
                self._all.discard(engine)
                self._add()

    def retire(self, engine: Engine) -> None:
        """Has another take the place of a lent engine, which is ended when it comes back."""
        self._retired.add(engine)
        self._add()

    def stop(self) -> None:
        """Ends all engines, and starts no more."""
        self._closed = True
        for engine in list(self._all):
            engine.stop()
        self._all.clear()

    async def _next(self) -> Engine:
        if self._waiting >= self._limits.waiting_queries:
            raise TooBusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                while True:
                    engine = await self._free.get()
                    if engine is None:
                        self._free.put_nowait(None)
                        raise NoEngineError
                    if engine.is_running:
                        return engine
                    self._all.discard(engine)
                    self._add()
        except TimeoutError as error:
            raise TooBusyError from error
        finally:
            self._waiting -= 1

    def _add(self) -> None:
        task = asyncio.create_task(self._add_started())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add_started(self) -> None:
        if self._closed:
            return
        try:
            self._free.put_nowait(await asyncio.to_thread(self._started))
        except KgError as error:
            # With this engine a place is lost for good: the server ends with the reason, to be started again.
            self.failure = str(error)
            self._free.put_nowait(None)

    def _started(self) -> Engine:
        engine = self._make()
        engine.start()
        self._all.add(engine)
        if self._closed:
            engine.stop()
        return engine

    async def _end(self, engine: Engine) -> None:
        self._all.discard(engine)
        await asyncio.to_thread(engine.stop)
