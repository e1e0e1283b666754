"""Canonical Turtle as blocks, one a subject in the order of their IRIs: files taken apart, changed and put together again.

A block is the bytes of a subject with its final line break. Inside a block no line is empty, so an empty line is where one
ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BETWEEN = b"\n\n"
_DECLARATION = b"@prefix "


@dataclass(frozen=True, slots=True)
class BlockFile:
    """A canonical Turtle file: the prefixes it declares, and its blocks, without their final line breaks, in order."""

    prefixes: Mapping[str, str]
    blocks: list[bytes]

    def at(self, subject: str) -> int | None:
        """The place of a subject's block, None where it has none."""
        place = self.place(subject)
        found = place < len(self.blocks) and self.subject(self.blocks[place]) == subject
        return place if found else None

    def place(self, subject: str) -> int:
        """Where a subject's block stands or would stand."""
        return bisect_left(self.blocks, subject, key=self.subject)

    def subject(self, block: bytes) -> str:
        """The IRI of the subject of a block."""
        name = block.partition(b"\n")[0].decode("utf-8")
        if name.startswith("<"):
            return name[1:-1]
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local


def read_blocks(content: bytes) -> BlockFile:
    """The blocks of a file that `write_turtle` or `write_blocks` made."""
    blocks = content.removesuffix(b"\n").split(_BETWEEN) if content else []
    prefixes: dict[str, str] = {}
    if blocks and blocks[0].startswith(_DECLARATION):
        for line in blocks.pop(0).decode("utf-8").split("\n"):
            _, name, namespace, _ = line.split(" ")
            prefixes[name[:-1]] = namespace[1:-1]
    return BlockFile(prefixes, blocks)


def spliced(file: BlockFile, gone: Iterable[str], come: Mapping[str, str]) -> list[bytes] | None:
    """The blocks of a file without those of some subjects and with others, by subject, in order.

    None where a subject that is to go has no block, or one that comes has one that stays.
    """
    removed = {subject: file.at(subject) for subject in gone}
    if None in removed.values():
        return None
    changes: list[tuple[int, str, bytes]] = [(place, "", b"") for place in removed.values() if place is not None]
    for subject, text in sorted(come.items()):
        place = file.place(subject)
        if subject not in removed and place < len(file.blocks) and file.subject(file.blocks[place]) == subject:
            return None
        changes.append((place, subject, text.encode("utf-8").removesuffix(b"\n")))
    made: list[bytes] = []
    reached = 0
    # At one place those that come stand before the block that is there; the one that goes is passed over last.
    for place, subject, block in sorted(changes, key=lambda change: (change[0], not change[1], change[1])):
        made += file.blocks[reached:place]
        reached = max(reached, place)
        if subject:
            made.append(block)
        else:
            reached = place + 1
    return made + file.blocks[reached:]


def write_blocks(file: BlockFile) -> bytes:
    """The bytes of a file."""
    declared = "\n".join(f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(file.prefixes.items()))
    parts = [declared.encode("utf-8"), *file.blocks] if declared else file.blocks
    return _BETWEEN.join(parts) + b"\n" if parts else b""
