"""The engines behind the server: what is short, long, too long, too large or hopeless, with real `oxigraph` processes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.server.exchange import (
    Asked,
    BrokenOffError,
    Engines,
    GoneError,
    TooBusyError,
    TooLargeResultError,
    TooLongError,
)
from kg.server.readers import Readers
from kg.server.settings import Limits
from kg.server.writer import Writer

COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c != ?f && ?i != ?l) }"
HUNGRY = "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NESTED = f"ASK {'{' * 20_000}{'}' * 20_000}"
TRIPLES = 300


@pytest.fixture
def location(tmp_path: Path) -> Path:
    store = ox.Store(str(tmp_path))
    store.extend(
        ox.Quad(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), ox.Literal(number)) for number in range(TRIPLES)
    )
    store.flush()
    return tmp_path


def asked(query: str) -> Asked:
    return Asked(
        "/query", "POST", (), {"Content-Type": "application/sparql-query", "Accept": "text/csv"}, query.encode()
    )


def using(engines: Engines, work: Callable[[Engines], Awaitable[None]]) -> None:
    """Does work with engines, and ends them."""

    async def all_of_it() -> None:
        await engines.start_others()
        try:
            await work(engines)
        finally:
            await engines.close()

    engines.start()
    try:
        asyncio.run(all_of_it())
    finally:
        engines.stop()


async def count(engines: Engines) -> int:
    return int((await engines.answer(asked(COUNT))).content.split()[1])


def test_short_queries_are_answered_beside_long_ones_without_end(location: Path) -> None:
    async def work(engines: Engines) -> None:
        long_ones = [asyncio.create_task(engines.answer(asked(ENDLESS))) for _ in range(4)]
        for _ in range(40):
            assert await count(engines) == TRIPLES
        # The long ones are at work or wait for a place; nobody has given up on them.
        assert not any(each.done() for each in long_ones)
        for each in long_ones:
            each.cancel()
        await asyncio.gather(*long_ones, return_exceptions=True)

    using(Readers(location, Limits(queries_at_once=2, long_queries=1)), work)


def test_a_query_is_ended_when_its_time_is_up_and_another_gets_its_place(location: Path) -> None:
    async def work(engines: Engines) -> None:
        ends = await asyncio.gather(*(engines.answer(asked(ENDLESS)) for _ in range(3)), return_exceptions=True)
        assert [type(each) for each in ends] == [TooLongError] * 3
        assert await count(engines) == TRIPLES

    using(Readers(location, Limits(query_seconds=1, queries_at_once=2, long_queries=1)), work)


def test_the_query_of_a_client_that_hangs_up_is_ended(location: Path) -> None:
    async def work(engines: Engines) -> None:
        leaving: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asking = asyncio.create_task(engines.answer(asked(ENDLESS), leaving))
        await asyncio.wait({asking}, timeout=1)
        leaving.set_result(None)
        with pytest.raises(GoneError):
            await asking
        # The one place for long queries is free again.
        leaving = asyncio.get_running_loop().create_future()
        again = asyncio.create_task(engines.answer(asked(ENDLESS), leaving))
        assert await count(engines) == TRIPLES
        leaving.set_result(None)
        with pytest.raises(GoneError):
            await again

    using(Readers(location, Limits(queries_at_once=1, long_queries=1)), work)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        pytest.param(HUNGRY, BrokenOffError, marks=pytest.mark.skipif(sys.platform != "linux", reason="no such bound")),
        (NESTED, BrokenOffError),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", TooLargeResultError),
    ],
)
def test_a_query_that_is_too_much_is_ended_and_the_next_is_answered(
    location: Path, query: str, error: type[Exception]
) -> None:
    async def work(engines: Engines) -> None:
        with pytest.raises(error):
            await engines.answer(asked(query))
        assert await count(engines) == TRIPLES

    using(Readers(location, Limits(memory_bytes=300_000_000, result_bytes=100_000)), work)


def test_more_than_may_wait_are_turned_away(location: Path) -> None:
    async def work(engines: Engines) -> None:
        ends = await asyncio.gather(*(count(engines) for _ in range(30)), return_exceptions=True)
        assert {type(each) for each in ends} == {int, TooBusyError}

    using(Readers(location, Limits(queries_at_once=1, waiting_queries=3)), work)


def test_the_engine_that_writes_is_started_again_after_a_query_that_is_too_long(location: Path) -> None:
    insert = Asked(
        "/update", "POST", (), {"Content-Type": "application/sparql-update"}, b"INSERT DATA { <urn:a> a <urn:b> }"
    )

    async def work(engines: Engines) -> None:
        assert (await engines.answer(insert)).status == 204
        ends = await asyncio.gather(*(engines.answer(asked(ENDLESS)) for _ in range(2)), return_exceptions=True)
        assert {type(each) for each in ends} <= {TooLongError, BrokenOffError}
        assert await count(engines) == TRIPLES + 1

    using(Writer(location, Limits(query_seconds=1)), work)
