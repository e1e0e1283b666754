"""A record of a gold file, read field by field; whatever is wrong is told with file, place and remedy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import overload

from rapidfuzz import process

from kg.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one JSON object that stands at `place` (`gold/plant.json: triples[2]`)."""

    place: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, place: str, values: object, known: Collection[str]) -> Fields:
        """The fields of a decoded value, which must be an object without unknown keys."""
        if not isinstance(values, dict):
            raise EvaluationError(f"{place}: should be a JSON object, is {_shown(values)}")
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise EvaluationError(f"{place}: unknown field {unknown[0]!r}; {_suggestion(unknown[0], known)}")
        return cls(place, values)

    def error(self, key: str, message: str) -> EvaluationError:
        """An error that says where it is."""
        return EvaluationError(f"{self.place}: {key!r} {message}")

    @overload
    def text(self, key: str) -> str: ...
    @overload
    def text(self, key: str, *, default: str) -> str: ...
    def text(self, key: str, *, default: str | None = None) -> str:
        """A text that is not empty; where there is none or null, the default."""
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"should be a text, is {_shown(value)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one alone may stand for a list."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.error(key, f"should be a list of texts, is {_shown(value)}")
        return tuple(items)

    def flag(self, key: str) -> bool:
        """true or false; false where it is left out."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"should be true or false, is {_shown(value)}")
        return value

    def number(self, key: str) -> Decimal | None:
        """A plain number, or None where it is left out or null."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.error(key, f"should be a plain number, is {_shown(value)}")
        return Decimal(value)

    def records(self, key: str, known: Collection[str]) -> tuple[Fields, ...]:
        """A list of objects, each with the keys known; empty where it is left out."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.error(key, f"should be a list, is {_shown(value)}")
        return tuple(Fields.of(self._inside(f"{key}[{index}]"), each, known) for index, each in enumerate(value))

    def one_of(self, key: str, allowed: Collection[str], otherwise: str) -> str:
        """A text out of those allowed; `otherwise` says what another one is."""
        return self._allowed(key, self.text(key), allowed, otherwise)

    def one_of_each(self, key: str, allowed: Collection[str], otherwise: str) -> tuple[str, ...]:
        """A list of texts, each out of those allowed."""
        return tuple(self._allowed(key, each, allowed, otherwise) for each in self.texts(key))

    def _allowed(self, key: str, value: str, allowed: Collection[str], otherwise: str) -> str:
        if value not in allowed:
            raise self.error(key, f"is {value!r}, {otherwise}; {_suggestion(value, allowed)}")
        return value

    def _inside(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place.endswith("]") else f"{self.place}: {key}"


def _suggestion(value: str, known: Collection[str]) -> str:
    best = process.extractOne(value, sorted(known))
    return f"did you mean {best[0]!r}?" if best else "there is none to choose from"


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)[:60]
