"""The application at the one address: pages, entities, named queries, and the SPARQL protocols passed through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import kg
from kg.errors import QueryError
from kg.ontology import ENTITY_BASE
from kg.publish.formats import write_triples
from kg.server.description import FORMS, openapi
from kg.server.exchange import Asked, Engines, TooBusyError
from kg.server.explorer import Explorer
from kg.server.graph_api import GraphApi
from kg.server.guard import may_write
from kg.server.library import Library
from kg.server.proxy import Proxy, TooLargeError, told
from kg.server.settings import Limits

ASSETS = Path(__file__).parent / "page_assets"
ENGINE_ASSETS = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}
OWN_ASSETS = {"ask.js": "text/javascript", "ask.css": "text/css"}
MEDIA_TYPES = {"json": "application/sparql-results+json", "csv": "text/csv", "tsv": "text/tab-separated-values"}
ENTITY_FORMS = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What stands in an IRI as it is; a header has room for no other letters.
URI = "%:/?#[]@!$&'()*+,;="
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Site:
    """The handlers, over a library for reading and a proxy to the engines; with a token, they may be written to."""

    def __init__(self, library: Library, engines: Engines, limits: Limits, *, token: str, title: str) -> None:
        self.library = library
        self.writable = bool(token)
        self.token = token
        self.explorer = Explorer(library, title)
        self.graph = GraphApi(self.explorer, limits)
        self.proxy = Proxy(engines, limits)
        self.templates = Environment(
            loader=FileSystemLoader(ASSETS, encoding="utf-8"), autoescape=True, undefined=StrictUndefined
        )

    # ---------------------------------------------------------------- pages

    async def home(self, request: Request) -> Response:
        """The page to ask questions."""
        return self._html("ask.html.jinja")

    async def asset(self, request: Request) -> Response:
        """A script or style: ours, or what the engine ships."""
        name = request.path_params["name"]
        if name in OWN_ASSETS:
            return FileResponse(ASSETS / name, media_type=OWN_ASSETS[name])
        if name not in ENGINE_ASSETS:
            return told(404, "no such file")
        answer = await self.proxy.respond(request, Asked(f"/{name}"))
        if answer.status_code == 200:
            answer.headers["Content-Type"] = f"{ENGINE_ASSETS[name]}; charset=utf-8"
        return answer

    # ---------------------------------------------------------------- entities

    async def entity(self, request: Request) -> Response:
        """What is known of an entity, as a page or as triples."""
        name = request.query_params.get("name", "")
        if not name:
            return told(400, "say which: /entity?name=... (its IRI, its prefixed name or its label)")
        return await self._entity(request, name)

    async def entity_by_path(self, request: Request) -> Response:
        """The same for an entity of ours by the end of its IRI."""
        return await self._entity(request, ENTITY_BASE + request.path_params["path"])

    async def _entity(self, request: Request, name: str) -> Response:
        form = _entity_form(request.headers.get("accept", ""))
        try:
            if form == "html":
                told_of = await asyncio.to_thread(self.library.entity, name)
                return self._html("entity.html.jinja", entity=told_of, explanation=told_of.explanation)
            iri, triples = await asyncio.to_thread(self.library.triples, name)
        except QueryError as error:
            return told(404, str(error))
        text = write_triples(triples, form, self.library.ontology.prefixes)
        media_type = next(each for each, known in ENTITY_FORMS.items() if known == form)
        return Response(text, media_type=media_type, headers={"Vary": "Accept", "X-Entity": quote(iri, safe=URI)})

    # ---------------------------------------------------------------- named queries

    async def queries(self, request: Request) -> Response:
        """The named queries with their parameters."""
        return JSONResponse([
            {
                "name": query.name,
                "title": query.title,
                "description": query.description,
                "parameters": [
                    {"name": each.name, "type": each.type, "default": each.default, "description": each.description}
                    for each in query.parameters
                ],
                "example": dict(query.example),
                "sparql": query.sparql,
            }
            for query in self.library.queries.values()
        ])  # fmt: skip

    async def named_query(self, request: Request) -> Response:
        """The answer of a named query."""
        arguments = dict(request.query_params)
        form = arguments.pop("format", FORMS[0])
        if form not in FORMS:
            return told(400, f"{form}: not a form; choose from {', '.join(FORMS)}")
        sparql = await self._filled_in(request.path_params["name"], arguments)
        if isinstance(sparql, Response):
            return sparql
        headers = {"Content-Type": "application/sparql-query", "Accept": MEDIA_TYPES[form]}
        return await self.proxy.respond(request, Asked("/query", "POST", (), headers, sparql.encode()))

    async def named_sparql(self, request: Request) -> Response:
        """The SPARQL of a named query, filled in."""
        sparql = await self._filled_in(request.path_params["name"], dict(request.query_params))
        return sparql if isinstance(sparql, Response) else Response(sparql, media_type="application/sparql-query")

    async def _filled_in(self, name: str, arguments: Mapping[str, str]) -> str | Response:
        if name not in self.library.queries:
            return told(404, f"no query is called {name}; /api/queries lists them")
        try:
            return await asyncio.to_thread(self.library.sparql, name, arguments)
        except QueryError as error:
            return told(400, str(error))

    async def terms(self, request: Request) -> Response:
        """The ontology's terms and the prefixes, for completion."""
        return JSONResponse({"prefixes": self.library.prefixes, "terms": self.library.terms()})

    async def description(self, request: Request) -> Response:
        """The OpenAPI description."""
        return JSONResponse(openapi(self.library.queries, kg.__version__, writable=self.writable))

    async def health(self, request: Request) -> Response:
        """Whether the store answers."""
        answer = await self.proxy.respond(request, Asked("/query", parameters=(("query", "ASK {}"),)))
        well = answer.status_code == 200
        return JSONResponse({"store": "ok" if well else "no answer"}, 200 if well else 503)

    # ---------------------------------------------------------------- the SPARQL protocols

    async def sparql(self, request: Request) -> Response:
        """A query."""
        return await self.proxy.query(request)

    async def update(self, request: Request) -> Response:
        """An update, for those who may."""
        return self._refusal(request) or self._written(await self.proxy.update(request))

    async def store(self, request: Request) -> Response:
        """A graph read by anyone, and written by those who may."""
        if request.method in ("GET", "HEAD"):
            return await self.proxy.graph_store(request)
        return self._refusal(request) or self._written(await self.proxy.graph_store(request))

    def _written(self, answer: Response) -> Response:
        """What was read before a write is not to be told after it."""
        self.explorer.forget()
        return answer

    def _refusal(self, request: Request) -> Response | None:
        if not self.writable:
            return told(403, "this server is read-only; start it with kg serve --writable")
        if not may_write(request.headers.get("authorization", ""), self.token):
            return told(401, "writing needs the token: Authorization: Bearer ...", {"WWW-Authenticate": "Bearer"})
        return None

    def _html(self, template: str, **values: object) -> Response:
        text = self.templates.get_template(template).render(**values)
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


