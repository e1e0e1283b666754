"""What has changed in a project's documents since its last build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.records import Document


@dataclass(frozen=True, slots=True)
class Changes:
    """How many documents are new, changed, gone and as they were since the last build, and how many were read again."""

    new: int
    changed: int
    removed: int
    unchanged: int
    extracted: int


def documents_by_name(documents: Iterable[Document], digests: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The digests of documents, which are by id, by their names; those of one name in order."""
    found: dict[str, list[str]] = {}
    for document in documents:
        found.setdefault(document.name, []).append(digests[document.id])
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def changes_between(
    before: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]], extracted: int
) -> Changes:
    """A document of the same name and another digest has changed; all the rest come or go."""
    new = changed = removed = unchanged = 0
    for name in before.keys() | now.keys():
        old, current = Counter(before.get(name, ())), Counter(now.get(name, ()))
        same = (old & current).total()
        gone, come = old.total() - same, current.total() - same
        unchanged += same
        changed += min(gone, come)
        removed += max(0, gone - come)
        new += max(0, come - gone)
    return Changes(new, changed, removed, unchanged, extracted)
