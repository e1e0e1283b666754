"""The gazetteer: known places, companies, bodies, events, diseases, technologies, by name or in text.

The files are tab-separated and written by `scripts/make_gazetteer.py`; `data/gazetteer/SOURCES.md` names their sources.
Names fold case, diacritics, apostrophes and hyphens, so `Ji'nan` is `Jinan`. An acronym of up to four letters keeps
its case, so `US` is a country and `us` is not.
"""

from __future__ import annotations

from kg.gazetteer.known import KnownGraph, know
from kg.gazetteer.load import COLUMNS, load_gazetteer, make_gazetteer
from kg.gazetteer.model import Gazetteer, GazetteerEntry
from kg.gazetteer.names import fold, name_key

__all__ = [
    "COLUMNS",
    "Gazetteer",
    "GazetteerEntry",
    "KnownGraph",
    "fold",
    "know",
    "load_gazetteer",
    "make_gazetteer",
    "name_key",
]
