"""Rows of a table by a key, a group at a time, without holding more than one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

Row = dict[str, Any]
Batches = Iterator[pyarrow.RecordBatch]
_AT_ONCE = 1000


def each_group(
    table: DataFrame,
    key: str,
    function: Callable[[str, list[Row]], Iterable[Row]],
    schema: pyarrow.Schema,
    *,
    order: Sequence[str] = (),
) -> DataFrame:
    """What a function makes of the rows of each key, sorted by `order`: a shuffle, and Arrow batches in and out."""

    def groups(batches: Batches) -> Batches:
        grouped = itertools.groupby(rows_of(batches), key=itemgetter(key))
        made = (row for value, rows in grouped for row in function(value, list(rows)))
        yield from batches_of(made, schema)

    sorted_by_key = table.repartition(key).sortWithinPartitions(key, *order)
    return sorted_by_key.mapInArrow(groups, from_arrow_schema(schema))


def each_row(table: DataFrame, function: Callable[[Row], Iterable[Row]], schema: pyarrow.Schema) -> DataFrame:
    """What a function makes of each row."""

    def rows(batches: Batches) -> Batches:
        yield from batches_of((made for row in rows_of(batches) for made in function(row)), schema)

    return table.mapInArrow(rows, from_arrow_schema(schema))


def rows_of(batches: Batches) -> Iterator[Row]:
    """The rows of record batches."""
    for batch in batches:
        yield from batch.to_pylist()


def batches_of(rows: Iterable[Row], schema: pyarrow.Schema, *, at_once: int = _AT_ONCE) -> Batches:
    """Rows as record batches, so many at a time."""
    waiting = iter(rows)
    while some := list(itertools.islice(waiting, at_once)):
        yield pyarrow.RecordBatch.from_pylist(some, schema=schema)
