"""The graph that a command asks: a built folder, an RDF file, a project's folder, or the project around this folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from kg.ontology import ENTITY_BASE
from kg.project.generations import reading
from kg.project.settings import find_project, is_project, load_project


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A file or built folder to load from, and where its page is; with the ontology files and base IRI of a project."""

    path: Path
    out: Path
    ontology: tuple[Path, ...] = ()
    base: str = ENTITY_BASE


def choose_source(arguments: Sequence[str | None], hint: str) -> tuple[Path, list[str]]:
    """The graph that the arguments of a command name first, and the other arguments.

    Inside a project the graph may be left out: it is left out where the first argument names nothing that is there, and
    there is still room for it among the others.
    """
    given = [each for each in arguments if each is not None]
    project = find_project(Path.cwd())
    full = len(given) == len(arguments)
    if given and (full or project is None or _exists(given[0])):
        return Path(given[0]), given[1:]
    if project is None:
        raise typer.BadParameter(
            "name a folder that kg build wrote or an RDF file, or go to a project", param_hint=hint
        )
    return project, given


@contextmanager
def opened(path: Path) -> Iterator[OpenSource]:
    """What to load for a path: the last build of a project, which stays for as long as the context lasts, else itself."""
    if not is_project(path):
        yield OpenSource(path, path)
        return
    project = load_project(path)
    with reading(project) as generation:
        settings = project.settings
        yield OpenSource(generation, settings.out, settings.ontology, settings.base)


def _exists(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        # A whole query is too long for a name.
        return False
