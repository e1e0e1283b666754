"""The explorer's page and the parts of the graph that it asks for, within the limits that hold for queries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.errors import QueryError
from kg.publish.page_packed import Json
from kg.server.explorer import Explorer
from kg.server.gate import Gate
from kg.server.proxy import body_of, told
from kg.server.settings import Limits

# The parts that can be asked for, and the fields that name the nodes in question.
PARTS: dict[str, tuple[str, ...]] = {"around": ("id",), "way": ("from", "to"), "events": ()}
MOST_KNOWN = 20_000


class GraphApi:
    """The handlers, over an explorer."""

    def __init__(self, explorer: Explorer, limits: Limits) -> None:
        self._explorer = explorer
        self._gate = Gate(limits)
        self._limits = limits

    async def page(self, request: Request) -> Response:
        """The graph as a picture that opens on its most important nodes and asks for the rest."""
        async with self._gate.passed():
            page = await asyncio.to_thread(self._explorer.page)
        # The page brings a policy of its own, which admits its scripts by digest; frames it cannot forbid by itself.
        return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'"})

    async def find(self, request: Request) -> Response:
        """The nodes whose names fit a text."""
        text = request.query_params.get("text", "").strip()
        if not text:
            return told(400, "say what to find: /api/graph/find?text=...")
        async with self._gate.passed():
            return JSONResponse(await asyncio.to_thread(self._explorer.find, text))

    async def part(self, request: Request) -> Response:
        """A part of the graph: around a node, on the way from one to another, or the events."""
        part = request.path_params["part"]
        if part not in PARTS:
            return told(404, f"there is no such part; ask for one of {', '.join(PARTS)}")
        asked = _asked(await body_of(request, self._limits.request_bytes), PARTS[part])
        if asked is None:
            fields = " and ".join([*PARTS[part], f"known, a list of {MOST_KNOWN} IRIs at most"])
            return told(400, f"a JSON object is needed, with {fields}")
        names, known = asked
        parts: dict[str, Callable[..., Json]] = {
            "around": self._explorer.around,
            "way": self._explorer.way,
            "events": self._explorer.events,
        }
        try:
            async with self._gate.passed():
                return JSONResponse(await asyncio.to_thread(parts[part], *names, known))
        except QueryError as error:
            return told(404, str(error))


def _asked(body: bytes, fields: tuple[str, ...]) -> tuple[list[str], list[str]] | None:
    """The nodes in question and those that are known already; None where the request does not have this form."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("known"), list):
        return None
    names: list[object] = [asked.get(field) for field in fields]
    known: list[object] = asked["known"]
    if len(known) > MOST_KNOWN or not all(isinstance(each, str) for each in (*names, *known)):
        return None
    return [str(each) for each in names], [str(each) for each in known]
