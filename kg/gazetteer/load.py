"""The gazetteer read from its tab-separated files and indexed by name."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import OntologyError
from kg.gazetteer.model import Gazetteer, extra_of, han_names, latin_names
from kg.gazetteer.names import fold, han_key, name_key
from kg.resources import gazetteer_directory

COLUMNS = (
    "id", "class", "name_en", "aliases_en", "name_zh", "aliases_zh", "parent", "lat", "lon", "weight", "extra",
)  # fmt: skip

GIVEN_NAMES = "given_names.txt"
# Longer Chinese words that begin with, or hide, the name of a place they do not speak of.
_NOT_NAMES = (
    "北京路", "北京东路", "北京西路", "大同小异", "大西洋", "东方人", "东方美", "海南路", "江西路", "江苏路",
    "南京东路", "南京路", "南京西路", "日本海", "日本脑炎", "上海路", "太平洋", "印度洋", "长江西", "长江东",
    "长江南", "长江北", "长春花", "中山北路", "中山东路", "中山路", "中山南路", "中山西路", "中山装", "河南岸",
    "河北岸", "江南岸", "南昌路", "四川路", "四川北路", "四川南路", "西班牙语", "淮海中路", "天津路", "福州路",
    "延安路", "延安东路", "延安西路", "延安中路",
)  # fmt: skip


def load_gazetteer(paths: Sequence[Path] | None = None) -> Gazetteer:
    """The gazetteer in these files, by default those shipped with kg.

    Raises OntologyError where a file cannot be read or a line has not the columns of `COLUMNS`.
    """
    files = sorted(gazetteer_directory().glob("*.tsv*")) if paths is None else paths
    given_names = _text(gazetteer_directory() / GIVEN_NAMES).split()
    return make_gazetteer([row for path in files for row in _read(path)], given_names)


def make_gazetteer(rows: Sequence[tuple[str, ...]], given_names: Iterable[str] = ()) -> Gazetteer:
    """A gazetteer of rows, each with the columns of `COLUMNS`, and of folded given names."""
    latin: dict[str, list[int]] = {}
    han: dict[str, list[int]] = {word: [] for word in _NOT_NAMES}
    nationalities: dict[str, int] = {}
    for number, row in enumerate(rows):
        for key in dict.fromkeys(map(name_key, latin_names(row))):
            latin.setdefault(key, []).append(number)
        for name in dict.fromkeys(map(han_key, han_names(row))):
            han.setdefault(name, []).append(number)
        if "nationality=" in row[10]:
            for word in extra_of(row[10]).get("nationality", "").split("|"):
                # "French" is of France, and of its islands only after that.
                before = nationalities.get(fold(word), number)
                nationalities[fold(word)] = max(before, number, key=lambda each: int(rows[each][9] or 0))
    return Gazetteer(
        rows=tuple(rows),
        latin={key: tuple(numbers) for key, numbers in latin.items() if key},
        han={key: tuple(numbers) for key, numbers in han.items()},
        latin_reach=_reach((key.casefold().partition(" ")[0], key.count(" ") + 1) for key in latin if key),
        han_reach=_reach((name[0], len(name)) for name in han),
        row_by_id={row[0]: number for number, row in enumerate(rows)},
        nationality_rows=nationalities,
        given_names=frozenset(given_names),
    )


def _reach(lengths: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The longest name, in words or characters, by how it begins."""
    longest: dict[str, int] = {}
    for beginning, length in lengths:
        if longest.get(beginning, 0) < length:
            longest[beginning] = length
    return longest


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, ValueError) as error:
        raise OntologyError(
            f"cannot read {path} as a gazetteer: {error}. It must be UTF-8 text, or that in gzip."
        ) from error


def _read(path: Path) -> list[tuple[str, ...]]:
    text = _text(path)
    rows = [tuple(line.split("\t")) for line in text.split("\n") if line]
    header = "\t".join(COLUMNS)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(COLUMNS):
            raise OntologyError(
                f"{path}, line {number}: {len(row)} columns instead of {len(COLUMNS)}. They are: {header}"
            )
    return [row for row in rows if row != COLUMNS]