def application(library: Library, engines: Engines, limits: Limits, *, token: str = "", title: str = "") -> ASGIApp:
    """The whole site as an ASGI application."""
    site = Site(library, engines, limits, token=token, title=title)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await engines.start_others()
        yield
        await engines.close()

    reading = ["GET"]
    routes = [
        Route("/", site.home, methods=reading),
        Route("/graph", site.graph.page, methods=reading),
        Route("/api/graph/find", site.graph.find, methods=reading),
        Route("/api/graph/{part}", site.graph.part, methods=["POST"]),
        Route("/assets/{name}", site.asset, methods=reading),
        Route("/entity", site.entity, methods=reading),
        Route("/id/{path:path}", site.entity_by_path, methods=reading),
        Route("/api/queries", site.queries, methods=reading),
        Route("/api/queries/{name}", site.named_query, methods=reading),
        Route("/api/queries/{name}/sparql", site.named_sparql, methods=reading),
        Route("/api/terms", site.terms, methods=reading),
        Route("/openapi.json", site.description, methods=reading),
        Route("/health", site.health, methods=reading),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/query", site.sparql, methods=["GET", "POST"]),
        Route("/update", site.update, methods=["POST"]),
        Route("/store", site.store, methods=["GET", "HEAD", "PUT", "POST", "DELETE"]),
    ]
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        TooLargeError: _too_large,
        TooBusyError: _too_busy,
        ClientDisconnect: _hung_up,
    }
    site_itself = Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan)
    # It would send people to whatever host their request names.
    site_itself.router.redirect_slashes = False
    return _SafeHeaders(site_itself)


async def _too_large(request: Request, error: Exception) -> Response:
    return told(413, "the request is larger than this server allows")


async def _too_busy(request: Request, error: Exception) -> Response:
    return told(503, "too many are asking at once; try again in a moment", {"Retry-After": "2"})


async def _hung_up(request: Request, error: Exception) -> Response:
    # Nobody is there to read it.
    return told(499, "the client has hung up")


class _SafeHeaders:
    """Adds to every answer the headers that keep a browser from guessing and telling."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    *((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()),
                ]
            await send(message)

        await self.app(scope, receive, sending)


def _entity_form(accept: str) -> str:
    """The form that an Accept header likes best of those there are; a page where it does not say."""
    wanted: list[tuple[float, int, str]] = []
    for number, part in enumerate(accept.split(",")):
        media_type, *parameters = (each.strip() for each in part.split(";"))
        quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        form = "html" if media_type in ("text/html", "*/*", "application/xhtml+xml") else ENTITY_FORMS.get(media_type)
        if form:
            wanted.append((-_number(quality), number, form))
    return min(wanted)[2] if wanted else "html"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
