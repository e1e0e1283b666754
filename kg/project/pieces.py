"""A Turtle file in pieces: which source gave which blocks, so that a rebuild makes anew only what another source gives.

A source is a document, an entity, a subject of the graph; what it gives is a piece, known by a digest of the source. Where the
digest is as it was, the blocks stay those of the last build's file; all others are taken out of it. The bytes are those of the
file written at once. Prefixes are the one thing that pieces have in common: where a namespace is to be called otherwise than
before, all pieces are made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.publish.blocks import BlockFile, read_blocks, spliced
from kg.publish.terms import Statements
from kg.publish.turtle import blocks_of
from kg.store.prefixes import Shortener, merge_prefixes, named_alike, segments_in

_VERSION = "kg pieces 1"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a file is made of: the digest of each source, by a name without spaces, and the statements it gives."""

    digests: Mapping[str, str]
    statements: Callable[[str], Statements]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a source gave: the digest of the source, the segments of entity IRIs in it, prefixes used, and subjects.

    The subjects are kept as they are written, `size` of them: next to none of those of a large file are asked for.
    """

    source: str
    digest: str
    segments: frozenset[str]
    used: frozenset[str]
    written: str
    size: int

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of its blocks."""
        return tuple(_absolute(each, self.source) for each in self.written.split(" ")) if self.size else ()


@dataclass(frozen=True, slots=True)
class PieceFile:
    """A file in blocks, and its pieces by source; none is known where the file was written at once."""

    blocks: BlockFile = field(default_factory=lambda: BlockFile({}, []))
    pieces: Mapping[str, Piece] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A file brought up to its sources, and the subjects whose blocks are others now, came or went; None for all."""

    file: PieceFile
    changed: frozenset[str] | None


def renew(
    kept: PieceFile, sources: Sources, prefixes: Mapping[str, str], base: str, expected: Iterable[str] = ()
) -> Renewal | None:
    """The file that sources give; `expected` are the segments of entity IRIs to be met where nothing is kept.

    None where two sources speak of one subject: such a file must be written at once.
    """
    known = _segments(kept.pieces) or frozenset(expected)
    while True:
        naming = _Naming(prefixes, base, known)
        made = _made(kept, sources, naming)
        known = _segments(made.pieces)
        if not naming.holds_for(known):
            kept = PieceFile()
            continue
        joined = _joined(kept, made, merge_prefixes(prefixes, known, base))
        if joined or not kept.pieces:
            return joined
        # What was kept does not fit together.
        kept = PieceFile()


@dataclass(frozen=True, slots=True)
class _Made:
    """All pieces of a file, with the blocks of those that were not kept, by subject."""

    pieces: dict[str, Piece]
    come: dict[str, str]


class _Naming:
    """What namespaces are called while pieces are made; a segment that none was expected in is learned on the way."""

    def __init__(self, prefixes: Mapping[str, str], base: str, segments: frozenset[str]) -> None:
        self.base = base
        self._given = prefixes
        self._first = segments
        self._known = segments
        self._prefixes = merge_prefixes(prefixes, segments, base)

    def shortener(self, segments: frozenset[str]) -> Shortener:
        """For a piece with these segments."""
        if not segments <= self._known:
            self._known |= segments
            self._prefixes = merge_prefixes(self._given, self._known, self.base)
        return Shortener(self._prefixes)

    def holds_for(self, segments: frozenset[str]) -> bool:
        """Whether pieces made so far are as they would be made with just these segments."""
        return named_alike(self._given, self._first, segments, self.base)


def _segments(pieces: Mapping[str, Piece]) -> frozenset[str]:
    return frozenset[str]().union(*{piece.segments for piece in pieces.values()})


def _made(kept: PieceFile, sources: Sources, naming: _Naming) -> _Made:
    made = _Made({}, {})
    for source, digest in sources.digests.items():
        known = kept.pieces.get(source)
        if known is not None and known.digest == digest:
            made.pieces[source] = known
            continue
        statements = sources.statements(source)
        segments = frozenset(segments_in(statements.iris, naming.base))
        shortener = naming.shortener(segments)
        blocks = blocks_of(statements, shortener)
        made.come.update(blocks)
        subjects = " ".join(_relative(subject, source) for subject, _ in blocks)
        made.pieces[source] = Piece(source, digest, segments, frozenset(shortener.used()), subjects, len(blocks))
    return made


def _joined(kept: PieceFile, made: _Made, names: Mapping[str, str]) -> Renewal | None:
    """The file of all pieces: the blocks of those kept from the last file, and the others."""
    replaced = (piece for source, piece in kept.pieces.items() if made.pieces.get(source) is not piece)
    gone = {subject for piece in replaced for subject in piece.subjects}
    blocks = spliced(kept.blocks, gone, made.come)
    if blocks is None or len(blocks) != sum(piece.size for piece in made.pieces.values()):
        return None
    used = frozenset[str]().union(*{piece.used for piece in made.pieces.values()})
    file = PieceFile(BlockFile({name: names[name] for name in sorted(used)}, blocks), made.pieces)
    return Renewal(file, frozenset(gone | made.come.keys()) if kept.pieces else None)


# ---------------------------------------------------------------- kept on disk


def write_pieces(file: PieceFile, made_by: str) -> bytes:
    """The pieces of a file, without its content, under a digest of what made them."""
    lines, listed = [f"{_VERSION} {made_by}"], cache(_listed)
    for source, piece in file.pieces.items():
        lines.append("\t".join((source, piece.digest, listed(piece.segments), listed(piece.used), piece.written)))
    return ("\n".join(lines) + "\n").encode("utf-8")


def read_pieces(content: bytes, pieces: bytes, made_by: str) -> PieceFile:
    """A file with its pieces, as `write_pieces` gave them; none where something else made them."""
    head, *lines = pieces.decode("utf-8", "replace").removesuffix("\n").split("\n")
    if head != f"{_VERSION} {made_by}":
        return PieceFile()
    found: dict[str, Piece] = {}
    sets: dict[str, frozenset[str]] = {}
    for line in lines:
        source, digest, segments, used, subjects = line.split("\t")
        for listed in (segments, used):
            if listed not in sets:
                sets[listed] = frozenset(listed.split())
        found[source] = Piece(source, digest, sets[segments], sets[used], subjects, subjects.count(" ") + 1)
    return PieceFile(read_blocks(content), found)


def _listed(names: frozenset[str]) -> str:
    return " ".join(sorted(names))


def _relative(subject: str, source: str) -> str:
    """Passages and the source itself, which are most, without what they have in common."""
    return subject[len(source) :] if subject == source or subject.startswith(f"{source}#") else subject


def _absolute(written: str, source: str) -> str:
    return source + written if not written or written[0] == "#" else written
