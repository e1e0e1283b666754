"""The documents of a project's sources: files that are as they were at the last build are not opened again.

A file is as it was where size, times and place on disk are. That says nothing of one that may have been changed within the clock's
grain after it was read: what was younger than two seconds when it was read is read again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.pipeline import Progress
from kg.project.cache import read_record, write_record
from kg.project.codec import Codec
from kg.project.fingerprint import document_digest
from kg.project.settings import Settings
from kg.read.documents import read_source
from kg.read.inputs import Source, find_sources
from kg.read.metadata import sidecar_path
from kg.records import Document, ReadFailure

DOCUMENTS_FILE = "documents"
_WHAT = "kg documents 1"
_GRAIN_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a file gave that had this state: one document, and the digest of it."""

    state: str
    document: Document
    digest: str


@dataclass(frozen=True, slots=True)
class _Known:
    files: Mapping[str, KnownFile] = field(default_factory=dict)


_CODEC = Codec(_Known)


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents with their digests by id, what could not be read, and the files to be known at the next build."""

    documents: list[Document]
    digests: dict[str, str]
    failures: list[ReadFailure]
    files: Mapping[str, KnownFile]


def read_sources(
    settings: Settings, root: Path, known: Mapping[str, KnownFile], progress: Progress | None = None
) -> Reading:
    """What `kg.read.read` gives of a project's sources; `known` are the files of the last build."""
    reading = Reading([], {}, [], files := {})
    for item in find_sources(settings.sources, root=root, leave_out=settings.out):
        if isinstance(item, ReadFailure):
            reading.failures.append(item)
            continue
        state, key = _state(item), f"{item.name}\n{item.path}"
        before = known.get(key)
        if before is not None and before.state == state:
            files[key] = before
            _take(reading, before.document, before.digest)
        else:
            found = list(read_source(item))
            for each in found:
                if isinstance(each, ReadFailure):
                    reading.failures.append(each)
                else:
                    _take(reading, each, document_digest(each))
            if state and len(found) == 1 and isinstance(found[0], Document):
                files[key] = KnownFile(state, found[0], document_digest(found[0]))
        if progress:
            progress("reading", len(reading.documents), None)
    return reading


def known_files(file: Path, tools: str) -> Mapping[str, KnownFile]:
    """What `keep_files` wrote for the same tools; nothing where that is another, or damaged."""
    kept = read_record(file, f"{_WHAT} {tools}", _CODEC)
    return kept.files if kept else {}


def keep_files(file: Path, tools: str, files: Mapping[str, KnownFile]) -> None:
    """Keeps what is known of files that some tools have read. Raises `OutputError`."""
    write_record(file, f"{_WHAT} {tools}", _CODEC, _Known(files))


def _take(reading: Reading, document: Document, digest: str) -> None:
    """The same text under the same name comes once."""
    if document.id not in reading.digests:
        reading.documents.append(document)
        reading.digests[document.id] = digest


def _state(source: Source) -> str:
    """All that tells of a file and of the metadata beside it whether they are as they were; "" where nothing can."""
    if source.path is None:
        return ""
    states = []
    now = time.time_ns()
    for path in (source.path, sidecar_path(source.path)):
        try:
            found = path.stat()
        except FileNotFoundError:
            states.append("none")
            continue
        except OSError:
            return ""
        if now - max(found.st_mtime_ns, found.st_ctime_ns) < _GRAIN_NANOSECONDS:
            return ""
        states.append(f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
    return ", ".join(states)
