"""A YAML file of corrections as entries whose every value is text and knows its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from kg.errors import CorrectionError

# Written in C where the platform has it; what it gives is the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a file: its keys in order, each with its node."""

    file: str
    line: int
    nodes: dict[str, yaml.Node]

    def fail(self, message: str, key: str = "") -> NoReturn:
        """Raises the error that is told for a key, or for the entry as a whole."""
        line = _line(self.nodes[key]) if key in self.nodes else self.line
        raise CorrectionError(f"{self.file}:{line}: {f'{key}: ' if key else ''}{message}")

    def only(self, allowed: Iterable[str]) -> None:
        """Raises for a key that is not among those allowed."""
        known = list(allowed)
        for key in self.nodes:
            if key not in known:
                self.fail(f"this key is not known here; allowed are {', '.join(known)}", key)

    def text(self, key: str, default: str | None = None) -> str:
        """The text of a key; without a default it must be there and say something."""
        node = self.nodes.get(key)
        if node is None:
            if default is None:
                self.fail(f"the key {key} is missing")
            return default
        if not isinstance(node, yaml.ScalarNode) or not _scalar(node):
            self.fail("write some text here, on one line or in quotes", key)
        return _scalar(node)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a key that takes one or a list of them; none where it is not there."""
        node = self.nodes.get(key)
        items = node.value if isinstance(node, yaml.SequenceNode) else [node] if node is not None else []
        if any(not isinstance(item, yaml.ScalarNode) or not _scalar(item) for item in items):
            self.fail("write a text or a list of texts here", key)
        return tuple(_scalar(item) for item in items)

    def is_text(self, key: str) -> bool:
        """Whether the key holds a single text."""
        return isinstance(self.nodes.get(key), yaml.ScalarNode)

    def inner(self, key: str) -> Entry:
        """The mapping that a key holds."""
        node = self.nodes.get(key)
        if not isinstance(node, yaml.MappingNode):
            self.fail("write a mapping here, as in {name: …, class: …}", key)
        return _entry(self.file, node)

    def items(self, key: str) -> tuple[Entry, ...]:
        """The items of the list that a key holds, each as an entry with the one key `key`."""
        node = self.nodes.get(key)
        if not isinstance(node, yaml.SequenceNode):
            self.fail("write a list here, as in [one name, another name]", key)
        return tuple(Entry(self.file, _line(item), {key: item}) for item in node.value)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a file, in its order. Raises `CorrectionError` with file, line and what is allowed."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or error
        raise CorrectionError(f"{path}: the corrections cannot be read: {reason}") from error
    return parse_entries(content, str(path))


def parse_entries(content: str, file: str) -> tuple[Entry, ...]:
    """The entries that a text holds; `file` names it in errors."""
    try:
        # Composed and not constructed: a name such as NO or 2024-05-01 stays what was written.
        root = yaml.compose(content, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CorrectionError(f"{file}:{line}: not valid YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise CorrectionError(f"{file}: not valid YAML: {error}") from error
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise CorrectionError(f"{file}:{_line(root)}: a file of corrections is a list, each entry begins with a hyphen")
    return tuple(_entry(file, node) for node in root.value)


def _entry(file: str, node: yaml.Node) -> Entry:
    if not isinstance(node, yaml.MappingNode):
        raise CorrectionError(f"{file}:{_line(node)}: an entry is made of keys and values, as in “rename: Nordwind”")
    nodes: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name or name in nodes:
            problem = f"the key {name} stands twice in this entry" if name else "a key is a single word"
            raise CorrectionError(f"{file}:{_line(key)}: {problem}")
        nodes[name] = value
    return Entry(file, _line(node), nodes)


def _scalar(node: yaml.Node) -> str:
    return str(node.value).strip()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
