"""One request to an engine and its answer, and what may come instead of an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import httpx

from kg.server.engine import Engine
from kg.server.settings import Limits

_PASSED_BACK = ("content-type", "location")


class TooBusyError(Exception):
    """More requests are waiting than are allowed, or none before this one has ended in time."""


class TooLongError(Exception):
    """The engine took longer than one query may."""


class TooLargeResultError(Exception):
    """The result is larger than is allowed."""


class BrokenOffError(Exception):
    """The engine ended while it was at work: by lack of memory, or because the query is nested too deeply."""


class NoEngineError(Exception):
    """No engine can be started any more."""


class GoneError(Exception):
    """Who asked has hung up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for an engine."""

    path: str
    method: str = "GET"
    parameters: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Engines(Protocol):
    """One or several engines, as the server sees them; `shared` where one answers several requests at once."""

    @property
    def shared(self) -> bool: ...

    def start(self) -> None:
        """Starts the first engine. Raises `ServerError` where it cannot be."""

    async def start_others(self) -> None:
        """Starts those that may come later."""

    async def answer(self, asked: Asked, leaving: asyncio.Future[None] | None = None) -> Answer:
        """The answer to a request; `leaving` is done when who asked has hung up. Raises the errors above."""

    @property
    def failure(self) -> str:
        """Why nothing can be answered any more; "" while it can."""

    async def close(self) -> None:
        """Gives back what belongs to the event loop."""

    def stop(self) -> None:
        """Ends all engines."""


class Exchange:
    """Sends requests to engines and takes their answers, whole and no larger than is allowed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        pool = httpx.Limits(max_connections=None, max_keepalive_connections=limits.queries_at_once * 2)
        self._client = httpx.AsyncClient(timeout=None, limits=pool, trust_env=False)

    async def ask(self, engine: Engine, asked: Asked) -> Answer:
        """The engine's answer. Raises `TooLargeResultError`, and `BrokenOffError` where the engine ends meanwhile."""
        request = self._client.build_request(
            asked.method,
            engine.address + asked.path,
            params=httpx.QueryParams(asked.parameters),
            content=asked.content,
            # As they came: a header may hold any byte.
            headers={name.encode("latin-1"): value.encode("latin-1") for name, value in asked.headers.items()},
        )
        try:
            answer = await self._client.send(request, stream=True)
            try:
                content = await self._content(answer)
            finally:
                await answer.aclose()
        except httpx.TransportError as error:
            raise BrokenOffError from error
        back = {name: answer.headers[name] for name in _PASSED_BACK if name in answer.headers}
        return Answer(answer.status_code, back, content)

    async def _content(self, answer: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        async for part in answer.aiter_bytes():
            size += len(part)
            if size > self._limits.result_bytes:
                raise TooLargeResultError
            parts.append(part)
        return b"".join(parts)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()
