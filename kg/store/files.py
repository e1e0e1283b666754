"""Files written whole or not at all: beside their place first, then put there in one step."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import OutputError

# What is being written is `.NAME.xxxxxxxx.part`; a process that was killed leaves it behind.
UNFINISHED = ".part"


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> Path:
    """Puts a file in place with this content, `durable` also against a power cut. Raises `OutputError`."""
    _put_in_place(_written_beside(path, content, durable), path)
    if durable:
        sync_folder(path.parent)
    return path


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, of any size: put in place and on disk when the context ends well, else gone. Raises `OutputError`."""
    with _beside(path) as (temporary, file):
        yield file
        file.flush()
        os.fsync(file.fileno())
    _put_in_place(temporary, path)
    sync_folder(path.parent)


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Puts several files in place, none before all are written out. Raises `OutputError`."""
    beside: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            path = folder / name
            written = content.encode("utf-8") if isinstance(content, str) else content
            beside[path] = _written_beside(path, written, False)
        for path in list(beside):
            _put_in_place(beside[path], path)
            del beside[path]
    finally:
        for temporary in beside.values():
            temporary.unlink(missing_ok=True)
    return [folder / name for name in contents]


def remove_unfinished(path: Path) -> None:
    """Removes what killed processes left of writing this file. Nobody may be writing it meanwhile."""
    start = f".{path.name}."
    with contextlib.suppress(FileNotFoundError):
        for each in os.scandir(path.parent):
            if each.name.startswith(start) and each.name.endswith(UNFINISHED):
                Path(each.path).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on disk."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_files(folder: Path) -> None:
    """Waits until everything in a folder and in those below it is on disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with Path(parent, name).open("r+b") as file:
                os.fsync(file.fileno())
        sync_folder(Path(parent))


def _written_beside(path: Path, content: bytes, durable: bool) -> Path:
    with _beside(path) as (temporary, file):
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    return temporary


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new file beside a path, which stays when the context ends well. Raises `OutputError` for what cannot be written."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED)
        with os.fdopen(handle, "wb") as file:
            yield Path(temporary), file
        # A temporary file is private; the result should be as readable as any new file.
        Path(temporary).chmod(0o666 & ~_umask())
    except BaseException as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        raise


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    """The process's file mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
