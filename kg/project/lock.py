"""Locks between processes: one build at a time, and no generation removed while somebody reads it.

The system gives them back when a process ends, however it ends. A process that is forked meanwhile has them too: workers must
end with the process that they work for.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ProjectError

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes, also against reading: one far behind the process id that stands in the file.
    _FAR = 1 << 30

    def _try_lock(handle: int, *, shared: bool) -> bool:
        # A shared lock there is none, and none is needed: what is open cannot be renamed or removed.
        if shared:
            return True
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(handle: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def build_lock(path: Path, what: str) -> Iterator[None]:
    """Holds the lock of a file, which tells who holds it. Raises `ProjectError`, naming the process that has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be opened for writing: {error.strerror or error}") from error
    try:
        if not _try_lock(handle, shared=False):
            raise ProjectError(f"{what} is being built by {_holder(path)}; wait until it has ended, then build again")
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


@contextmanager
def shared_lock(path: Path) -> Iterator[bool]:
    """Holds a file against `is_free`; False where it is not there (any more) or is being removed."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        # Between the opening and the locking somebody may have removed it.
        yield _try_lock(handle, shared=True) and _is_at(handle, path)
    finally:
        os.close(handle)


@contextmanager
def if_unread(path: Path) -> Iterator[bool]:
    """Whether nobody holds the file by `shared_lock`; nobody can begin to while the context lasts."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        # Without it nobody can be reading.
        yield True
        return
    try:
        yield _try_lock(handle, shared=False)
    finally:
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f"process {int(path.read_text(encoding='ascii'))}"
    return "another process"
