"""All requests answered by the one engine that may write: two processes must not have a store open while one changes it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kg.errors import KgError
from kg.server.engine import Engine
from kg.server.exchange import Answer, Asked, BrokenOffError, Exchange, TooBusyError, TooLongError
from kg.server.settings import Limits


class Writer:
    """The engine over a store that may change. A query that takes too long is ended by starting the engine again."""

    shared = True

    def __init__(self, location: Path, limits: Limits) -> None:
        self.failure = ""
        self._location = location
        self._limits = limits
        self._engine = Engine(location, writable=True)
        self._exchange = Exchange(limits)
        self._places = asyncio.Semaphore(limits.queries_at_once)
        self._waiting = 0
        self._starting = asyncio.Lock()

    def start(self) -> None:
        """Starts the engine. Raises `ServerError`."""
        self._engine.start()

    async def start_others(self) -> None:
        """There are no others."""

    async def close(self) -> None:
        """Closes the connections to the engine."""
        await self._exchange.close()

    def stop(self) -> None:
        """Ends the engine."""
        self._engine.stop()

    async def answer(self, asked: Asked, leaving: asyncio.Future[None] | None = None) -> Answer:
        """The answer to a request. Raises the errors of `kg.server.exchange`."""
        await self._turn()
        engine = self._engine
        try:
            async with asyncio.timeout(self._limits.query_seconds):
                return await self._exchange.ask(engine, asked)
        except TimeoutError as error:
            await self._start_again(engine)
            raise TooLongError from error
        except BrokenOffError:
            if not engine.is_running:
                await self._start_again(engine)
            raise
        finally:
            self._places.release()

    async def _turn(self) -> None:
        if self._waiting >= self._limits.waiting_queries:
            raise TooBusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                await self._places.acquire()
        except TimeoutError as error:
            raise TooBusyError from error
        finally:
            self._waiting -= 1

    async def _start_again(self, engine: Engine) -> None:
        """Puts another in the place of an engine, once, however many found it wanting."""
        async with self._starting:
            if self._engine is not engine:
                return
            await asyncio.to_thread(engine.stop)
            another = Engine(self._location, writable=True)
            try:
                await asyncio.to_thread(another.start)
            except KgError as error:
                self.failure = str(error)
            else:
                self._engine = another
