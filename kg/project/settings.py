"""`kg.toml`: what a project is made of. Read, checked, and told with file and key where it is wrong."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.adopt import shipped_mappings
from kg.errors import ProjectError
from kg.graph import FORMATS
from kg.ontology import ENTITY_BASE
from kg.project.destination import read_destination
from kg.read.inputs import STDIN, WILDCARD, is_readable
from kg.store.remote import Destination

SETTINGS_FILE = "kg.toml"
CORRECTIONS_FILE = "corrections.yaml"
PRIVATE_FOLDER = ".kg"
_DEFAULT_SOURCE = "articles"
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]")


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings; the sources are as written, all other paths absolute."""

    sources: tuple[str, ...]
    out: Path
    formats: tuple[str, ...] = ("html",)
    ontology: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()
    imports: tuple[Path, ...] = ()
    mappings: tuple[Path, ...] = ()
    corrections: Path | None = None
    base: str = ENTITY_BASE
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with settings, and the server that its builds are pushed to: what is built does not depend on it."""

    root: Path
    settings: Settings
    push: Destination | None = None

    @property
    def private(self) -> Path:
        """The folder that only kg writes to and reads from."""
        return self.root / PRIVATE_FOLDER


def is_project(folder: Path) -> bool:
    """Whether a folder has settings."""
    return (folder / SETTINGS_FILE).is_file()


def find_project(inside: Path) -> Path | None:
    """The project's folder that a folder is, or lies in; the nearest where there are several."""
    here = inside.resolve()
    return next((folder for folder in (here, *here.parents) if is_project(folder)), None)


def load_project(root: Path) -> Project:
    """The project in a folder. Raises `ProjectError` for settings that are wrong, naming file and key."""
    file = root / SETTINGS_FILE
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProjectError(f"{root}: no {SETTINGS_FILE} in this folder; `kg init {root}` makes one") from error
    except (OSError, ValueError) as error:
        raise ProjectError(f"{file}: cannot be read as settings: {error}") from error
    read = _Table(file, root.resolve(), table)
    return Project(root.resolve(), read.settings(), read.push())


def init_project(root: Path) -> Project:
    """Makes a folder a project, its sources the documents that are there. Raises `ProjectError` where it is one already."""
    file = root / SETTINGS_FILE
    try:
        root.mkdir(parents=True, exist_ok=True)
        sources = _sources_in(root)
        text = _TEMPLATE.format(sources=", ".join(json.dumps(each, ensure_ascii=False) for each in sources))
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        for source in sources:
            (root / source).mkdir(exist_ok=True)
    except FileExistsError as error:
        raise ProjectError(f"{file}: there is a project already; `kg build` builds it") from error
    except OSError as error:
        raise ProjectError(f"{file}: cannot be written: {error.strerror or error}") from error
    return load_project(root)


def _sources_in(root: Path) -> list[str]:
    """The folders that hold documents, or all of the root where some lie loose in it."""
    inside = sorted(each for each in root.iterdir() if not each.name.startswith("."))
    if any(each.is_file() and is_readable(each) for each in inside):
        return ["."]
    folders = [each.name for each in inside if each.is_dir() and any(is_readable(file) for file in each.rglob("*"))]
    return folders or [_DEFAULT_SOURCE]


