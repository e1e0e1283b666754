"""When a project's build looks for garbage: of the millions of records it makes next to none are in circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline import Progress
    from kg.project.build import Ahead, ReadAhead
    from kg.project.cache import ExtractionCache
    from kg.records import Document


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no garbage in circles: going through all records again and again takes long."""
    gc.disable()
    try:
        yield
    finally:
        # Not at the end of the process either.
        gc.freeze()
        gc.enable()


def collecting(ahead: Ahead) -> Ahead:
    """The same with garbage collected while it reads: the language model leaves circles. What was there before stays."""

    def read(documents: Sequence[Document], cache: ExtractionCache, progress: Progress | None) -> ReadAhead:
        gc.freeze()
        gc.enable()
        try:
            return ahead(documents, cache, progress)
        finally:
            gc.disable()

    return read
