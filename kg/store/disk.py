"""The store on disk: written once, as a whole, and only read afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, OutputError
from kg.store.embedded import load

STORE_FOLDER = "store"


def write_store(folder: Path, *triple_sets: Iterable[ox.Triple]) -> None:
    """A store in a new folder with the triples, closed when this returns. Raises `OutputError`."""
    every = {triple for triples in triple_sets for triple in triples}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        store = ox.Store(str(folder))
        store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object) for each in every)
        store.flush()
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{folder}: the store cannot be written: {error}") from error


def open_store(path: Path) -> ox.Store:
    """The store for a file or a built folder: the one on disk where the folder has one, else in memory (see `load`)."""
    folder = path / STORE_FOLDER
    if not folder.is_dir():
        return load(path)
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise GraphError(
            f"{folder}: the store cannot be read: {error}. Remove {path} and run `kg build` to make it anew"
        ) from error
