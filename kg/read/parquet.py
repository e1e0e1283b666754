"""Parquet: one document a row, drawn a few hundred rows at a time, each row good or bad on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, ReadError
from kg.read.content import Content
from kg.read.rows import KEYS, TEXT_KEY, row_content, row_name

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

ROWS_AT_ONCE = 256


def read_parquet(
    path: Path, name: str, *, groups: Sequence[int] | None = None, first: int = 1
) -> Iterator[tuple[str, Content | ReadError]]:
    """Name and content of every document, a broken row as (file:row, error).

    `groups` are the row groups to read, where not all of them, and `first` the number of the first row in them. Raises
    `ReadError` where the file or its rest cannot be read, `MissingExtraError` where pyarrow is not installed.
    """
    for number, values in enumerate(_rows(path, groups), start=first):
        place = f"{name}:{number}"
        try:
            yield row_name(values) or place, row_content(values)
        except ReadError as error:
            yield place, error


def row_groups(path: Path) -> list[int]:
    """How many rows each row group of a file has. Raises as `read_parquet` does."""
    with _opened(path) as file:
        return [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]


def _rows(path: Path, groups: Sequence[int] | None) -> Iterator[dict[str, object]]:
    done = 0
    with _opened(path) as file:
        columns = _columns(file)
        batches = file.iter_batches(ROWS_AT_ONCE, row_groups=groups, columns=columns)
        while (batch := _next(batches, done)) is not None:
            for row in batch.to_pylist():
                yield {key: _plain(value) for key, value in row.items()}
                done += 1


def _opened(path: Path) -> ParquetFile:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    try:
        return ParquetFile(path)
    except pyarrow.ArrowException as error:
        raise ReadError(f"it is no Parquet file: {str(error).splitlines()[0]}") from error


def _next(batches: Iterator[RecordBatch], done: int) -> RecordBatch | None:
    import pyarrow

    try:
        return next(batches, None)
    except (pyarrow.ArrowException, OSError) as error:
        what = str(error).splitlines()[0]
        raise ReadError(f"it is damaged after row {done} ({what}); what stands before is read") from error


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
