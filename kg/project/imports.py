"""Other people's RDF in a project: laid beside what its documents say at every build, and followed up with it.

`imports` in kg.toml names the files, `mappings` the mappings of other vocabularies. What comes in is read anew by each build,
so that a build from scratch gives the same; nothing of it is changed, and no text is linked to it (`known` does that).
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.adopt import adopt, load_mapping
from kg.adopt.adopt import triples_of
from kg.adopt.naming import without_blank_nodes
from kg.conclusions import Conclusions
from kg.errors import ProjectError
from kg.infer import infer
from kg.project.settings import SETTINGS_FILE, Settings, load_project
from kg.store.embedded import split
from kg.store.files import write_whole

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


def with_imports(conclusions: Conclusions, settings: Settings) -> Conclusions:
    """Conclusions with what the project's imports say beside them, and with what follows from both.

    Raises `GraphError` for a file that cannot be read, with line and column.
    """
    if not settings.imports:
        return conclusions
    mapping = load_mapping(map(str, settings.mappings), conclusions.ontology)
    brought = split(without_blank_nodes(triples_of(adopt(settings.imports, mapping)), settings.base))
    graph = infer(conclusions.graph | brought.graph, conclusions.ontology).graph
    return replace(conclusions, graph=graph, brought_evidence=brought.evidence)


def add_imports(root: Path, files: Sequence[Path], mappings: Sequence[str]) -> None:
    """Writes files and mappings into a project's settings, beside those there are; the rest stays as it is written.

    Raises `ProjectError` where the settings are written in a way that this cannot be sure of, and changes nothing then.
    """
    load_project(root)
    path = root / SETTINGS_FILE
    text = path.read_text(encoding="utf-8")
    wanted = {
        "imports": [_as_seen_from(root, file) for file in files],
        "mappings": [_as_seen_from(root, Path(each)) if Path(each).suffix else each for each in mappings],
    }
    before = tomllib.loads(text)
    after = dict(before)
    for key, added in wanted.items():
        values = [*before.get(key, []), *(each for each in added if each not in before.get(key, []))]
        if values != before.get(key, []):
            after[key] = values
            text = _with(text, key, values)
    try:
        understood = tomllib.loads(text) == after
    except tomllib.TOMLDecodeError:
        understood = False
    if not understood:
        told = " and ".join(f"{key} = {_listed(after[key])}" for key in wanted if key in after)
        raise ProjectError(f"{path}: it is written in a way that cannot be added to; write {told} into it")
    write_whole(path, text.encode("utf-8"))


def _with(text: str, key: str, values: list[str]) -> str:
    """The settings with another list for a key: in its place, else before the first table."""
    there = re.compile(rf"^{key}[ \t]*=[ \t]*\[[^\[\]]*\]", re.MULTILINE)
    line = f"{key} = {_listed(values)}"
    if there.search(text):
        return there.sub(lambda _: line, text, count=1)
    table = _TABLE.search(text)
    at = table.start() if table else len(text)
    start = text[:at]
    return f"{start}{'' if not start or start.endswith(chr(10)) else chr(10)}{line}\n{text[at:]}"


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(each, ensure_ascii=False) for each in values)}]"


def _as_seen_from(root: Path, file: Path) -> str:
    """A path as kg.toml has it: relative where the file lies in the project, else absolute."""
    whole = file.resolve()
    inside = whole.is_relative_to(root.resolve())
    return Path(os.path.relpath(whole, root.resolve())).as_posix() if inside else whole.as_posix()
