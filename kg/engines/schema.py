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

# What a document says and the things that it names, packed, under its id; or why it could not be read, or how long that
# took. `part` and `place` are where it stands in the inputs.
EXTRACTED = pyarrow.schema(
    [
        ("part", pyarrow.int64()),
        ("place", pyarrow.int64()),
        ("name", pyarrow.string()),
        ("id", pyarrow.string()),
        ("extraction", pyarrow.binary()),
        ("things", pyarrow.binary()),
        ("failure", pyarrow.string()),
        ("seconds", pyarrow.float64()),
    ]
)

# A named thing of a document, packed, and what it stands for as far as that is known.
THING = pyarrow.schema(
    [
        ("key", pyarrow.string()),
        ("document", pyarrow.string()),
        ("name", pyarrow.string()),
        ("aliases", pyarrow.string()),
        ("thing", pyarrow.binary()),
        ("meaning", pyarrow.string()),
    ]
)

# All names that go with a key, packed; a block that a key stands in, on one of its sides; two keys that may be one.
KEY_NAMES = pyarrow.schema([("key", pyarrow.string()), ("names", pyarrow.binary())])
IN_BLOCK = pyarrow.schema([("block", pyarrow.string()), ("side", pyarrow.string()), ("key", pyarrow.string())])
PAIR = pyarrow.schema([("one", pyarrow.string()), ("other", pyarrow.string())])

# A key and the smallest key that it is connected with by pairs.
MEMBER = pyarrow.schema([("key", pyarrow.string()), ("cluster", pyarrow.string())])

# Under its cluster: a thing, packed, with what those around it in its document stand for; or a pair of keys to be compared.
IN_CLUSTER = pyarrow.schema(
    [
        ("cluster", pyarrow.string()),
        ("one", pyarrow.string()),
        ("other", pyarrow.string()),
        ("document", pyarrow.string()),
        ("thing", pyarrow.binary()),
    ]
)

# What becomes of things: either the root of one, by its document and key, or under a root all that are one, packed as one thing.
IDENTIFIED = pyarrow.schema(
    [
        ("root", pyarrow.string()),
        ("document", pyarrow.string()),
        ("key", pyarrow.string()),
        ("identity", pyarrow.binary()),
    ]
)

# What a thing stands for, by its key and document.
STANDS_FOR = pyarrow.schema([("key", pyarrow.string()), ("document", pyarrow.string()), ("root", pyarrow.string())])

# A file of packed parts of the evidence, each of one document.
EVIDENCE_FILE = pyarrow.schema([("path", pyarrow.string())])

# A triple in the graph of the article that says it ("" for what no single one says), each term as N-Triples has it.
QUAD = pyarrow.schema(
    [
        ("subject", pyarrow.string()),
        ("predicate", pyarrow.string()),
        ("object", pyarrow.string()),
        ("graph", pyarrow.string()),
    ]
)
