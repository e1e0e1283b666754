"""When a project's build looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kg.cli.garbage import collecting, uncollected
from kg.project.build import ReadAhead
from kg.project.cache import ExtractionCache


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """What was frozen here is looked at again by what comes after."""
    yield
    gc.unfreeze()


def test_nothing_is_collected_until_the_build_is_over() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_build_that_fails_leaves_the_collector_at_work() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_garbage_is_collected_while_documents_are_read(tmp_path) -> None:
    seen = []

    def ahead(documents, cache, progress) -> ReadAhead:
        seen.append(gc.isenabled())
        return ReadAhead(())

    with uncollected():
        assert collecting(ahead)([], ExtractionCache(tmp_path, "tools"), None) == ReadAhead(())
        assert not gc.isenabled()
    assert seen == [True]
