"""Gold of identity: which names in a set of articles are of one thing; the format is told in docs/evaluate.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import EvaluationError
from kg.evaluate.gold_fields import Fields
from kg.records import Span

TOP = frozenset({"doc", "note", "mentions"})


@dataclass(frozen=True, slots=True)
class IdentityGold:
    """The names that one article uses, each with the identity it stands for, the same over all articles."""

    name: str
    mentions: tuple[tuple[str, str], ...]

    def spans(self, text: str) -> Iterator[tuple[str, str, Span]]:
        """Every place of every name in the article's text, with its identity; not those inside a longer name."""
        taken: list[Span] = []
        for name, identity in sorted(self.mentions, key=lambda mention: (-len(mention[0]), mention)):
            for match in re.finditer(_whole_words(name), text):
                span = Span(*match.span())
                if not any(other.overlaps(span) for other in taken):
                    taken.append(span)
                    yield name, identity, span


def _whole_words(name: str) -> str:
    """A pattern for the name, in Latin letters at word boundaries only."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def read_identity_gold(path: Path) -> tuple[IdentityGold, ...]:
    """The gold in all `NAME.json` of a folder or in one file, sorted by name. Raises `EvaluationError`."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise EvaluationError(f"{path}: the folder holds no gold file; put NAME.json there for each article NAME")
    return tuple(_read_file(file) for file in files)


def _read_file(path: Path) -> IdentityGold:
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: not JSON in UTF-8: {error}") from error
    fields = Fields.of(str(path), values, TOP)
    mentions = fields.values.get("mentions")
    if not isinstance(mentions, dict) or not mentions:
        raise fields.error("mentions", 'should be an object of names, as in {"Nova Holding AG": "nova"}')
    for name, identity in mentions.items():
        if not name.strip() or not isinstance(identity, str) or not identity.strip():
            raise fields.error("mentions", f"should give an identity for {name!r}, is {identity!r}")
    return IdentityGold(path.stem, tuple(mentions.items()))
