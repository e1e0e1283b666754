"""Python's cycle collector, kept still where a great many objects are made that all stay.

It looks through everything that is alive each time so many objects have been made. Terms of RDF hold no cycles: their
memory is given back without it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps the collector from running inside; afterwards it is as it was before."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
