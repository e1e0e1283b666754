"""Files of packed records, one after the other: written whole, and told from what a power cut left of one.

A file is a line with its kind and a digest of the rest; then each record with its length before it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.store.files import write_whole

_LENGTH = struct.Struct(">I")


def write_frames(path: Path, kind: str, records: Iterable[bytes]) -> None:
    """Puts a file of records in place. Raises `OutputError`."""
    body = b"".join(part for record in records for part in (_LENGTH.pack(len(record)), record))
    write_whole(path, _head(kind, body) + body)


def read_frames(path: Path, kind: str) -> Iterator[bytes]:
    """The records of a file, none of them before the whole is checked; raises `ValueError` where it is no whole file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: cannot be read: {error.strerror or error}") from error
    start = data.find(b"\n") + 1
    body = memoryview(data)[start:]
    if data[:start] != _head(kind, body):
        raise ValueError(f"{path}: not a whole file of the kind {kind}")
    return _records(body)


def _records(body: memoryview) -> Iterator[bytes]:
    place = 0
    while place < len(body):
        (length,) = _LENGTH.unpack_from(body, place)
        place += _LENGTH.size
        yield bytes(body[place : place + length])
        place += length


def _head(kind: str, body: bytes | memoryview) -> bytes:
    return f"{kind} {hashlib.sha256(body).hexdigest()}\n".encode("ascii")
