"""Records to plain JSON values and back, by their types: compact, and the same bytes for the same record.

A record becomes the list of its fields in order; their types say how to read them. What is not listed here is refused,
when the codec is made and not when it is used.
"""

from __future__ import annotations

import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

Record = TypeVar("Record")
_Step = Callable[[Any], Any]
_PLAIN = (str, int, float, bool, types.NoneType)
# The fastest that still halves the halves: what is packed is read again and again, and written once.
_LEVEL = 1


class Codec(Generic[Record]):
    """How one type of record is written and read. Raises `TypeError` for a type that it does not know."""

    def __init__(self, kind: type[Record]) -> None:
        self._encode, self._decode = _Steps().of(kind)

    def plain(self, record: Record) -> bytes:
        """The record as JSON, the same for equal records: for a digest of it."""
        return json.dumps(self._encode(record), ensure_ascii=True, separators=(",", ":")).encode("ascii")

    def pack(self, record: Record) -> bytes:
        """The record as bytes."""
        return zlib.compress(self.plain(record), _LEVEL)

    def unpack(self, data: bytes) -> Record:
        """The record of those bytes; raises `ValueError` where they are none."""
        try:
            return self.of_plain(zlib.decompress(data))
        except zlib.error as error:
            raise ValueError(f"not a packed record: {error}") from error

    def of_plain(self, data: bytes) -> Record:
        """The record of its JSON; raises `ValueError` where it is none."""
        try:
            made: Record = self._decode(json.loads(data))
        except (TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise ValueError(f"not a packed record: {error}") from error
        return made


class _Steps:
    """The two functions for each type, made once; records may hold records of their own type."""

    def __init__(self) -> None:
        self.known: dict[Any, tuple[_Step, _Step]] = {}

    def of(self, kind: Any) -> tuple[_Step, _Step]:
        if kind not in self.known:
            self.known[kind] = self.looked_up(kind)
            self.known[kind] = self.made(kind)
        return self.known[kind]

    def looked_up(self, kind: Any) -> tuple[_Step, _Step]:
        """Stands for the two functions while they are being made: a record may be inside itself."""

        def encode(value: Any) -> Any:
            return self.known[kind][0](value)

        def decode(value: Any) -> Any:
            return self.known[kind][1](value)

        return encode, decode

    def made(self, kind: Any) -> tuple[_Step, _Step]:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if kind in _PLAIN:
            return _same, _same
        if kind is Decimal:
            return str, Decimal
        if isinstance(kind, type) and issubclass(kind, Enum):
            return (lambda value: value.value), {each.value: each for each in kind}.__getitem__
        if is_dataclass(kind):
            return self.record(kind)
        if origin is tuple:
            return self.row(arguments[0]) if arguments[1:] == (...,) else self.places(arguments)
        if origin is frozenset:
            return self.set(arguments[0])
        if origin is Mapping:
            return self.mapping(*arguments)
        if origin in (types.UnionType, typing.Union):
            return self.either(arguments)
        raise TypeError(f"no way to write a {kind}")

    def record(self, kind: Any) -> tuple[_Step, _Step]:
        hints = typing.get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        steps = [(name, *self.of(hints[name])) for name in names]
        # What is read as it stands, which is most, is not looked at.
        others = [(place, read) for place, (_, _, read) in enumerate(steps) if read is not _same]

        def encode(value: Any) -> list[Any]:
            return [write(getattr(value, name)) for name, write, _ in steps]

        def decode(value: Any) -> Any:
            if len(value) != len(steps):
                raise TypeError(f"{len(value)} fields instead of the {len(steps)} of {kind.__name__}")
            for place, read in others:
                value[place] = read(value[place])
            return kind(*value)

        return encode, decode

    def row(self, item: Any) -> tuple[_Step, _Step]:
        write, read = self.of(item)
        if write is _same:
            return list, tuple
        return (lambda value: [write(each) for each in value]), (lambda value: tuple([read(each) for each in value]))

    def places(self, items: tuple[Any, ...]) -> tuple[_Step, _Step]:
        """A tuple of so many values, each of a type of its own."""
        steps = [self.of(item) for item in items]

        def encode(value: Any) -> list[Any]:
            return [write(each) for (write, _), each in zip(steps, value, strict=True)]

        def decode(value: Any) -> Any:
            if len(value) != len(steps):
                raise TypeError(f"{len(value)} values instead of {len(steps)}")
            return tuple([read(each) for (_, read), each in zip(steps, value, strict=True)])

        return encode, decode

    def set(self, item: Any) -> tuple[_Step, _Step]:
        write, read = self.of(item)
        return (lambda value: sorted([write(each) for each in value])), (lambda value: frozenset(map(read, value)))

    def mapping(self, key: Any, item: Any) -> tuple[_Step, _Step]:
        if key is not str:
            raise TypeError(f"no way to write a mapping from {key}")
        write, read = self.of(item)
        return (
            lambda value: {name: write(each) for name, each in value.items()},
            lambda value: {name: read(each) for name, each in value.items()},
        )

    def either(self, kinds: tuple[Any, ...]) -> tuple[_Step, _Step]:
        """Plain values, and at most one kind that is written otherwise (as a list or, for a sum, as text)."""
        others = [kind for kind in kinds if kind not in _PLAIN]
        plain = tuple(kind for kind in kinds if kind in _PLAIN)
        if not others:
            return _same, _same
        if len(others) > 1 or (str in plain and others[0] is Decimal):
            raise TypeError(f"no way to tell {kinds} apart")
        write, read = self.of(others[0])
        return (
            lambda value: value if isinstance(value, plain) else write(value),
            lambda value: value if isinstance(value, plain) else read(value),
        )


def _same(value: Any) -> Any:
    return value
