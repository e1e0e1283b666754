"""A file of corrections that a program adds to: entries are appended, and what others wrote is left as it is."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from kg.correct.entries import parse_entries
from kg.correct.records import Correction
from kg.correct.write import entry_text
from kg.errors import CorrectionError, OutputError
from kg.ontology import Ontology

HEADER = """\
# Corrections of the graph, one entry a decision; `kg build` applies them, in whatever order. See docs/corrections.md.
"""


class CorrectionFile:
    """A file that may not be there yet. It is read anew before every change, and replaced in one step."""

    def __init__(self, path: Path, ontology: Ontology) -> None:
        self.path = path
        self._ontology = ontology

    def append(self, corrections: Iterable[Correction]) -> str:
        """Adds entries at the end, and gives the text that was added. Raises `CorrectionError` and `OutputError`."""
        content = self._content()
        added = "".join(entry_text(each, self._ontology) for each in corrections)
        before = content if not content or content.endswith("\n") else content + "\n"
        self._replace(content, before + added)
        return added

    def take_back(self, added: str) -> bool:
        """Takes out a text that `append` added; False, and nothing is done, where it is not there any more."""
        content = self._content()
        start = content.rfind(added)
        if start < 0:
            return False
        self._replace(content, content[:start] + content[start + len(added) :])
        return True

    def _content(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return HEADER
        except (OSError, UnicodeDecodeError) as error:
            raise CorrectionError(f"{self.path}: the corrections cannot be read: {error}") from error

    def _replace(self, before: str, after: str) -> None:
        # What cannot be read afterwards would be a loss: a list in brackets cannot be added to, for one.
        try:
            parse_entries(before, str(self.path))
            parse_entries(after, str(self.path))
        except CorrectionError as error:
            raise CorrectionError(f"nothing was written, as the file could not be read then: {error}") from error
        # A link stays a link, to the file that is replaced.
        target = self.path.resolve()
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(after.encode("utf-8"))
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise OutputError(f"{self.path}: cannot be written: {error.strerror or error}") from error
