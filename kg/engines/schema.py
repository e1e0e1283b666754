"""The records that Spark sends about, each with its one declared Arrow schema."""

from __future__ import annotations

import pyarrow

# A stretch of an input: see `kg.read.parts.Part`. `number` is its place among all of them.
PART = pyarrow.schema(
    [
        ("number", pyarrow.int64()),
        ("name", pyarrow.string()),
        ("path", pyarrow.string()),
        ("size", pyarrow.int64()),
        ("first", pyarrow.int64()),
        ("start", pyarrow.int64()),
        ("stop", pyarrow.int64()),
    ]
)

# What a document says, packed, under its id; or why it could not be read, or how long that took. `part` and `place` are where
# it stands in the inputs.
EXTRACTED = pyarrow.schema(
    [
        ("part", pyarrow.int64()),
        ("place", pyarrow.int64()),
        ("name", pyarrow.string()),
        ("id", pyarrow.string()),
        ("extraction", pyarrow.binary()),
        ("failure", pyarrow.string()),
        ("seconds", pyarrow.float64()),
    ]
)

# A triple in the graph of the article that says it ("" for what no single one says), each term as N-Triples has it.
QUAD = pyarrow.schema(
    [
        ("subject", pyarrow.string()),
        ("predicate", pyarrow.string()),
        ("object", pyarrow.string()),
        ("graph", pyarrow.string()),
    ]
)
