"""SPARQL 1.1 servers: a set of triples put into a named graph there, whole and again at will.

The Graph Store Protocol's PUT replaces a graph in one request, so a push can be repeated without harm. Where a server has
no such address, the graph is cleared and filled by SPARQL Update in parts: the same in the end, but not in one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import MissingExtraError, RemoteError
from kg.store.embedded import TripleSets

if TYPE_CHECKING:
    import httpx

DEFAULT_GRAPH = "https://w3id.org/kgbuilder/graph"
EVIDENCE_SUFFIX = "/evidence"
SCHEMES = ("none", "basic", "digest", "bearer")
TIMEOUT_SECONDS = 300.0
TRIES = 3
PAUSE_SECONDS = 1.0
TRIPLES_A_REQUEST = 5_000
_EXCERPT = 200
_TRY_AGAIN = frozenset((429, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Access:
    """How to be let in: `scheme` is one of `SCHEMES`; `secret` is the password or the token."""

    scheme: str = "none"
    user: str = ""
    secret: str = ""

    def __repr__(self) -> str:
        return f"Access({self.scheme!r}, {self.user!r}, secret hidden)"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a server ("" where it has none): Graph Store Protocol, SPARQL Update, SPARQL Query."""

    store: str = ""
    update: str = ""
    query: str = ""
    access: Access = Access()


@dataclass(frozen=True, slots=True)
class Destination:
    """Where graphs are pushed to, and how; without the secret, so that it can be written down.

    The evidence goes to a graph of its own beside the one that is named.
    """

    store: str = ""
    update: str = ""
    query: str = ""
    graph: str = DEFAULT_GRAPH
    evidence: bool = True
    auth: str = "none"
    user: str = ""

    def endpoint(self, secret: str) -> Endpoint:
        """The addresses with what it takes to be let in."""
        return Endpoint(self.store, self.update, self.query, Access(self.auth, self.user, secret))


def push_sets(parts: TripleSets, destination: Destination, secret: str = "") -> Iterator[tuple[str, int]]:
    """Pushes a graph and its evidence; gives each named graph with its number of triples once it is there.

    Raises `RemoteError` as `push` does.
    """
    wanted = [(destination.graph, parts.graph)]
    if destination.evidence and parts.evidence:
        wanted.append((destination.graph.rstrip("/#") + EVIDENCE_SUFFIX, parts.evidence))
    for name, triples in wanted:
        yield name, push(triples, name, destination.endpoint(secret))


def push(
    triples: Iterable[ox.Triple],
    graph: str,
    endpoint: Endpoint,
    *,
    pause: Callable[[float], None] = time.sleep,
    timeout: float = TIMEOUT_SECONDS,
) -> int:
    """Makes a named graph on a server hold exactly these triples, and gives their number.

    Refusals for a moment (busy, a gateway's, no connection) are tried again up to three times in all. Raises
    `RemoteError` with the address and the server's words, and for blank nodes that would have to be sent in parts.
    """
    name = _graph_name(graph)
    every = sorted(set(triples), key=str)
    with _client(endpoint.access, timeout) as client:
        if endpoint.store:
            body = "".join(f"{each} .\n" for each in every).encode()
            headers = {"Content-Type": "application/n-triples"}
            _send(client, "PUT", endpoint.store, pause, params={"graph": name.value}, content=body, headers=headers)
        elif endpoint.update:
            for request in _updates(every, name):
                _send(client, "POST", endpoint.update, pause, content=request.encode(), headers=_UPDATE)
        else:
            raise RemoteError("say where to push: the address of a graph store, or of SPARQL Update")
        if endpoint.query:
            _verify(client, endpoint.query, name, len(every), pause)
    return len(every)


_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_RESULTS = {"Accept": "application/sparql-results+json"}


def _graph_name(graph: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(graph)
    except ValueError as error:
        raise RemoteError(f"{graph!r} is no IRI, and cannot name a graph: {error}") from error


def _updates(triples: Sequence[ox.Triple], graph: ox.NamedNode) -> Iterator[str]:
    if len(triples) > TRIPLES_A_REQUEST and any(_has_blank_node(each) for each in triples):
        raise RemoteError(
            "the graph has blank nodes, which cannot be sent in parts; push to the address of a graph store instead"
        )
    yield f"CLEAR SILENT GRAPH {graph}"
    for start in range(0, len(triples), TRIPLES_A_REQUEST):
        rows = "\n".join(f"{each} ." for each in triples[start : start + TRIPLES_A_REQUEST])
        yield f"INSERT DATA {{ GRAPH {graph} {{\n{rows}\n}} }}"


def _has_blank_node(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _verify(
    client: httpx.Client, address: str, graph: ox.NamedNode, expected: int, pause: Callable[[float], None]
) -> None:
    """Asks the server how many triples the graph has now."""
    question = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
    answer = _send(client, "POST", address, pause, data={"query": question}, headers=_RESULTS)
    try:
        found = int(answer.json()["results"]["bindings"][0]["count"]["value"])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise RemoteError(f"{address}: the answer is no SPARQL result in JSON: {_excerpt(answer)}") from error
    if found != expected:
        raise RemoteError(f"{address}: the graph <{graph.value}> has {found} triples there, not the {expected} sent")


def _send(
    client: httpx.Client, method: str, address: str, pause: Callable[[float], None], **parts: object
) -> httpx.Response:
    import httpx

    for attempt in range(1, TRIES + 1):
        try:
            answer = client.request(method, address, **parts)  # type: ignore[arg-type]
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise RemoteError(f"{address}: not an address of a server (http://… or https://…): {error}") from error
        except httpx.TransportError as error:
            if attempt == TRIES:
                raise RemoteError(
                    f"{address}: no answer ({error or type(error).__name__}). Is the server running?"
                ) from error
        else:
            if answer.is_success:
                return answer
            if answer.status_code not in _TRY_AGAIN or attempt == TRIES:
                raise RemoteError(f"{address}: {_refusal(answer)}")
        pause(PAUSE_SECONDS * 2 ** (attempt - 1))
    raise AssertionError("the last attempt returns or raises")


def _refusal(answer: httpx.Response) -> str:
    asked = answer.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    hint = f" It asks for {asked} authentication." if answer.status_code == 401 and asked else ""
    return f"{answer.status_code} {answer.reason_phrase}.{hint} {_excerpt(answer)}".rstrip()


def _excerpt(answer: httpx.Response) -> str:
    text = " ".join(answer.text.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def _client(access: Access, timeout: float) -> httpx.Client:
    try:
        import httpx
    except ModuleNotFoundError as error:
        raise MissingExtraError("pushing to a server", "remote") from error
    headers = {"Authorization": f"Bearer {access.secret}"} if access.scheme == "bearer" else {}
    auth: httpx.Auth | None = None
    if access.scheme == "basic":
        auth = httpx.BasicAuth(access.user, access.secret)
    elif access.scheme == "digest":
        auth = httpx.DigestAuth(access.user, access.secret)
    # What the environment says of proxies is left aside: a push goes where it was told to go.
    return httpx.Client(auth=auth, headers=headers, timeout=timeout, trust_env=False, follow_redirects=False)
