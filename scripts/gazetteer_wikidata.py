"""Wikidata's ids of countries, as the npm package `@rapideditor/country-coder` has them.

    python scripts/gazetteer_wikidata.py BORDERS

BORDERS is the package's `src/data/borders.json`. By itself the script renews the ids in data/gazetteer/places.tsv.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

PLACES = Path(__file__).parent.parent / "data" / "gazetteer" / "places.tsv"
ID, NAME, EXTRA = 0, 2, 10
KEY = "wikidata"


def read_ids(borders: Path) -> dict[tuple[str, str], str]:
    """The Wikidata id by ISO code and English name, and by ISO code and "" for the territory that has the code.

    A kingdom and the country in it share a code: Denmark is not the Kingdom of Denmark.
    """
    features = [feature["properties"] for feature in json.loads(borders.read_text(encoding="utf-8"))["features"]]
    found: dict[tuple[str, str], str] = {}
    for each in features:
        if KEY in each and (code := each.get("iso1A2")):
            found[code, ""] = found[code, each["nameEn"]] = each[KEY]
    for each in features:
        if KEY in each and not each.get("iso1A2") and not each.get("level") and (code := each.get("country")):
            found.setdefault((code, each["nameEn"]), each[KEY])
    return found


def with_id(cells: Sequence[str], ids: dict[tuple[str, str], str]) -> list[str]:
    """A row's cells with the id of its country; as it was, without an id, where the package has none."""
    pairs = [pair for pair in cells[EXTRA].split(";") if pair and not pair.startswith(f"{KEY}=")]
    found = ids.get((cells[ID], cells[NAME])) or ids.get((cells[ID], ""))
    return [*cells[:EXTRA], ";".join([*pairs, *([f"{KEY}={found}"] if found else [])])]


def renew(borders: Path) -> None:
    """Writes the ids into the file of places."""
    ids = read_ids(borders)
    lines = PLACES.read_text(encoding="utf-8").splitlines()
    PLACES.write_text("".join("\t".join(with_id(line.split("\t"), ids)) + "\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Renews the ids alone."""
    parser = argparse.ArgumentParser(description="Renew the Wikidata ids in data/gazetteer/places.tsv.")
    parser.add_argument("borders", type=Path, help="src/data/borders.json of @rapideditor/country-coder")
    renew(parser.parse_args().borders)


if __name__ == "__main__":
    main()
