"""Parquet: one document a row, drawn a few hundred rows at a time, each row good or bad on its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, ReadError
from kg.read.content import Content
from kg.read.rows import KEYS, TEXT_KEY, row_content, row_name

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

ROWS_AT_ONCE = 256


def read_parquet(path: Path, name: str) -> Iterator[tuple[str, Content | ReadError]]:
    """Name and content of every document, a broken row as (file:row, error).

    Raises `ReadError` where the file or its rest cannot be read, `MissingExtraError` where pyarrow is not installed.
    """
    number = 0
    for number, values in enumerate(_rows(path), start=1):
        place = f"{name}:{number}"
        try:
            yield row_name(values) or place, row_content(values)
        except ReadError as error:
            yield place, error
    if not number:
        raise ReadError("it is empty; it should hold one document a row")


def _rows(path: Path) -> Iterator[dict[str, object]]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    done = 0
    try:
        with ParquetFile(path) as file:
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=_columns(file)):
                for row in batch.to_pylist():
                    yield {key: _plain(value) for key, value in row.items()}
                    done += 1
    except (pyarrow.ArrowException, OSError) as error:
        rest = f"after row {done}" if done else "as a Parquet file"
        raise ReadError(f"it cannot be read {rest}: {str(error).splitlines()[0]}") from error


def _columns(file: ParquetFile) -> list[str]:
    columns = [name for name in file.schema_arrow.names if name in KEYS]
    if TEXT_KEY not in columns:
        there = ", ".join(file.schema_arrow.names)
        raise ReadError(f'it has no column "{TEXT_KEY}" with the texts; its columns are {there}')
    return columns


def _plain(value: object) -> object:
    """A value as JSON would have it: dates as text, of a moment only the day."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
