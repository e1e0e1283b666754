"""Which of a great many ids have come before, in a few bytes for each."""

from __future__ import annotations

import hashlib
from array import array

_START = 1 << 10
_SIZE = 8


class SeenIds:
    """A set of ids that takes 16 to 32 bytes for each, where one of strings takes 150.

    Ids are told apart by digests of 64 bits: that any two of ten million are taken for one has a chance of one in 400,000.
    """

    __slots__ = ("_number", "_table")

    def __init__(self) -> None:
        self._table = array("Q", bytes(_SIZE * _START))
        self._number = 0

    def add(self, identifier: str) -> bool:
        """Takes an id in, and says whether it is new."""
        digest = hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        # Nought stands for an empty place.
        value = int.from_bytes(digest) or 1
        place = _place_of(value, self._table)
        if self._table[place]:
            return False
        self._table[place] = value
        self._number += 1
        if 2 * self._number > len(self._table):
            self._grow()
        return True

    def _grow(self) -> None:
        larger = array("Q", bytes(2 * _SIZE * len(self._table)))
        for value in self._table:
            if value:
                larger[_place_of(value, larger)] = value
        self._table = larger


def _place_of(value: int, table: array[int]) -> int:
    """The place where a value is, or else the empty one where it is to be."""
    last = len(table) - 1
    place = value & last
    while table[place] and table[place] != value:
        place = (place + 1) & last
    return place
