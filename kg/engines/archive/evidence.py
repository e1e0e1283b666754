"""The evidence of an archive: blocks of Turtle made document by document in any process, sorted on disk, and put together.

The bytes are those of `kg.publish.turtle.write_turtle` for all of it. What a prefix is called may depend on which segments
of entity IRIs there are in all the evidence, so some have to be expected; where others are met, the blocks are made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox

from kg.assemble import DocumentPart, Row, document_rows
from kg.engines.archive.turtle import statement_batches, statements_in
from kg.ontology import ENTITY_BASE
from kg.publish.terms import Statements
from kg.publish.turtle import Block, blocks, blocks_of, prefix_lines
from kg.store.files import whole_file
from kg.store.prefixes import Shortener, merge_prefixes, named_alike, segments_in

_TABLE = "CREATE TABLE block(subject TEXT NOT NULL, text TEXT NOT NULL)"
_IN_ORDER = "SELECT subject, text FROM block ORDER BY subject"


@dataclass(frozen=True, slots=True)
class EvidenceBlocks:
    """Some blocks of the evidence, with the prefixes that are used in them and the segments of entity IRIs."""

    blocks: list[Block]
    used: frozenset[str]
    segments: frozenset[str]


# All blocks of the evidence, written with these prefixes.
Making = Callable[[Mapping[str, str]], Iterable[EvidenceBlocks]]


def document_blocks(
    parts: Iterable[DocumentPart], prefixes: Mapping[str, str], base: str = ENTITY_BASE
) -> EvidenceBlocks:
    """What of the evidence rests on some documents."""
    rows = (row for part in parts for row in sorted(set(document_rows(part, base))))
    return _blocks(statements_in(rows), prefixes, base)


def entity_blocks(
    rows: Iterable[Row], prefixes: Mapping[str, str], base: str = ENTITY_BASE
) -> Iterator[EvidenceBlocks]:
    """What `kg.assemble.entity_evidence` says of entities, as text, those of an entity side by side."""
    for batch in statement_batches(rows):
        yield _blocks(batch, prefixes, base)


def write_evidence(
    database: sqlite3.Connection,
    path: Path,
    made: Making,
    prefixes: Mapping[str, str],
    expected: Set[str],
    *,
    base: str = ENTITY_BASE,
) -> None:
    """Writes all blocks as canonical Turtle, by way of table `block`.

    `expected` are the segments of entity IRIs that there should be. Raises `OutputError`.
    """
    segments = frozenset(expected)
    while True:
        used, met = _fill(database, made(merge_prefixes(prefixes, segments, base)))
        if met <= segments and named_alike(prefixes, segments, met, base):
            break
        segments = met
    names = merge_prefixes(prefixes, met, base)
    write_blocks_file(database, path, {name: names[name] for name in used})


def write_blocks_file(database: sqlite3.Connection, path: Path, prefixes: Mapping[str, str]) -> None:
    """Writes table `block` in order of the subjects, with declarations of the prefixes that are used. Raises `OutputError`."""
    declared = prefix_lines(prefixes)
    with whole_file(path) as file:
        file.write(declared.encode())
        between = "\n" if declared else ""
        for subject, rows in groupby(database.execute(_IN_ORDER), key=itemgetter(0)):
            texts = [text for _, text in rows]
            text = texts[0] if len(texts) == 1 else _joined(subject, declared, texts, prefixes)
            file.write(f"{between}{text}".encode())
            between = "\n"


def _blocks(statements: Statements, prefixes: Mapping[str, str], base: str) -> EvidenceBlocks:
    shortener = Shortener(prefixes)
    found = blocks_of(statements, shortener)
    return EvidenceBlocks(found, frozenset(shortener.used()), frozenset(segments_in(statements.iris, base)))


def _fill(database: sqlite3.Connection, made: Iterable[EvidenceBlocks]) -> tuple[frozenset[str], frozenset[str]]:
    """Puts all blocks into a new table; gives the prefixes that are used and the segments that there are."""
    database.execute("DROP TABLE IF EXISTS block")
    database.execute(_TABLE)
    used: set[str] = set()
    segments: set[str] = set()
    for each in made:
        database.executemany("INSERT INTO block VALUES (?, ?)", each.blocks)
        # All of it as one transaction would stand on disk twice.
        database.commit()
        used |= each.used
        segments |= each.segments
    return frozenset(used), frozenset(segments)


def _joined(subject: str, declared: str, texts: list[str], prefixes: Mapping[str, str]) -> str:
    """One block of several: a thing that was brought from elsewhere may have the IRI of a document."""
    quads = ox.parse(declared + "".join(texts), ox.RdfFormat.TURTLE)
    found = blocks((quad.triple for quad in quads), Shortener(prefixes))
    return dict(found)[subject]
