"""Write data/gazetteer/*.tsv from permissively licensed packages and from the lists by hand in scripts/gazetteer.

Packages it needs beside kg's own: see data/gazetteer/SOURCES.md. Run it as

    python scripts/make_gazetteer.py --subdivisions DIRECTORY --words FILE --borders BORDERS

DIRECTORY is CLDR's `subdivisions` folder; FILE a list of English words, one a line, lower case where not a name;
BORDERS the `borders.json` of `@rapideditor/country-coder`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import jieba
from gazetteer_places import TRADITIONAL, Row, hand_list, places, slug, split_names, unused
from gazetteer_wikidata import renew

OUTPUT = Path(__file__).parent.parent / "data" / "gazetteer"
HEADER = "id class name_en aliases_en name_zh aliases_zh parent lat lon weight extra".split()
KNOWN_THING = 1_000_000
PROPER = frozenset(("ns", "nr", "nt", "nz", "nrt", "nrfg"))
RARE_WORD = 3
SHORT_WORD = 2
PLACES = ("City", "Province", "Region")
WORDS_THEMSELVES = ("diseases", "technologies")
LISTS = ("companies", "organizations", "events", "diseases", "technologies")


def main() -> None:
    """Write every file."""
    parser = argparse.ArgumentParser(description="Write data/gazetteer/*.tsv.")
    parser.add_argument("--subdivisions", type=Path, required=True, help="CLDR's folder of subdivision names")
    parser.add_argument("--words", type=Path, required=True, help="a list of English words")
    parser.add_argument("--borders", type=Path, required=True, help="borders.json of @rapideditor/country-coder")
    options = parser.parse_args()
    words = frozenset(options.words.read_text(encoding="utf-8").split())
    names, certain = doubtful_names()
    chinese = chinese_words()
    regions = read_list("regions")
    write("places.tsv", mark_doubtful([*places(options.subdivisions), *regions], (words | names) - certain, chinese))
    renew(options.borders)
    for name in LISTS:
        rows = read_list(name)
        write(f"{name}.tsv", rows if name in WORDS_THEMSELVES else mark_doubtful(rows, words, frozenset()))


def doubtful_names() -> tuple[frozenset[str], frozenset[str]]:
    """First names and other words, small, that make a place name doubtful, and those taken out by "!"."""
    listed = {word.casefold() for line in hand_list("doubtful.txt") for word in line.split()}
    certain = frozenset(word.removesuffix("!") for word in listed if word.endswith("!"))
    return frozenset(listed) - certain, certain


def chinese_words() -> frozenset[str]:
    """The Chinese words of jieba's dictionary that are no names."""
    with jieba.get_dict_file() as handle:
        fields = [line.decode("utf-8").split() for line in handle]
    return frozenset(word for word, frequency, tag in fields if tag not in PROPER and int(frequency) >= RARE_WORD)


def read_list(name: str) -> list[Row]:
    """A list by hand: `[Class parent]` headings, then `English; aliases = Chinese; aliases`."""
    rows, ids, cls, parent = [], set[str](), "", ""
    for line in hand_list(f"{name}.txt"):
        heading = re.fullmatch(r"\[(\w+) (\S+)\]", line)
        if heading:
            cls, parent = heading[1], "" if heading[2] == "-" else heading[2]
            continue
        left, _, right = line.partition(" = ")
        english, doubtful = split_names(left)
        chinese, chinese_doubtful = split_names(right)
        rows.append(
            Row(
                id=unused(f"{name}:{slug(english[0])}", ids),
                cls=cls,
                name_en=english[0],
                aliases_en=english[1:],
                name_zh=chinese[0] if chinese else "",
                aliases_zh=chinese[1:],
                parent=parent,
                weight=KNOWN_THING * (30 if name == "regions" else 1),
                doubtful=(*doubtful, *chinese_doubtful),
            )
        )
    return rows


def mark_doubtful(rows: Iterable[Row], words: frozenset[str], chinese: frozenset[str]) -> list[Row]:
    """Rows with those names marked that are also ordinary words; countries are marked by hand."""
    marked, listed = [], [word for line in hand_list("doubtful_zh.txt") for word in line.split()]
    by_hand = frozenset(word for word in listed if not word.endswith("!"))
    never = frozenset(word.removesuffix("!") for word in listed if word.endswith("!"))
    for original in rows:
        row = without_names(original, never)
        doubtful = set(row.doubtful)
        if row.cls != "Country":
            doubtful |= {
                name for name in (row.name_en, *row.aliases_en) if not name.isupper() and name.casefold() in words
            }
            doubtful |= {
                name for name in (row.name_zh, *row.aliases_zh) if is_doubtful_chinese(name, row, chinese, by_hand)
            }
        marked.append(replace(row, doubtful=tuple(sorted(doubtful))))
    return marked


def without_names(row: Row, never: frozenset[str]) -> Row:
    """The row without those Chinese names that are too common as words; a fuller one comes first instead."""
    kept = [name for name in (row.name_zh, *row.aliases_zh) if name and name not in never]
    return replace(row, name_zh=kept[0] if kept else "", aliases_zh=tuple(kept[1:]))


def is_doubtful_chinese(name: str, row: Row, words: frozenset[str], by_hand: frozenset[str]) -> bool:
    """Whether a Chinese name is a word too: by hand for China and large cities, else a short word of the dictionary."""
    if row.id.startswith("CN") or (row.cls in PLACES and row.weight >= KNOWN_THING):
        return name in by_hand
    return len(name) <= SHORT_WORD and (name in words or name in by_hand)


def write(name: str, rows: Iterable[Row]) -> None:
    """Write rows in order of their ids, names in traditional characters added."""
    lines = sorted("\t".join(cells(row)) for row in rows)
    (OUTPUT / name).write_text("\n".join(["\t".join(HEADER), *lines, ""]), encoding="utf-8")


def traditional_spellings(name: str) -> tuple[str, str]:
    """A name in traditional characters, also with the usual short form of 臺."""
    full = TRADITIONAL.convert(name)
    return full, full.replace("臺", "台")


def cells(row: Row) -> list[str]:
    """The columns of a row."""
    chinese = [name for name in (row.name_zh, *row.aliases_zh) if name]
    traditional = [spelling for name in chinese for spelling in traditional_spellings(name)]
    aliases_zh = [name for name in dict.fromkeys([*chinese[1:], *traditional]) if name != row.name_zh]
    aliases_en = [name for name in dict.fromkeys(row.aliases_en) if name != row.name_en]
    extra = {"ambiguous": "|".join(row.doubtful), "nationality": "|".join(row.nationality)}
    extra |= {key: row.details.get(key, "") for key in ("currency", "division", "geonames", "iso")}
    return [
        row.id, row.cls, row.name_en, "|".join(aliases_en), row.name_zh, "|".join(aliases_zh), row.parent,
        "" if row.lat is None else f"{row.lat:.2f}", "" if row.lon is None else f"{row.lon:.2f}", str(row.weight),
        ";".join(f"{key}={value}" for key, value in extra.items() if value),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
