"""Files of RDF loaded into a new store on disk, however large: nothing is held in memory but what the store sorts."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import GraphError, OutputError
from kg.store.embedded import EVIDENCE_FILE, FORMATS, GRAPH_FILE
from kg.store.files import UNFINISHED

# Where a build with Spark puts its quads.
QUADS_FOLDER = "nquads"


def bulk_files(path: Path) -> list[Path]:
    """The files behind a path: itself, those of a dataset, or those of a built graph.

    Raises `GraphError` where it is none of these.
    """
    if path.is_file():
        return [path]
    built = [each for each in (path / GRAPH_FILE, path / EVIDENCE_FILE) if each.is_file()]
    files = sorted((path / QUADS_FOLDER).glob("*.nq*")) or built
    if not files:
        raise GraphError(f"{path}: no file, and no folder that kg wrote: it has no {GRAPH_FILE} and no {QUADS_FOLDER}")
    return files


def bulk_load(
    files: Sequence[Path], folder: Path, *, progress: Callable[[str, int, int | None], None] | None = None
) -> int:
    """A store in a new folder with all statements of the files, plain or ending in .gz; gives how many quads it holds.

    The folder is there when all is loaded, and not before. Raises `GraphError` for a file that cannot be loaded, `OutputError`
    where the folder is there already or cannot be written.
    """
    if folder.exists():
        raise OutputError(f"{folder}: there is a store already; remove it first")
    unfinished = folder.with_name(f".{folder.name}{UNFINISHED}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        number = _loaded(files, unfinished, progress)
        unfinished.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder}: the store cannot be written: {error}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return number


def _loaded(files: Sequence[Path], folder: Path, progress: Callable[[str, int, int | None], None] | None) -> int:
    store = ox.Store(str(folder))
    for done, path in enumerate(files, start=1):
        packed = path.suffix.lower() == ".gz"
        name = path.name[: -len(".gz")] if packed else path.name
        rdf_format = FORMATS.get(name.rpartition(".")[2].lower())
        if rdf_format is None:
            raise GraphError(f"{path}: no form of RDF that is known by its name; take one of {', '.join(FORMATS)}")
        try:
            with cast(IO[bytes], gzip.open(path)) if packed else path.open("rb") as file:
                # Blank nodes of several files are not the same, and nothing that kg writes has any.
                store.bulk_load(file, rdf_format, base_iri=path.resolve().as_uri())
        except (SyntaxError, ValueError, EOFError, OSError) as error:
            raise GraphError(f"{path}: cannot be loaded: {error}") from error
        if progress:
            progress("loading", done, len(files))
    store.flush()
    return len(store)
