"""Pushing to SPARQL servers: two real ones, and one that misbehaves on purpose."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.errors import RemoteError
from kg.store import remote
from kg.store.remote import Access, Endpoint, push
from tests.conftest import free_port, wait_for_port

GRAPH = "https://example.org/graph"


def triples(count: int, word: str = "née “x” \\ \n") -> set[ox.Triple]:
    return {
        ox.Triple(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), ox.Literal(f"{word}{number}", language="fr"))
        for number in range(count)
    }


def held(query: str, graph: str = GRAPH) -> set[str]:
    """The triples that a server has in a named graph."""
    question = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    answer = httpx.post(query, data={"query": question}, headers={"Accept": "application/sparql-results+xml"})
    solutions = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.XML)
    assert isinstance(solutions, ox.QuerySolutions)
    return {str(ox.Triple(row["s"], row["p"], row["o"])) for row in solutions}  # type: ignore[arg-type]


@contextmanager
def virtuoso(folder: Path) -> Iterator[Endpoint]:
    port, other = free_port(), free_port()
    settings = f"""[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = {other}
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = {port}
ServerRoot = {folder}
ServerThreads = 4
"""
    (folder / "v.ini").write_text(settings, encoding="utf-8")
    command = ["virtuoso-t", "+configfile", str(folder / "v.ini"), "+foreground"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            wait_for_port(port, process)
            root = f"http://127.0.0.1:{port}"
            # The password is that of a database nobody has set up.
            access = Access("digest", "dba", "dba")
            yield Endpoint(f"{root}/sparql-graph-crud-auth", "", f"{root}/sparql", access)
        finally:
            process.terminate()


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_a_push_replaces_what_the_graph_held_and_can_be_repeated(oxigraph_server: str, way: str) -> None:
    store, update = (f"{oxigraph_server}/store", "") if way == "graph store" else ("", f"{oxigraph_server}/update")
    endpoint = Endpoint(store, update, f"{oxigraph_server}/query")
    graph = f"{GRAPH}/{way.replace(' ', '-')}"
    for content in (triples(3), triples(3), triples(2, "other "), set()):
        assert push(content, graph, endpoint) == len(content)
        assert held(endpoint.query, graph) == set(map(str, content))


def test_many_triples_go_by_update_in_parts(oxigraph_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "TRIPLES_A_REQUEST", 4)
    endpoint = Endpoint("", f"{oxigraph_server}/update", f"{oxigraph_server}/query")
    assert push(triples(10), f"{GRAPH}/parts", endpoint) == 10
    blank = {*triples(10), ox.Triple(ox.BlankNode("b"), ox.NamedNode("urn:p"), ox.BlankNode("c"))}
    with pytest.raises(RemoteError, match="blank nodes"):
        push(blank, f"{GRAPH}/parts", endpoint)
    assert len(held(endpoint.query, f"{GRAPH}/parts")) == 10


@pytest.mark.skipif(shutil.which("virtuoso-t") is None, reason="needs the server virtuoso-t")
def test_a_server_of_another_make_takes_it_with_digest_authentication(tmp_path: Path) -> None:
    with virtuoso(tmp_path) as endpoint:
        for content in (triples(3), triples(2, "other ")):
            assert push(content, GRAPH, endpoint) == len(content)
            assert held(endpoint.query) == set(map(str, content))
        with pytest.raises(RemoteError, match=r"401 .*It asks for digest authentication"):
            push(triples(1), GRAPH, Endpoint(endpoint.store))


Answer = Callable[[BaseHTTPRequestHandler, int], tuple[int, bytes]]


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that answers each request, by its number, as told; and the headers it was sent."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append(dict(self.headers))
            status, body = answer(self, len(seen))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_POST = respond  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/store", seen
        running.shutdown()


def test_a_server_that_is_busy_for_a_moment_is_asked_again() -> None:
    pauses: list[float] = []
    with server(lambda request, number: (503, b"") if number < 3 else (204, b"")) as (address, seen):
        assert push(triples(1), GRAPH, Endpoint(address), pause=pauses.append) == 1
    assert (len(seen), pauses) == (3, [1.0, 2.0])


@pytest.mark.parametrize(
    ("status", "body", "message", "requests"),
    [
        (503, b"out of memory", "503 Service Unavailable. out of memory", 3),
        (400, b"line 1:  bad\n triple", "400 Bad Request. line 1: bad triple", 1),
        (500, b"x" * 300, f"500 Internal Server Error. {'x' * 200}…", 1),
    ],
)
def test_a_refusal_is_told_with_the_servers_words(status: int, body: bytes, message: str, requests: int) -> None:
    with server(lambda request, number: (status, body)) as (address, seen):
        with pytest.raises(RemoteError, match=re.escape(f"{address}: {message}")):
            push(triples(1), GRAPH, Endpoint(address), pause=lambda seconds: None)
        assert len(seen) == requests


@pytest.mark.parametrize(
    ("access", "header"),
    [
        (Access("bearer", secret="t0ken"), "Bearer t0ken"),
        (Access("basic", "ada", "pass"), "Basic YWRhOnBhc3M="),
        (Access(), None),
    ],
)
def test_a_request_carries_what_lets_it_in(access: Access, header: str | None) -> None:
    with server(lambda request, number: (204, b"")) as (address, seen):
        push(triples(1), GRAPH, Endpoint(address, access=access))
    assert seen[0].get("Authorization") == header


def test_a_secret_is_not_shown() -> None:
    assert "t0ken" not in repr(Access("bearer", secret="t0ken"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"results": {"bindings": [{"count": {"value": "7"}}]}}', "has 7 triples there, not the 1 sent"),
        (b"<html>", "no SPARQL result in JSON: <html>"),
        (b"[]", "no SPARQL result in JSON"),
    ],
)
def test_a_count_that_is_another_is_an_error(body: bytes, message: str) -> None:
    with (
        server(lambda request, number: (200, body)) as (address, _),
        pytest.raises(RemoteError, match=re.escape(message)),
    ):
        push(triples(1), GRAPH, Endpoint(address, query=address))


@pytest.mark.parametrize(
    ("graph", "endpoint", "message"),
    [
        (GRAPH, Endpoint(), "say where to push"),
        (GRAPH, Endpoint("ftp://example.org/x"), "not an address of a server"),
        ("not an IRI", Endpoint("http://127.0.0.1:9/"), "cannot name a graph"),
        (GRAPH, Endpoint(f"http://127.0.0.1:{free_port()}/"), "Is the server running?"),
    ],
)
def test_a_call_that_cannot_work_says_why(graph: str, endpoint: Endpoint, message: str) -> None:
    with pytest.raises(RemoteError, match=re.escape(message)):
        push(triples(1), graph, endpoint, pause=lambda seconds: None)
