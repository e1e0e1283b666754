"""Requests of the SPARQL protocols passed on to the engine, within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.ask.query import SERVICE_REFUSED, without_service
from kg.errors import QueryError
from kg.server.exchange import (
    Answer,
    Asked,
    BrokenOffError,
    Engines,
    GoneError,
    NoEngineError,
    TooBusyError,
    TooLargeResultError,
    TooLongError,
)
from kg.server.guard import refuse_network
from kg.server.settings import Limits

_PASSED_ON = ("accept", "content-type")
_QUERY = {"Content-Type": "application/sparql-query"}
# A data set with nothing in it, so that a query is parsed and finds nothing to do.
_NO_GRAPH = (("default-graph-uri", "urn:x-kg:nothing"), ("named-graph-uri", "urn:x-kg:nothing"))


class TooLargeError(Exception):
    """A request's body is larger than is allowed."""


class Proxy:
    """Passes requests on to engines."""

    def __init__(self, engines: Engines, limits: Limits) -> None:
        self.engines = engines
        self.limits = limits

    async def query(self, request: Request) -> Response:
        """A query of the SPARQL 1.1 Protocol, by GET, as a form, or as it is."""
        body = await body_of(request, self.limits.request_bytes)
        sparql = _sparql(request, body, "query", "application/sparql-query")
        if sparql is None:
            return told(
                400, "a query is needed: ?query=..., a form field of that name, or a body of application/sparql-query"
            )
        refusal = await self._refuse_network(request, sparql)
        return refusal or await self.pass_on(request, "/query", body)

    async def update(self, request: Request) -> Response:
        """An update of the SPARQL 1.1 Protocol."""
        body = await body_of(request, self.limits.upload_bytes)
        sparql = _sparql(request, body, "update", "application/sparql-update")
        if sparql is None:
            return told(400, "an update is needed: a form field of that name, or a body of application/sparql-update")
        try:
            # Parsing is work of this process, and must not stop the others.
            await asyncio.to_thread(refuse_network, sparql)
        except QueryError as error:
            return told(400, str(error))
        return await self.pass_on(request, "/update", body)

    async def graph_store(self, request: Request) -> Response:
        """A request of the Graph Store Protocol."""
        return await self.pass_on(request, "/store", await body_of(request, self.limits.upload_bytes))

    async def pass_on(self, request: Request, path: str, body: bytes) -> Response:
        """The engine's answer, whole, or a refusal."""
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        parameters = tuple(request.query_params.multi_items())
        return await self.respond(request, Asked(path, request.method, parameters, headers, body))

    async def respond(self, request: Request, asked: Asked) -> Response:
        """The engines' answer as a response."""
        answer = await self.answer(request, asked)
        return answer if isinstance(answer, Response) else Response(answer.content, answer.status, answer.headers)

    async def answer(self, request: Request, asked: Asked) -> Answer | Response:
        """What the engines answer, or a refusal: 503 where too many ask, 504 where it takes too long, 400 for too much."""
        leaving = asyncio.create_task(_hung_up(request))
        try:
            return await self.engines.answer(asked, leaving)
        except TooBusyError:
            return told(503, "too many queries at once; try again in a moment", {"Retry-After": "2"})
        except TooLongError:
            return told(504, f"the query took longer than {self.limits.query_seconds} s; make it narrower or add LIMIT")
        except TooLargeResultError:
            return told(400, f"the result is larger than {self.limits.result_bytes} bytes; add LIMIT, or ask for less")
        except BrokenOffError:
            return self._broken_off()
        except NoEngineError:
            return told(503, "the store cannot be read any more; the server ends")
        except GoneError:
            # Nobody is there to read it.
            return told(499, "the client has hung up")
        finally:
            leaving.cancel()

    def _broken_off(self) -> Response:
        if self.engines.shared:
            return told(503, "the store was started again meanwhile; try again", {"Retry-After": "2"})
        return told(
            400,
            f"the query was broken off: it needs more than {self.limits.memory_bytes} bytes of memory or is nested too "
            "deeply; make it narrower",
        )

    async def _refuse_network(self, request: Request, sparql: str) -> Response | None:
        """A refusal for a query that uses SERVICE, which is found out by an engine that can be spared."""
        spelt_otherwise = without_service(sparql)
        if spelt_otherwise == sparql:
            return None
        answer = await self.answer(request, Asked("/query", "POST", _NO_GRAPH, _QUERY, spelt_otherwise.encode()))
        if isinstance(answer, Response):
            return answer
        return told(400, SERVICE_REFUSED) if answer.status >= 400 else None


async def _hung_up(request: Request) -> None:
    """Comes back when who asked has gone; the request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


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
