"""`kg serve`: a graph at an address of this machine, for people, for programs and for SPARQL."""

from __future__ import annotations

import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pyoxigraph as ox
import typer

from kg.cli.ontology import OntologyFiles
from kg.cli.progress import progress_bar
from kg.cli.source import choose_source, opened
from kg.errors import MissingExtraError, ServerError
from kg.ontology import load_ontology
from kg.server.settings import Limits
from kg.store.embedded import load_into

if TYPE_CHECKING:
    import uvicorn

    from kg.server.exchange import Engines

WATCH_SECONDS = 0.5
END_SECONDS = 3
DEFAULTS = Limits()


def serve_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="DIR|FILE",
            help="A folder that kg build wrote, or an RDF file; may be left out in a project.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option("--host", help="Where to listen; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8080,
    writable: Annotated[
        bool, typer.Option("--writable", help="Allow updates to those who know the token; they last until the end.")
    ] = False,
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help="The token for --writable: the first line of a file."),
    ] = None,
    seconds: Annotated[
        int, typer.Option("--timeout", min=1, metavar="SECONDS", help="How long one query may take.")
    ] = DEFAULTS.query_seconds,
    at_once: Annotated[
        int,
        typer.Option("--queries", min=1, metavar="N", help="How many queries may run at once; others wait their turn."),
    ] = DEFAULTS.queries_at_once,
    long_queries: Annotated[
        int,
        typer.Option(
            "--long-queries",
            min=1,
            metavar="N",
            help="How many may go on beside these that take longer than a moment; they give way to all others.",
        ),
    ] = DEFAULTS.long_queries,
    memory_bytes: Annotated[
        int, typer.Option("--memory-bytes", min=100_000_000, metavar="N", help="How much memory one query may take.")
    ] = DEFAULTS.memory_bytes,
    result_bytes: Annotated[
        int, typer.Option("--result-bytes", min=1, metavar="N", help="How large one result may be.")
    ] = DEFAULTS.result_bytes,
    ontology: OntologyFiles = None,
) -> None:
    """Serve a graph: a page to ask questions, a page for each entity, named queries, and SPARQL.

    The address has /sparql (SPARQL 1.1 Protocol), /store (Graph Store Protocol), /entity?name=..., /graph (the explorer),
    /api/queries with /openapi.json, and /health. It is read-only unless --writable, and never asks another server: SERVICE
    and LOAD are refused. Ctrl-C ends it.
    """
    token = _token(writable, token_file)
    limits = Limits(
        query_seconds=seconds,
        queries_at_once=at_once,
        long_queries=long_queries,
        memory_bytes=memory_bytes,
        result_bytes=result_bytes,
    )
    path, _ = choose_source((source,), "DIR|FILE")
    try:
        import uvicorn

        from kg.server.app import application
        from kg.server.library import Library
        from kg.server.readers import Readers
        from kg.server.writer import Writer
    except ModuleNotFoundError as error:
        raise MissingExtraError("serving a graph", "server") from error
    # Without this a supervisor's SIGTERM would end us where we stand, and leave the engines running.
    signal.signal(signal.SIGTERM, _leave)
    with (
        _listening(host, port) as listener,
        opened(path) as place,
        _store(place.path) as location,
        _running(Writer(location, limits) if writable else Readers(location, limits)) as engines,
    ):
        known = load_ontology((*place.ontology, *(ontology or ())))
        library = Library(location, known, changing=writable)
        site = application(library, engines, limits, token=token, title=path.stem or str(path))
        server = uvicorn.Server(
            uvicorn.Config(
                site,
                # What strangers send is none of the log's business, or they fill it.
                log_level="error",
                access_log=False,
                server_header=False,
                # Ctrl-C does not wait for a query that takes its time.
                timeout_graceful_shutdown=END_SECONDS,
            )
        )
        watching = threading.Thread(target=_watch, args=(engines, server), daemon=True)
        watching.start()
        address = f"http://{host}:{listener.getsockname()[1]}"
        sys.stdout.write(f"open {address}/ (Ctrl-C ends it)\n")
        sys.stdout.flush()
        server.run(sockets=[listener])
        if engines.failure:
            raise ServerError(f"the store has ended and cannot be started again: {engines.failure}")


def _leave(number: int, frame: object) -> None:
    """Ends the process as a signal does, but through every `finally` on the way."""
    raise SystemExit(128 + number)


def _token(writable: bool, path: Path | None) -> str:
    if not writable:
        return ""
    if path is None:
        raise typer.BadParameter(
            "--writable needs --token-file, so that not everybody can write", param_hint="--token-file"
        )
    try:
        token = (path.read_text(encoding="utf-8").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: cannot be read: {error}", param_hint="--token-file") from error
    if not token:
        raise typer.BadParameter(f"{path}: its first line is empty", param_hint="--token-file")
    return token


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that is bound, before anything slow is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            # Whoever connects as soon as the address is told is then kept waiting, not turned away.
            listener.listen()
        except OSError as error:
            raise ServerError(
                f"cannot listen at {host}:{port}: {error.strerror}. Is another server there? Choose one with --port"
            ) from error
        yield listener


@contextmanager
def _store(source: Path) -> Iterator[Path]:
    """A folder with the graph in a store, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True) as folder:
        with progress_bar() as progress:
            progress("loading", 0, None)
            store = ox.Store(folder)
            load_into(store, source)
            store.flush()
            del store
        yield Path(folder)


@contextmanager
def _running(engines: Engines) -> Iterator[Engines]:
    """Engines of which at least one answers; all are ended when the context is left, however it is left."""
    try:
        engines.start()
        yield engines
    finally:
        engines.stop()


def _watch(engines: Engines, server: uvicorn.Server) -> None:
    """Ends the server when nothing can be answered any more."""
    while not engines.failure:
        time.sleep(WATCH_SECONDS)
    server.should_exit = True
