"""Things on the scratch database, in Python's own format for plain values: nothing of it outlives the build."""

from __future__ import annotations

import marshal
from dataclasses import fields
from operator import attrgetter

from kg.resolve.things import LocalThing

_VALUES = attrgetter(*(field.name for field in fields(LocalThing)))


def pack_thing(thing: LocalThing) -> bytes:
    """A thing as bytes."""
    return marshal.dumps(_VALUES(thing))


def unpack_thing(data: bytes) -> LocalThing:
    """The thing of these bytes."""
    return LocalThing(*marshal.loads(data))
