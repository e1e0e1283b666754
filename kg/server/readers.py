"""Queries answered by engines that only read: short ones in their turn, long ones beside them and out of their way.

An engine answers one request at a time. Once it has worked for longer than a short query does, it gives way to all other
processes, and another takes its place among those for short queries. Only so many long ones may go on at once; one more is
broken off, and begins anew when it has a place. So nobody has to guess what a query will cost, and one that is never
going to end is ended with its process, as is that of a client who has hung up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kg.server.engine import Engine
from kg.server.exchange import Answer, Asked, Exchange, GoneError, TooBusyError, TooLongError
from kg.server.pool import Pool
from kg.server.settings import Limits

# How often a query that has hardly been given the processor is taken for a short one still.
_WAITS = 10


class Readers:
    """The engines over a store that nobody changes."""

    shared = False

    def __init__(self, location: Path, limits: Limits) -> None:
        self._limits = limits
        self._pool = Pool(lambda: Engine(location, memory_bytes=limits.memory_bytes), limits)
        self._exchange = Exchange(limits)
        self._long = asyncio.Semaphore(limits.long_queries)

    @property
    def failure(self) -> str:
        """Why nothing can be answered any more; "" while it can."""
        return self._pool.failure

    def start(self) -> None:
        """Starts the first engine. Raises `ServerError`."""
        self._pool.start()

    async def start_others(self) -> None:
        """Starts the other engines."""
        await self._pool.start_others()

    async def close(self) -> None:
        """Closes the connections to the engines."""
        await self._exchange.close()

    def stop(self) -> None:
        """Ends all engines."""
        self._pool.stop()

    async def answer(self, asked: Asked, leaving: asyncio.Future[None] | None = None) -> Answer:
        """The answer to a request. Raises the errors of `kg.server.exchange`."""
        hung_up = leaving or asyncio.get_running_loop().create_future()
        async with self._pool.lent() as engine:
            _refuse_gone(hung_up)
            async with self._at_work(engine, asked) as work:
                await self._until_long(engine, work)
                if work.done():
                    return work.result()
                _refuse_gone(hung_up)
                if not self._long.locked():
                    async with self._long:
                        return await self._end_of(work, engine, hung_up)
        return await self._anew(asked, hung_up)

    async def _anew(self, asked: Asked, hung_up: asyncio.Future[None]) -> Answer:
        async with self._long_place():
            _refuse_gone(hung_up)
            async with self._pool.lent() as engine, self._at_work(engine, asked) as work:
                return await self._end_of(work, engine, hung_up)

    @asynccontextmanager
    async def _at_work(self, engine: Engine, asked: Asked) -> AsyncIterator[asyncio.Task[Answer]]:
        """The request on its way; where it has not ended by the end of the context, its engine is ended."""
        work = asyncio.create_task(self._exchange.ask(engine, asked))
        try:
            yield work
        finally:
            if not work.done() or work.cancelled() or work.exception():
                await asyncio.to_thread(engine.stop)
                work.cancel()
                await asyncio.wait({work})

    async def _until_long(self, engine: Engine, work: asyncio.Task[Answer]) -> None:
        """Comes back when the work is done, or when it has taken as much as a short query may.

        What counts is the processor's time where it can be had: on a busy machine a short query has to wait as well.
        """
        before = engine.processor_seconds
        for _ in range(_WAITS):
            await asyncio.wait({work}, timeout=self._limits.short_seconds)
            now = engine.processor_seconds
            if work.done() or before is None or now is None or now - before >= self._limits.short_seconds / 2:
                return

    async def _end_of(self, work: asyncio.Task[Answer], engine: Engine, hung_up: asyncio.Future[None]) -> Answer:
        """The answer of a long query. Raises `TooLongError` and `GoneError`."""
        self._pool.retire(engine)
        engine.give_way()
        either: set[asyncio.Future[Any]] = {work, hung_up}
        await asyncio.wait(either, timeout=self._limits.query_seconds, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        _refuse_gone(hung_up)
        raise TooLongError

    @asynccontextmanager
    async def _long_place(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                await self._long.acquire()
        except TimeoutError as error:
            raise TooBusyError from error
        try:
            yield
        finally:
            self._long.release()


def _refuse_gone(hung_up: asyncio.Future[None]) -> None:
    if hung_up.done():
        raise GoneError
