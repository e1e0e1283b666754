"""Requests of the SPARQL protocols passed on to the engine, within limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import QueryError
from kg.server.guard import refuse_network
from kg.server.settings import Limits

_PASSED_ON = ("accept", "content-type")
_PASSED_BACK = ("content-type", "location")
_GRACE_SECONDS = 5
# The engine's answer to a query that ran out of time; it has no status of its own for it.
_TIMED_OUT = ("timeout", "timed out", "cancelled", "canceled")


class TooBusyError(Exception):
    """More requests are waiting than are allowed."""


class TooLargeError(Exception):
    """A request's body is larger than is allowed."""


class Gate:
    """Lets so many queries through at once and so many wait."""

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


class Proxy:
    """Passes requests on to the engine at an address."""

    def __init__(self, client: httpx.AsyncClient, limits: Limits, prefixes: Mapping[str, str]) -> None:
        self.client = client
        self.limits = limits
        self.prefixes = prefixes
        self.gate = Gate(limits)

    async def query(self, request: Request) -> Response:
        """A query of the SPARQL 1.1 Protocol, by GET, as a form, or as it is."""
        body = await body_of(request, self.limits.request_bytes)
        sparql = _sparql(request, body, "query", "application/sparql-query")
        if sparql is None:
            return told(
                400, "a query is needed: ?query=..., a form field of that name, or a body of application/sparql-query"
            )
        try:
            # Parsing is work of this process, and must not stop the others.
            await asyncio.to_thread(refuse_network, sparql, self.prefixes)
        except QueryError as error:
            return told(400, str(error))
        return await self.pass_on(request, "/query", body)

    async def update(self, request: Request) -> Response:
        """An update of the SPARQL 1.1 Protocol."""
        body = await body_of(request, self.limits.upload_bytes)
        sparql = _sparql(request, body, "update", "application/sparql-update")
        if sparql is None:
            return told(400, "an update is needed: a form field of that name, or a body of application/sparql-update")
        try:
            await asyncio.to_thread(refuse_network, sparql, self.prefixes, update=True)
        except QueryError as error:
            return told(400, str(error))
        return await self.pass_on(request, "/update", body)

    async def graph_store(self, request: Request) -> Response:
        """A request of the Graph Store Protocol."""
        return await self.pass_on(request, "/store", await body_of(request, self.limits.upload_bytes))

    async def pass_on(self, request: Request, path: str, body: bytes) -> Response:
        """The engine's answer, whole; 503 where too many ask, 504 where it takes too long, 400 where it is too large."""
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        try:
            async with self.gate.passed():
                sending = self.client.build_request(
                    request.method,
                    path,
                    params=httpx.QueryParams(str(request.query_params)),
                    content=body,
                    headers=headers,
                )
                answer = await self.client.send(sending, stream=True)
                try:
                    content = await self._content(answer)
                finally:
                    await answer.aclose()
        except TooBusyError:
            return told(503, "too many queries at once; try again in a moment", {"Retry-After": "2"})
        except httpx.TimeoutException:
            return told(504, f"the query took longer than {self.limits.query_seconds} s; make it narrower or add LIMIT")
        except httpx.TransportError:
            return told(503, "the store does not answer at the moment; try again", {"Retry-After": "2"})
        if content is None:
            return told(400, f"the result is larger than {self.limits.result_bytes} bytes; add LIMIT, or ask for less")
        if answer.status_code >= 500 and any(word in content.decode("utf-8", "replace").lower() for word in _TIMED_OUT):
            return told(504, f"the query took longer than {self.limits.query_seconds} s; make it narrower or add LIMIT")
        back = {name: answer.headers[name] for name in _PASSED_BACK if name in answer.headers}
        return Response(content, answer.status_code, back)

    async def _content(self, answer: httpx.Response) -> bytes | None:
        """The body, or None where it is larger than is allowed."""
        parts: list[bytes] = []
        size = 0
        async for part in answer.aiter_bytes():
            size += len(part)
            if size > self.limits.result_bytes:
                return None
            parts.append(part)
        return b"".join(parts)


def engine_client(address: str, limits: Limits) -> httpx.AsyncClient:
    """A client for the engine that gives up a little after the engine itself should have."""
    timeout = httpx.Timeout(limits.query_seconds + _GRACE_SECONDS, pool=None)
    pool = httpx.Limits(max_connections=limits.queries_at_once * 2)
    return httpx.AsyncClient(base_url=address, timeout=timeout, limits=pool, trust_env=False)


async def body_of(request: Request, most: int) -> bytes:
    """A request's body. Raises `TooLargeError` as soon as it is larger than allowed, whatever its length says."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise TooLargeError
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)


def told(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal in one line of plain text."""
    return PlainTextResponse(f"{message}\n", status, headers)


def _sparql(request: Request, body: bytes, field: str, media_type: str) -> str | None:
    """The query or update that a request carries; None where it carries none, or no UTF-8."""
    given = request.query_params.get(field)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if request.method == "POST" and kind == media_type:
            return body.decode("utf-8")
        if request.method == "POST" and kind == "application/x-www-form-urlencoded":
            fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100)
            return next(iter(fields.get(field, [])), given)
    except (UnicodeDecodeError, ValueError):
        return None
    return given
