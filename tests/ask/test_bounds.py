"""Queries that would overflow the parser's stack are refused; long lists and deep enough queries are not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ask.bounds import DEEPEST, LONGEST
from kg.ask.query import run_query
from kg.errors import QueryError

MANY = 20_000


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {'{' * MANY}{'}' * MANY}",
        f"SELECT ({'(' * MANY}1{')' * MANY} AS ?x) {{}}",
        f"SELECT ({'STR(' * MANY}1{')' * MANY} AS ?x) {{}}",
        f"ASK {{ ?a <urn:b> {'<< ' * MANY}1{' >>' * MANY} }}",
        f"ASK {{ {'FILTER EXISTS { ' * MANY}{'}' * MANY} }}",
        f"ASK {{ FILTER({'!' * MANY}true) }}",
        f"SELECT (1{'+1' * MANY} AS ?x) {{}}",
        f"SELECT (1{' - 1' * MANY} AS ?x) {{}}",
        f"ASK {{ FILTER(1{'||1' * MANY}) }}",
        f"ASK {{ {{}} {'UNION {} ' * MANY} }}",
        f"ASK {{ {'OPTIONAL {} ' * MANY} }}",
        f"ASK {{ {'minus {} ' * MANY} }}",
        f"ASK {{ ?a {'/'.join(['<urn:x>'] * MANY)} ?b }}",
        f"ASK {{ {'BIND(1 AS ?x) ' * MANY} }}",
    ],
)
def test_what_no_parser_survives_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"not valid here: the query (is nested|has) more than"):
        run_query(ox.Store(), query)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {'{' * (DEEPEST - 1)}{'}' * (DEEPEST - 1)}",
        f"ASK {{ FILTER(1{'+1' * (LONGEST - 2)} > 1) }}",
        f"ASK {{ VALUES ?x {{ {'org:a-b-c ' * MANY} }} }}",
        f"ASK {{ VALUES ?x {{ {'<urn:a/b-c> ' * MANY} }} }}",
        f"ASK {{ VALUES ?x {{ '{'(((-' * MANY}' }} }}",
        f"ASK {{}} # {'{' * MANY}",
    ],
)
def test_what_is_only_long_is_answered(query: str) -> None:
    assert run_query(ox.Store(), query, {"org": "urn:org:"}).answer is not None
