"""A generation filled: its Turtle files and its store, from those of the last one and what has changed since.

Whatever is unexpected (no last generation, pieces made by other code, a source that does not fit in) means writing all of it
anew. Either way the bytes are those of a build from scratch.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.conclusions import Conclusions
from kg.errors import OutputError
from kg.graph import REJECTED_FILE, write_rejected
from kg.project.pieces import PieceFile, Renewal, Sources, read_pieces, renew, write_pieces
from kg.project.sources import evidence_sources, graph_sources
from kg.publish.blocks import BlockFile, read_blocks, write_blocks
from kg.publish.turtle import write_turtle
from kg.store.disk import STORE_FOLDER, change_store, write_store
from kg.store.embedded import EVIDENCE_FILE, GRAPH_FILE
from kg.store.files import write_files

_TURTLE_FILES = (GRAPH_FILE, EVIDENCE_FILE)
_PIECES = ".pieces"
# Where more of the blocks than this are others, a store is written faster than changed.
LARGEST_CHANGE = 0.2


@dataclass(frozen=True, slots=True)
class TurtleFile:
    """A Turtle file as it was and as it is now; `changed` are the subjects with another block, None where all are."""

    before: BlockFile
    after: BlockFile
    changed: frozenset[str] | None

    def changes(self) -> set[ox.Triple] | None:
        """The triples that came or went; None where any may have."""
        if self.changed is None:
            return None
        return _triples_of(self.before, self.changed) ^ _triples_of(self.after, self.changed)


@dataclass(frozen=True, slots=True)
class Output:
    """What a generation holds, beside its manifest: files by name, and how the Turtle among them has changed."""

    contents: Mapping[str, bytes]
    pieces: Mapping[str, bytes]
    turtle: tuple[TurtleFile, ...]

    @property
    def graph(self) -> TurtleFile:
        """That of the graph."""
        return self.turtle[_TURTLE_FILES.index(GRAPH_FILE)]

    def fill(self, folder: Path, last: Path | None) -> None:
        """Writes files and store into the folder of a new generation; `last` is that of the last. Raises `OutputError`."""
        write_files(folder, {**self.contents, **self.pieces})
        subjects = self._changed_subjects()
        if last is None or subjects is None or not _changed_store(self.turtle, subjects, last, folder):
            write_store(folder / STORE_FOLDER, (folder / name for name in _TURTLE_FILES))

    def _changed_subjects(self) -> frozenset[str] | None:
        found: set[str] = set()
        for file in self.turtle:
            if file.changed is None:
                return None
            found |= file.changed
        many = LARGEST_CHANGE * sum(len(file.after.blocks) for file in self.turtle)
        return frozenset(found) if len(found) <= many else None


def output_of(conclusions: Conclusions, documents: Mapping[str, str], last: Path | None, made_by: str) -> Output:
    """The files of conclusions; `documents` are digests of documents by id, `made_by` one of all that writes files."""
    sources = {GRAPH_FILE: graph_sources(conclusions.graph), EVIDENCE_FILE: evidence_sources(conclusions, documents)}
    contents: dict[str, bytes] = {}
    pieces: dict[str, bytes] = {}
    files = []
    for name in _TURTLE_FILES:
        kept = _kept(last, name, made_by)
        renewal = _renewed(kept, sources[name], conclusions)
        if renewal is None:
            triples = conclusions.graph if name == GRAPH_FILE else conclusions.knowledge_graph().evidence
            text = write_turtle(triples, conclusions.ontology.prefixes, base=conclusions.base).encode("utf-8")
            contents[name] = text
            files.append(TurtleFile(kept.blocks, read_blocks(text), None))
            continue
        contents[name] = write_blocks(renewal.file.blocks)
        pieces[f"{name}{_PIECES}"] = write_pieces(renewal.file, made_by)
        files.append(TurtleFile(kept.blocks, renewal.file.blocks, renewal.changed))
    contents[REJECTED_FILE] = write_rejected(conclusions.rejected).encode("utf-8")
    return Output(contents, pieces, tuple(files))


def _kept(last: Path | None, name: str, made_by: str) -> PieceFile:
    if last is None:
        return PieceFile()
    try:
        return read_pieces((last / name).read_bytes(), (last / f"{name}{_PIECES}").read_bytes(), made_by)
    except (OSError, ValueError, KeyError):
        # Written at once, or by another version: nothing can be taken over.
        return PieceFile()


def _renewed(kept: PieceFile, sources: Sources | None, conclusions: Conclusions) -> Renewal | None:
    ontology = conclusions.ontology
    if sources is None:
        return None
    expected = {"claim", "document", *map(ontology.segment, ontology.classes)}
    return renew(kept, sources, ontology.prefixes, conclusions.base, expected)


def _changed_store(files: Iterable[TurtleFile], subjects: frozenset[str], last: Path, folder: Path) -> bool:
    """Makes the store from the last one; whether that was possible."""
    before: set[ox.Triple] = set()
    after: set[ox.Triple] = set()
    for file in files:
        before |= _triples_of(file.before, subjects)
        after |= _triples_of(file.after, subjects)
    try:
        # Added is also what was there: a number that was removed may have been written in two ways.
        change_store(last / STORE_FOLDER, folder / STORE_FOLDER, before - after, after)
    except OutputError:
        shutil.rmtree(folder / STORE_FOLDER, ignore_errors=True)
        return False
    return True


def _triples_of(file: BlockFile, subjects: Iterable[str]) -> set[ox.Triple]:
    places = (file.at(subject) for subject in sorted(subjects))
    blocks = [file.blocks[place] for place in places if place is not None]
    return {quad.triple for quad in ox.parse(write_blocks(BlockFile(file.prefixes, blocks)), ox.RdfFormat.TURTLE)}
