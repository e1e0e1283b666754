"""A digest of a set of triples that can be made in parts: the sum of the digests of its lines.

It does not depend on an order, and the digest of disjoint parts is the sum of theirs; that is how a result that lies on many
machines is compared with one in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

_SIZE = 32


def line_digest(line: str) -> int:
    """The digest of one line of N-Triples without its full stop."""
    return int.from_bytes(hashlib.sha256(line.encode("utf-8")).digest())


def summed(digests: Iterable[int]) -> int:
    """The digest of what several disjoint parts have together."""
    return sum(digests) % (1 << 8 * _SIZE)


def triples_digest(triples: Iterable[ox.Triple]) -> str:
    """The digest of a set of triples, in hexadecimal."""
    return written(summed(line_digest(line) for line in {str(triple) for triple in triples}))


def written(digest: int) -> str:
    """A digest in hexadecimal."""
    return f"{digest:0{2 * _SIZE}x}"
