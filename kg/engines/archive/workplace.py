"""What a process needs to work on documents of a build: the scratch database to look things up in, and what is known."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.assemble.gate import Gate, individuals
from kg.engines.archive.scratch import read_scratch
from kg.engines.tools import ToolFiles
from kg.ontology import Ontology
from kg.pipeline import Knowledge
from kg.project.codec import Codec
from kg.records import Entity
from kg.resolve.nodes import Node

# Records of famous things are asked for again and again, so so many are kept unpacked.
KEPT = 4096

Record = TypeVar("Record")


class Stored(Mapping[str, Record], Generic[Record]):
    """Packed records in a table, by their key: a mapping that reads one when it is asked for it."""

    def __init__(self, database: sqlite3.Connection, table: str, column: str, codec: Codec[Record]) -> None:
        self._database, self._table, self._codec = database, table, codec
        self._query = f"SELECT {column} FROM {table} WHERE root = ?"
        self._found: dict[str, Record | None] = {}

    def __getitem__(self, key: str) -> Record:
        found = self._looked_up(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._looked_up(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._database.execute(f"SELECT root FROM {self._table}"))

    def __len__(self) -> int:
        (number,) = self._database.execute(f"SELECT count(*) FROM {self._table}").fetchone()
        return int(number)

    def _looked_up(self, key: str) -> Record | None:
        if key not in self._found:
            if len(self._found) >= KEPT:
                self._found.clear()
            row = self._database.execute(self._query, (key,)).fetchone()
            self._found[key] = self._codec.unpack(row[0]) if row else None
        return self._found[key]


@dataclass(frozen=True)
class Workplace:
    """The scratch database as it was when the step began, and what is known; `base` is that of entity IRIs."""

    database: sqlite3.Connection
    knowledge: Knowledge
    base: str

    @property
    def ontology(self) -> Ontology:
        """The ontology."""
        return self.knowledge.ontology

    @functools.cached_property
    def nodes(self) -> Mapping[str, Node]:
        """What stands in the graph for roots."""
        return Stored(self.database, "node", "node", NODES)

    @functools.cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities of roots, without their mentions."""
        return Stored(self.database, "entity", "entity", ENTITIES)

    @functools.cached_property
    def gate(self) -> Gate:
        """What claims are held against, without entities and documents."""
        return Gate({}, {}, self.ontology, individuals(self.ontology))

    def pairs(self, query: str, *parameters: str) -> dict[str, str]:
        """The answer of a query for two columns of text."""
        return dict(self.database.execute(query, parameters))


NODES, ENTITIES = Codec(Node), Codec(Entity)


@functools.lru_cache(maxsize=1)
def loaded_knowledge(tools: ToolFiles) -> Knowledge:
    """What the stages after extraction need, loaded once in a process."""
    return tools.knowledge()


@functools.lru_cache(maxsize=1)
def workplace(scratch: Path, step: str, tools: ToolFiles, base: str) -> Workplace:
    """That of this process in one step of a build: another step has another, as tables have changed."""
    return Workplace(read_scratch(scratch), loaded_knowledge(tools), base)
