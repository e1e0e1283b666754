"""docs/queries.md tells of every named query, with what it gives on the sample."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from kg.ask.named import REQUIRED, load_queries

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "queries.md"


def test_the_page_is_in_step_with_queries_and_sample() -> None:
    reference = runpy.run_path(str(CHECKOUT / "scripts" / "write_query_docs.py"))["reference"]
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("name", load_queries())
def test_a_query_that_has_to_be_told_something_has_an_example(name: str) -> None:
    query = load_queries()[name]
    needed = {each.name for each in query.parameters if each.default == REQUIRED}
    assert needed <= dict(query.example).keys()
    assert f"\n## {name}\n" in PAGE.read_text(encoding="utf-8")
