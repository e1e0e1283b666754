"""The bytes of a file that may be compressed, drawn as they are read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from kg.errors import MissingExtraError, ReadError


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file, plain or ending in .gz or .zst. Raises `ReadError` where what is compressed is damaged."""
    number = 0
    with _opened(path) as file:
        try:
            for number, line in enumerate(file, start=1):  # noqa: B007 -- told where it breaks off
                yield line
        except (EOFError, OSError, zlib.error) as error:
            raise ReadError(f"it is damaged after line {number} ({error}); what stands before is read") from error


def _opened(path: Path) -> IO[bytes]:
    kind = path.suffix.lower()
    if kind == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if kind == ".zst":
        try:
            import pyarrow
        except ImportError as error:
            raise MissingExtraError("reading .zst files", "parquet") from error
        return cast(IO[bytes], io.BufferedReader(pyarrow.input_stream(str(path), compression="zstd")))
    return path.open("rb")
