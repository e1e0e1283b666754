"""The read stage: inputs to documents, one failure at a time, never more."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, ReadError
from kg.read.blocks import main_language, split_blocks
from kg.read.content import Content, Metadata
from kg.read.docx import read_docx
from kg.read.html import read_html
from kg.read.identity import document_id
from kg.read.inputs import LINES, PARQUET, Source, find_sources, kind_of
from kg.read.jsonl import read_jsonl
from kg.read.language import han_words, latin_words
from kg.read.metadata import read_sidecar, uniform
from kg.read.packed import lines_of
from kg.read.parquet import read_parquet
from kg.read.pdf import read_pdf
from kg.read.plain import read_markdown, read_plain
from kg.read.seen import SeenIds
from kg.records import Block, Document, ReadFailure

Reader = Callable[[bytes], Content]
READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
# An opening line with more words is a paragraph, not a title.
TITLE_WORDS = 20


def read(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    root: Path = Path(),
    leave_out: Path | None = None,
) -> Iterator[Document | ReadFailure]:
    """Documents behind files, folders, globs and `-` (stdin), and a ReadFailure for everything that could not be read.

    Sorted by name whatever the order of the inputs; a file reached twice, or the same text under the same name, comes
    once. Folders are walked; hidden files, `*.meta.json` and unknown kinds in them are passed over. Files are read one
    at a time, as the iterator is drawn. Relative inputs are looked for under `root`, and nothing is read from the folder
    `leave_out`.
    """
    seen = SeenIds()
    for item in find_sources(inputs, root=root, leave_out=leave_out):
        results = [item] if isinstance(item, ReadFailure) else read_source(item, stdin)
        for result in results:
            if not isinstance(result, Document) or seen.add(result.id):
                yield result


def make_document(name: str, content: Content, known: Metadata = Metadata()) -> Document:  # noqa: B008 -- frozen
    """A document from its content; what is `known` from outside counts before what the content says of itself."""
    metadata = uniform(known.over(content.metadata))
    text = content.text
    blocks = split_blocks(text, content.body_start)
    return Document(
        id=document_id(name, text),
        text=text,
        name=name,
        title=metadata.title or opening_title(text, blocks),
        source=metadata.source,
        published=metadata.published,
        language=metadata.language or main_language(text, blocks),
        blocks=blocks,
    )


def opening_title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The first block where it is short and no sentence, else None."""
    line = text[blocks[0].span.start : blocks[0].span.end] if blocks else ""
    words = han_words(line) + latin_words(line)
    is_title = 0 < words <= TITLE_WORDS and not line.endswith((".", "。", ",", "，", ":", "：", ";", "；"))
    return " ".join(line.split()) if is_title else None


def read_source(source: Source, stdin: BinaryIO | None = None) -> Iterator[Document | ReadFailure]:
    """Everything in one file; whatever is wrong with it ends here."""
    try:
        if source.path is None:
            yield _read_stdin(source.name, stdin)
        elif (kind := kind_of(source.path)) == PARQUET or kind in LINES:
            yield from _many(source.path, _rows(source.path, source.name, kind))
        else:
            reader = READERS[kind]
            yield make_document(source.name, reader(source.path.read_bytes()), read_sidecar(source.path))
    except KgError as error:
        yield ReadFailure(source.name, str(error))
    except OSError as error:
        yield ReadFailure(
            source.name, f"it cannot be opened ({error.strerror or error}); check the path and permissions"
        )


def with_sidecar(path: Path, rows: Iterable[tuple[str, Content | ReadError]]) -> Iterator[Document | ReadFailure]:
    """The documents of some rows of a file; a sidecar says what they do not, but for the title. Raises `ReadError`."""
    sidecar = read_sidecar(path)
    shared = Metadata(source=sidecar.source, published=sidecar.published, language=sidecar.language)
    for place, content in rows:
        if isinstance(content, ReadError):
            yield ReadFailure(place, str(content))
        else:
            yield make_document(place, content, content.metadata.over(shared))


def _read_stdin(name: str, stdin: BinaryIO | None) -> Document:
    data = (stdin or sys.stdin.buffer).read()
    if data.startswith(b"%PDF-"):
        return make_document(name, read_pdf(data))
    return make_document(name, read_html(data) if WEB_PAGE.match(data[:2000]) else read_plain(data))


def _rows(path: Path, name: str, kind: str) -> Iterator[tuple[str, Content | ReadError]]:
    return read_parquet(path, name) if kind == PARQUET else read_jsonl(lines_of(path), name)


def _many(path: Path, rows: Iterator[tuple[str, Content | ReadError]]) -> Iterator[Document | ReadFailure]:
    empty = True
    for each in with_sidecar(path, rows):
        empty = False
        yield each
    if empty:
        raise ReadError("it is empty; it should hold one document a line or row")
