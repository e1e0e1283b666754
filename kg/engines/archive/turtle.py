"""Canonical Turtle of statements on disk: the bytes of `kg.publish.turtle.write_turtle`, with some subjects at a time in memory."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.assemble import Row
from kg.ontology import ENTITY_BASE
from kg.publish.terms import Statements
from kg.publish.turtle import blocks_of, prefix_lines
from kg.store.files import whole_file
from kg.store.prefixes import Shortener, prefixes_for, segments_in

# An IRI without its brackets sorts otherwise than one with them, as ">" comes after "#" and "/".
_IN_ORDER = "SELECT subject, predicate, object FROM graph ORDER BY rtrim(subject, '>'), predicate, object"
_AS_THEY_ARE = "SELECT subject, predicate, object FROM graph"
STATEMENTS_AT_ONCE = 2_000


def write_graph(
    database: sqlite3.Connection,
    path: Path,
    prefixes: Mapping[str, str],
    *,
    base: str = ENTITY_BASE,
    at_once: int = STATEMENTS_AT_ONCE,
) -> None:
    """Writes table `graph`, in which each statement stands once, as canonical Turtle, about so many statements at once.

    Raises `OutputError` for what cannot be written so, and where the file cannot be written.
    """
    known = {f"{base}{segment}/": segment for segment in graph_segments(database, base)}
    named = prefixes_for(known, prefixes, base)
    used: dict[str, str] = {}
    with whole_file(path) as file, tempfile.TemporaryFile(dir=path.parent) as body:
        # Which prefixes are declared before the blocks is known after them.
        for batch in statement_batches(database.execute(_IN_ORDER), at_once):
            # It remembers every IRI, so none is used for all.
            shortener = Shortener(named)
            body.writelines(f"\n{text}".encode() for _, text in blocks_of(batch, shortener))
            used |= shortener.used()
        header = prefix_lines(used).encode()
        file.write(header)
        body.seek(0 if header else 1)
        shutil.copyfileobj(body, file)


def graph_segments(database: sqlite3.Connection, base: str = ENTITY_BASE) -> frozenset[str]:
    """The segments of the entity IRIs in table `graph`."""
    batches = statement_batches(database.execute(_AS_THEY_ARE))
    return frozenset[str]().union(*(segments_in(batch.iris, base) for batch in batches))


def statement_batches(rows: Iterable[Row], size: int = STATEMENTS_AT_ONCE) -> Iterator[Statements]:
    """Statements whose subjects stand side by side, about so many at a time, but all of a subject together; each once."""
    held: list[Row] = []
    for _, found in groupby(rows, key=itemgetter(0)):
        held += sorted(set(found))
        if len(held) >= size:
            yield statements_in(held)
            held = []
    if held:
        yield statements_in(held)


def statements_in(rows: Iterable[Row]) -> Statements:
    """Statements by column; those of a subject stand side by side, and in it those of a predicate."""
    found = list(rows)
    return Statements([each[0] for each in found], [each[1] for each in found], [each[2] for each in found])
