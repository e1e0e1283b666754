"""Files that would bring down the process that reads them: a little of them stands for very much, or is nested without end.

The parsers themselves have no such bounds: a compressed file may fill the memory, RDF/XML nested a hundred thousand deep takes
minutes, triple terms nested so deep overflow the stack. What is looked for is looked for at the speed of a search through bytes.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from kg.errors import GraphError

# Text in triples shrinks to a twentieth; what shrinks to less than a hundredth is made up.
_LARGEST_RATIO = 100
_ALWAYS_UNPACKED = 100_000_000
_PART = 1 << 20
_DEEPEST_TERM = 100
_DEEPEST_ELEMENT = 5_000
_BLOCK = 1 << 14
_LONGEST_ENTITY = 300
# Entities that stand for namespaces are common in OWL files. Long or nested ones are how a small file fills the memory.
_ENTITY = re.compile(rb"<!ENTITY[^\"'>]*[\"']([^\"']*)")
_TERM = re.compile(rb"<<\(|\)>>")
_NO_ELEMENT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ELEMENT = re.compile(rb"<(/?)[^<>!?/][^<>]*?(/?)>")


def unpacked(path: Path, packed: bytes) -> bytes:
    """The content of a gzip file. Raises `GraphError` for one that unpacks to absurdly much, or is no gzip file."""
    most = max(_ALWAYS_UNPACKED, len(packed) * _LARGEST_RATIO)
    parts: list[bytes] = []
    size, rest = 0, packed
    try:
        while rest:
            member = zlib.decompressobj(wbits=31)
            while rest and not member.eof:
                parts.append(member.decompress(rest, _PART))
                rest = member.unconsumed_tail or member.unused_data
                size += len(parts[-1])
                if size > most:
                    raise GraphError(
                        f"{path}: unpacks to over {most} bytes, {_LARGEST_RATIO} times its size; unpack it yourself"
                    )
            # What was taken in and has not come out yet.
            parts.append(member.flush())
            if not member.eof:
                raise GraphError(f"{path}: not a whole gzip file: it ends in the middle")
            # Some tools fill up with zeros.
            rest = rest.lstrip(b"\0")
    except zlib.error as error:
        raise GraphError(f"{path}: not a whole gzip file: {error}") from error
    return b"".join(parts)


def refuse_deep_terms(path: Path, content: bytes | None = None) -> None:
    """Raises `GraphError` for triple terms nested so deep that no parser comes back."""
    if content is not None:
        _refuse_deep_terms(path, content)
        return
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            _refuse_deep_terms(path, mapped)
    except (OSError, ValueError):
        # An empty file cannot be mapped, and what cannot be read is told by who reads it.
        return


def _refuse_deep_terms(path: Path, content: bytes | mmap.mmap) -> None:
    if content.find(b"<<(") < 0:
        return
    depth = 0
    for each in _TERM.finditer(content):
        depth = max(0, depth + (1 if each[0] == b"<<(" else -1))
        if depth > _DEEPEST_TERM:
            raise GraphError(f"{path}: triple terms are nested more than {_DEEPEST_TERM} deep")


def refuse_hostile_xml(path: Path, content: bytes) -> None:
    """Raises `GraphError` for entities that stand for much, and for elements nested without end."""
    for entity in _ENTITY.finditer(content):
        if b"&" in entity[1] or len(entity[1]) > _LONGEST_ENTITY:
            line = content.count(b"\n", 0, entity.start()) + 1
            raise GraphError(f"{path}:{line}: an XML entity is nested or long; write out what it stands for")
    if _may_be_deep(content) and _depth(content) > _DEEPEST_ELEMENT:
        raise GraphError(f"{path}: elements are nested more than {_DEEPEST_ELEMENT} deep")


def _may_be_deep(content: bytes) -> bool:
    """Whether, by the mere number of brackets, elements are nested deep somewhere; comments may make it seem so."""
    depth = 0
    for start in range(0, len(content), _BLOCK):
        block = content[start : start + _BLOCK]
        closing = block.count(b"</")
        opening = block.count(b"<") - closing - block.count(b"<!") - block.count(b"<?") - block.count(b"/>")
        depth += opening - closing
        if depth > _DEEPEST_ELEMENT:
            return True
    return False


def _depth(content: bytes) -> int:
    depth = most = 0
    for each in _ELEMENT.finditer(_NO_ELEMENT.sub(b"", content)):
        if each[1]:
            depth -= 1
        elif not each[2]:
            depth += 1
            most = max(most, depth)
    return most
