"""What a user names on the command line, to files: folders walked, globs filled in, order and doubles settled."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import iglob
from pathlib import Path

from kg.read.identity import portable_name
from kg.read.metadata import SIDECAR_SUFFIX
from kg.records import ReadFailure

LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
PARQUET = ".parquet"
SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx", PARQUET, *LINES})
READABLE = ", ".join(sorted(SUFFIXES))
STDIN = "-"
WILDCARD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the name it goes by; stdin has no path."""

    name: str
    path: Path | None


def find_sources(
    inputs: Sequence[str | Path], *, root: Path = Path(), leave_out: Path | None = None
) -> list[Source | ReadFailure]:
    """The files behind some inputs, sorted by name, each once; an input that leads nowhere is a ReadFailure.

    Of two names for one file the longer path counts, so that the order of the inputs changes nothing. Relative inputs
    are looked for under `root`; nothing is taken from the folder `leave_out`.
    """
    sources: dict[str, Source] = {}
    failures: set[ReadFailure] = set()
    passed_over = os.path.join(os.path.realpath(leave_out), "") if leave_out else None  # noqa: PTH118 -- ends in a slash
    for item in inputs:
        for found in _reachable(item, root):
            if isinstance(found, ReadFailure):
                failures.add(found)
                continue
            key = os.path.realpath(found.path) if found.path else STDIN
            if passed_over and key.startswith(passed_over):
                continue
            known = sources.get(key)
            if known is None or _rank(found) < _rank(known):
                sources[key] = found
    return sorted([*sources.values(), *failures], key=_order)


def is_readable(path: Path) -> bool:
    """Whether a file found in a folder is a document: a known suffix, not hidden, not a metadata file."""
    return kind_of(path) in SUFFIXES and not path.name.startswith(".")


def kind_of(path: Path) -> str:
    """The suffix that tells how a file is read, that of what is compressed included: `.html`, `.jsonl.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    whole = "".join(suffixes)
    return whole if whole in SUFFIXES else "".join(suffixes[-1:])


def _reachable(item: str | Path, root: Path) -> Iterable[Source | ReadFailure]:
    try:
        return list(_expand(item, root))
    except OSError as error:
        # Even asking whether a path is there can fail, as with a whole text given in place of a path.
        return [ReadFailure(portable_name(str(item)[:200]), f"it is no path to a file ({error.strerror}); check it")]


def _expand(item: str | Path, root: Path) -> Iterator[Source | ReadFailure]:
    given = str(item)
    path = root / item
    if given == STDIN:
        yield Source("stdin", None)
    elif path.is_dir():
        yield from _folder(path, given)
    elif path.exists():
        yield _file(path, given)
    elif WILDCARD.search(given):
        yield from _glob(given, root)
    else:
        yield ReadFailure(portable_name(given), "there is no such file or folder; check the path")


def _file(path: Path, given: str) -> Source | ReadFailure:
    if path.name.endswith(SIDECAR_SUFFIX):
        return ReadFailure(portable_name(given), "it is a metadata file; name the document it stands beside")
    if kind_of(path) not in SUFFIXES:
        kind = f"files ending in {path.suffix}" if path.suffix else "files without a suffix"
        return ReadFailure(portable_name(given), f"{kind} are not read; convert it to one of {READABLE}")
    return Source(portable_name(path.name), path)


def _folder(folder: Path, given: str) -> Iterator[Source | ReadFailure]:
    unread: list[ReadFailure] = []

    def report(error: OSError) -> None:
        name = portable_name(str(error.filename or given))
        unread.append(ReadFailure(name, f"the folder cannot be opened ({error.strerror}); check its permissions"))

    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(parent, name) for name in names]
    documents = [file for file in files if is_readable(file)]
    yield from unread
    if not documents and not unread:
        yield ReadFailure(portable_name(given), f"the folder holds no document; put one of {READABLE} there")
    yield from (Source(portable_name(file.relative_to(folder).as_posix()), file) for file in documents)


def _glob(given: str, root: Path) -> Iterator[Source | ReadFailure]:
    """Files a pattern matches; they are named from the folder before its first wildcard on."""
    fixed = given[: given.index(WILDCARD.findall(given)[0])]
    folder = Path(re.sub(r"[^/\\]*$", "", fixed) or ".")
    paths = [Path(found) for found in iglob(given, root_dir=root, recursive=True)]  # noqa: PTH207 -- it may be absolute
    documents = [path for path in paths if (root / path).is_file() and is_readable(path)]
    if not documents:
        yield ReadFailure(portable_name(given), f"the pattern matches no document; it must lead to one of {READABLE}")
    yield from (Source(portable_name(path.relative_to(folder).as_posix()), root / path) for path in documents)


def _rank(source: Source) -> tuple[int, str, str]:
    return -source.name.count("/"), source.name, str(source.path)


def _order(item: Source | ReadFailure) -> tuple[str, str]:
    return item.name, str(item.path) if isinstance(item, Source) else ""
