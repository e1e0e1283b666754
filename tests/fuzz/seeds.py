"""Seeds of hostile input, kept as text: what they are made of, and what must come of them; and their mutations, always the same."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SEEDS = Path(__file__).parent / "seeds"
_NASTY = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"%00", b"%zz", b"{", b"}", b"(", b")", b"<", b">", b'"', b"'", b"\\", b"\r\n", b"\n", b"#", b"?", b"&", b"=",
    b"@", b"_:", b"<<(", b")>>", b"<!--", b"]]>", b"SERVICE", b"UNION", b"*", b"/", b"^", b"|", b"-1", b"9" * 40, b"\xe2\x80\xa8", b" " * 50,
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """Bytes to send to the server, and the statuses that may come back: none means that no answer need come."""

    name: str
    content: bytes
    statuses: frozenset[int]


@dataclass(frozen=True)
class File:
    """A file to load, and whether it must be refused."""

    name: str
    content: bytes
    refused: bool


def requests() -> Iterator[Request]:
    """The kept requests."""
    for record in _records("requests"):
        yield Request(record["name"], _request(record), frozenset(record["status"]))


def files() -> Iterator[File]:
    """The kept files."""
    for record in _records("files"):
        content = _assembled(record["content"])
        if record.get("packed"):
            content = gzip.compress(content, 9, mtime=0)
        yield File(record["name"], content, record["refused"])


def mutated(content: bytes, number: int) -> bytes:
    """A content with some places changed, cut, doubled or filled with what is nasty; the same for the same number."""
    chance = random.Random(number)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        length = min(chance.choice((0, 1, 1, 2, 5, 30)), len(changed) - at)
        match chance.randrange(4):
            case 0:
                changed[at : at + length] = chance.choice(_NASTY)
            case 1:
                changed[at : at + length] = changed[at : at + length] * chance.randint(0, 3)
            case 2:
                changed[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + length]
    return bytes(changed)


def _records(name: str) -> Iterator[Mapping[str, object]]:
    for line in (SEEDS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _assembled(pieces: list[object]) -> bytes:
    """Texts, texts with how often they stand there, and bytes in hexadecimal."""
    made = bytearray()
    for piece in pieces:
        if isinstance(piece, str):
            made += piece.encode("utf-8", "surrogatepass")
        elif isinstance(piece, dict):
            made += bytes.fromhex(piece["hex"])
        else:
            text, times = piece
            made += text.encode("utf-8", "surrogatepass") * times
    return bytes(made)


def _request(record: Mapping[str, object]) -> bytes:
    if "raw" in record:
        return _assembled(record["raw"])
    body = _assembled(record.get("body", []))
    method, path, headers = record.get("method", "GET"), record.get("path", "/sparql"), dict(record.get("headers", {}))
    if "query" in record:
        query = _assembled(record["query"])
        # Not everything fits into a line.
        way = record.get("way", "get" if len(query) < 10_000 else "body")
        if way == "get":
            path += f"?query={quote(query)}"
        else:
            method, body = "POST", query if way == "body" else b"query=" + quote(query).encode()
            headers["Content-Type"] = (
                "application/sparql-query" if way == "body" else "application/x-www-form-urlencoded"
            )
    if body and not {"Content-Length", "Transfer-Encoding"} & headers.keys() and "raw_headers" not in record:
        headers["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()] + record.get("raw_headers", [])
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