_TEMPLATE = """\
# What this project is made of: https://github.com/toml-lang/toml, explained in docs/project.md of kg.
# Paths are as seen from this file. `kg build` in this folder builds what has changed.

sources = [{sources}]    # folders, files or patterns ("news/**/*.html")
out = "graph"            # the folder for the graph, its evidence and the page
formats = ["html"]       # beside Turtle: html, jsonld, nt, nq, trig, rdfxml, graphml, csv

# title = "Our region"
# ontology = ["ours.ttl"]                  # classes, properties and words of your own, laid over those of kg
# known = ["crm.ttl"]                      # graphs of yours: what texts say of their things is linked to their IRIs
# imports = ["partners.ttl"]               # other people's RDF, laid beside what the texts say (kg import --into)
# mappings = ["schema"]                    # what its vocabularies mean: schema, org, foaf, dbpedia, or a file
# corrections = "corrections.yaml"         # what people have decided (kg review writes it); this name is the default
# push = "http://localhost:7878/store"     # a SPARQL server that each build is put on (docs/push.md of kg)
# base = "https://example.org/id/"         # what the IRIs of entities, documents and claims begin with
"""


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Table:
    """The settings as TOML gives them, and where they stand."""

    file: Path
    root: Path
    values: Mapping[str, object]

    def settings(self) -> Settings:
        self.refuse_unknown()
        settings = Settings(
            sources=self.texts("sources", self.source),
            out=self.out(),
            formats=self.texts("formats", self.format_name, default=("html",)),
            ontology=tuple(self.existing("ontology", each) for each in self.texts("ontology", default=())),
            known=tuple(self.existing("known", each) for each in self.texts("known", default=())),
            imports=tuple(self.existing("imports", each) for each in self.texts("imports", default=())),
            mappings=tuple(self.mapping(each) for each in self.texts("mappings", default=())),
            corrections=self.corrections(),
            base=self.base(),
            title=self.text("title"),
        )
        for source in settings.sources:
            if (self.root / source).resolve() == settings.out:
                raise self.wrong("out", f"{source} is a source; the graph needs a folder of its own")
        for key, paths in (("known", settings.known), ("imports", settings.imports)):
            if any(path == settings.out or path.is_relative_to(settings.out) for path in paths):
                raise self.wrong(key, "it is what this project builds; the next build would differ by itself")
        return settings

    def wrong(self, key: str, what: str) -> ProjectError:
        return ProjectError(f"{self.file}: {key}: {what}")

    def refuse_unknown(self) -> None:
        # The names of the fields are the keys.
        names = [*Settings.__dataclass_fields__, "push"]
        for key in self.values:
            if key not in names:
                near = difflib.get_close_matches(key, names, 1)
                meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
                raise self.wrong(key, f"no such setting; {meant}")

    def text(self, key: str, default: str | None = None) -> str | None:
        value = self.values.get(key, default)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(key, f'it should be a text in quotes ("..."), and is {_shown(value)}')
        return value

    def texts(
        self, key: str, check: Callable[[str], str] = str, *, default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        value = self.values.get(key, None if default is None else list(default))
        if value is None:
            raise self.wrong(key, f'it is missing; write {key} = ["..."]')
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self.wrong(key, f'it should be a list of texts (["...", "..."]), and is {_shown(value)}')
        if default is None and not value:
            raise self.wrong(key, "it is empty; name a folder, a file or a pattern")
        return tuple(check(each) for each in value)

    def source(self, text: str) -> str:
        if text == STDIN:
            raise self.wrong("sources", "a project is read again at every build, and standard input cannot be")
        inside = (self.root / text).resolve().is_relative_to(self.root / PRIVATE_FOLDER)
        if not WILDCARD.search(text) and inside:
            raise self.wrong("sources", f"{text} lies in the folder that kg keeps for itself")
        return text

    def out(self) -> Path:
        text = self.text("out", "graph") or ""
        path = (self.root / text).resolve()
        private = self.root / PRIVATE_FOLDER
        if self.root.is_relative_to(path) or path.is_relative_to(private):
            raise self.wrong("out", f"{text} cannot be it; the graph needs a folder of its own")
        if path.exists() and not path.is_dir():
            raise self.wrong("out", f"{text} is a file; name a folder")
        return path

    def format_name(self, text: str) -> str:
        if text not in (*FORMATS, "ttl"):
            raise self.wrong("formats", f"unknown format {text}; choose from {', '.join(FORMATS)}")
        return text

    def corrections(self) -> Path | None:
        """The file that is named, or the one of the usual name where it is there."""
        text = self.text("corrections")
        if text is not None:
            return self.existing("corrections", text)
        usual = self.root / CORRECTIONS_FILE
        return usual if usual.is_file() else None

    def mapping(self, text: str) -> Path:
        """A mapping that ships with kg, or the user's file."""
        return shipped_mappings().get(text) or self.existing("mappings", text)

    def push(self) -> Destination | None:
        try:
            return read_destination(self.values["push"]) if "push" in self.values else None
        except ValueError as error:
            raise self.wrong("push", str(error)) from error

    def existing(self, key: str, text: str) -> Path:
        path = (self.root / text).resolve()
        if not path.exists():
            raise self.wrong(key, f"no such file: {text}")
        return path

    def base(self) -> str:
        text = self.text("base", ENTITY_BASE) or ""
        if not _BASE.fullmatch(text):
            raise self.wrong(
                "base", f"it should be an IRI that ends in / or # (https://example.org/id/), and is {text!r}"
            )
        return text


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
