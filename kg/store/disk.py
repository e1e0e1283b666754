"""The store on disk: written once, from files or from an earlier store and what changed, and only read afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, OutputError
from kg.store.embedded import load

STORE_FOLDER = "store"


def write_store(folder: Path, files: Iterable[Path]) -> None:
    """A store in a new folder with what Turtle files say, closed when this returns. Raises `OutputError`."""
    with _told_of(folder):
        store = ox.Store(str(folder))
        for file in files:
            store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
        store.flush()


def remove_store(path: Path) -> None:
    """Removes the store in a folder, where there is one: it holds another graph than the folder has now."""
    folder = path / STORE_FOLDER
    # What RocksDB always has; anything else under this name is not ours.
    if (folder / "CURRENT").is_file():
        shutil.rmtree(folder)


def change_store(earlier: Path, folder: Path, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]) -> None:
    """A store in a new folder with what an earlier one has, some triples removed and others added.

    The earlier one stays as it is and may be read meanwhile; what both have in common is on disk once, where the system can
    link files. Raises `OutputError`.
    """
    with _told_of(folder):
        ox.Store.read_only(str(earlier)).backup(str(folder))
        store = ox.Store(str(folder))
        # Numbers are normalised in a store: a triple that only looks like one that is removed must come after it.
        for each in removed:
            store.remove(ox.Quad(each.subject, each.predicate, each.object))
        store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in added)
        store.flush()


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield
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
