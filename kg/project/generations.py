"""Generations: what each build made, whole in a folder of its own, and a pointer to the one that counts.

A folder is filled and on disk before the pointer is switched to it, by renaming, in one step. So whoever reads finds the
last build that ended, and a build that is killed leaves nothing but a folder that nothing points to.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import ProjectError
from kg.project.lock import if_unread, shared_lock
from kg.project.settings import Project
from kg.store.files import sync_files, sync_folder, write_whole

_POINTER = "current"
_MANIFEST = "build.json"
_READERS = "readers"
_FOLDER = "generations"
_NAME = re.compile(r"\d{6,}")
_FORMAT = 1
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what it wrote.

    `inputs` is a digest of all of it; `documents` are those of each document by its name (two sources may have a file
    of one name); `exports` those of the files written to the project's folder; `obsolete` are files that earlier builds
    wrote there and that are to go.
    """

    inputs: str = ""
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exports: Mapping[str, str] = field(default_factory=dict)
    obsolete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations of a project."""

    private: Path

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self.private / _POINTER

    def current(self) -> Path | None:
        """The folder of the last build that ended; None before the first."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        folder = self.private / _FOLDER / name
        return folder if _NAME.fullmatch(name) and folder.is_dir() else None

    def manifest(self) -> Manifest:
        """That of the current generation; an empty one where there is none, or none that this version can read."""
        folder = self.current()
        try:
            record = json.loads((folder / _MANIFEST).read_bytes()) if folder else {}
            if record.pop("format", None) != _FORMAT:
                return Manifest()
            documents = {str(name): tuple(map(str, found)) for name, found in record["documents"].items()}
            exports = {str(name): str(digest) for name, digest in record["exports"].items()}
            return Manifest(str(record["inputs"]), documents, exports, tuple(map(str, record["obsolete"])))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Manifest()

    def begin(self) -> Path:
        """A new folder, to be filled."""
        parent = self.private / _FOLDER
        parent.mkdir(parents=True, exist_ok=True)
        taken = [int(each.name) for each in parent.iterdir() if _NAME.fullmatch(each.name)]
        folder = parent / f"{max(taken, default=0) + 1:06d}"
        folder.mkdir()
        return folder

    def finish(self, folder: Path, manifest: Manifest) -> None:
        """Makes a filled folder the current generation."""
        record = {"format": _FORMAT, **asdict(manifest)}
        text = json.dumps(record, ensure_ascii=True, sort_keys=True, indent=1) + "\n"
        (folder / _MANIFEST).write_text(text, encoding="ascii")
        (folder / _READERS).touch()
        sync_files(folder)
        sync_folder(folder.parent)
        write_whole(self.pointer, f"{folder.name}\n".encode("ascii"), durable=True)

    def sweep(self) -> None:
        """Removes the generations that are not current and that nobody reads. Only for who has the build lock."""
        current = self.current()
        parent = self.private / _FOLDER
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder != current:
                _remove(folder)


@contextmanager
def reading(project: Project) -> Iterator[Path]:
    """The folder of the current generation, which is not removed for as long as the context lasts.

    Raises `ProjectError` where the project has not been built.
    """
    generations = Generations(project.private)
    for _ in range(_ATTEMPTS):
        folder = generations.current()
        if folder is None:
            raise ProjectError(f"{project.root}: the project has not been built yet; run `kg build` there")
        with shared_lock(folder / _READERS) as held:
            # Where it is not, a build has just put another in its place.
            if held:
                yield folder
                return
    raise ProjectError(f"{project.root}: what was built cannot be read; run `kg build` there")


def _remove(folder: Path) -> None:
    """Removes a generation, if nobody reads it; under another name first, so that nobody finds half of it."""
    with if_unread(folder / _READERS) as unread:
        if not unread:
            return
        doomed = folder if folder.name.startswith("removed-") else folder.with_name(f"removed-{folder.name}")
        try:
            folder.replace(doomed)
        except OSError:
            # Windows refuses while a reader has a file of it open: the next build tries again.
            return
    shutil.rmtree(doomed, ignore_errors=True)
