"""What documents say and name, each for itself: what is wrong with one costs the others nothing, and what one takes is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.annotate.annotate import DOCUMENTS_AT_ONCE
from kg.engines.limits import TookTooLongError, interrupted_after, time_allowed
from kg.extract.extract import Extraction
from kg.pipeline import Tools, extract_each
from kg.records import Document, ReadFailure
from kg.resolve.things import DocumentThings
from kg.resolve.within import ThingReader

# A document longer than this is read by itself, so that what it takes is known and others do not wait in memory with it.
LONG = 50_000
SLOW_SECONDS = 10.0

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class SlowDocument:
    """A document that took long to read."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a document says, and the things that it names."""

    extraction: Extraction
    things: DocumentThings


def read_surely(
    documents: Iterable[Document], tools: Tools, reader: ThingReader
) -> Iterator[ReadDocument | ReadFailure | SlowDocument]:
    """What each document says and names, in their order; see `extract_surely`."""
    for each in extract_surely(documents, tools):
        yield _with_things(each, reader) if isinstance(each, Extraction) else each


def _with_things(extraction: Extraction, reader: ThingReader) -> ReadDocument | ReadFailure:
    things = _surely([extraction.annotated.document], lambda: reader.things_of(extraction))
    return things if isinstance(things, ReadFailure) else ReadDocument(extraction, things)


def extract_surely(documents: Iterable[Document], tools: Tools) -> Iterator[Extraction | ReadFailure | SlowDocument]:
    """What each document says, in their order; a failure for one that the stages cannot cope with in time.

    One that took longer than `SLOW_SECONDS` is told after its group; within a group the time is shared out by length.
    """
    for group in _groups(documents):
        started = time.monotonic()
        yield from _extracted(group, tools)
        seconds = time.monotonic() - started
        characters = sum(len(document.text) for document in group) or 1
        for document in group:
            share = seconds * len(document.text) / characters
            if share > SLOW_SECONDS:
                yield SlowDocument(document.name, share)


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Runs of documents that are read together: long ones alone."""
    group: list[Document] = []
    for document in documents:
        alone = len(document.text) > LONG
        if group and (alone or len(group) == DOCUMENTS_AT_ONCE):
            yield group
            group = []
        if alone:
            yield [document]
        else:
            group.append(document)
    if group:
        yield group


def _extracted(documents: Sequence[Document], tools: Tools) -> list[Extraction | ReadFailure]:
    made = _surely(documents, lambda: list(extract_each(documents, tools)))
    if not isinstance(made, ReadFailure):
        return [*made]
    return [made] if len(documents) == 1 else [each for document in documents for each in _extracted([document], tools)]


def _surely(documents: Sequence[Document], function: Callable[[], Result]) -> Result | ReadFailure:
    """What a function makes of documents in the time that they may take, or why it makes nothing of them (told of the first)."""
    seconds = time_allowed(sum(len(document.text) for document in documents))
    try:
        with interrupted_after(seconds):
            return function()
    except TookTooLongError:
        return ReadFailure(documents[0].name, took_too_long(seconds))
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is told, and must not cost the other documents
        reason = f"kg cannot cope with it ({type(error).__name__}: {error}); please report it with its text"
        return ReadFailure(documents[0].name, reason)


def took_too_long(seconds: float) -> str:
    """The reason why a document was given up after so many seconds."""
    return f"reading it was not done after {seconds:.0f} seconds and was given up; please report it with its text"
