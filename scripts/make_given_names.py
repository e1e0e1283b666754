"""Write data/gazetteer/given_names.txt: the first words of people's names, from the package Faker and a list kept by hand.

    python scripts/make_given_names.py

Names are folded as the gazetteer folds them, one line for each first letter, in order.
"""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import faker.providers.person as people

from kg.gazetteer import fold

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "data" / "gazetteer" / "given_names.txt"
SHORTEST = 2
# Small words of family names, which the names of firms and places begin with too.
PARTICLES = frozenset(("al", "el", "le", "la", "de", "van", "von", "san", "santa"))


def main() -> None:
    """Write the file."""
    names = {fold(name) for name in (*packaged_names(), *names_by_hand()) if is_plain(name)}
    kept = sorted(name for name in names if len(name) >= SHORTEST and name not in PARTICLES)
    lines = [" ".join(group) for _, group in groupby(kept, key=lambda name: name[0])]
    OUTPUT.write_text("\n".join([*lines, ""]), encoding="utf-8")


def packaged_names() -> Iterator[str]:
    """The first names of all of Faker's languages."""
    for module in sorted(each.name for each in pkgutil.iter_modules(people.__path__)):
        provider = importlib.import_module(f"{people.__name__}.{module}").Provider
        for attribute in sorted(dir(provider)):
            if attribute.startswith("first") and "pair" not in attribute:
                yield from texts(getattr(provider, attribute))


def texts(value: object) -> Iterator[str]:
    """The names in a provider's list, whose items are names or tuples of spellings."""
    if isinstance(value, list | tuple | dict):
        for item in value:
            if isinstance(item, str):
                yield item
            elif isinstance(item, tuple):
                yield from (each for each in item if isinstance(each, str))


def names_by_hand() -> Iterator[str]:
    """The names of the list kept by hand."""
    for line in (HERE / "gazetteer" / "given_names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def is_plain(name: str) -> bool:
    """Whether a name is one capitalised word in Latin letters."""
    return name.isalpha() and name[0].isupper() and all("LATIN" in unicodedata.name(letter, "") for letter in name)


if __name__ == "__main__":
    main()
