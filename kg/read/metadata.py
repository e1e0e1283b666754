"""Titles, sources, dates and languages: from a sidecar file, and made uniform from wherever they come."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import ReadError
from kg.read.content import Metadata
from kg.read.dates import normalise_date

SIDECAR_SUFFIX = ".meta.json"
LANGUAGE_NAMES = {"english": "en", "chinese": "zh", "mandarin": "zh", "中文": "zh", "简体中文": "zh", "繁體中文": "zh"}
# The ways documents and exports name the same four things.
TITLE_KEYS = ("title", "headline")
SOURCE_KEYS = ("source", "url", "link")
PUBLISHED_KEYS = ("published", "date", "publication_date")
LANGUAGE_KEYS = ("language", "lang")


def sidecar_path(path: Path) -> Path:
    """Where the metadata of a file may stand: `NAME.meta.json` beside `NAME.txt`."""
    return path.with_name(path.stem + SIDECAR_SUFFIX)


def read_sidecar(path: Path) -> Metadata:
    """The metadata beside a file, empty where there is none; raises ReadError for a malformed one."""
    sidecar = sidecar_path(path)
    if not sidecar.is_file():
        return Metadata()
    try:
        values = json.loads(sidecar.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"its metadata file {sidecar.name} is not JSON in UTF-8: {error}") from error
    if not isinstance(values, dict):
        raise ReadError(f'its metadata file {sidecar.name} must hold one JSON object, as in {{"title": "..."}}')
    try:
        return uniform(from_mapping(values))
    except ReadError as error:
        raise ReadError(f"its metadata file {sidecar.name} is wrong: {error}") from error


def from_mapping(values: Mapping[str, object]) -> Metadata:
    """Metadata from keys and values; null and "" mean not stated. Raises ReadError for values of another kind."""
    return Metadata(
        title=_stated(values, TITLE_KEYS),
        source=_stated(values, SOURCE_KEYS),
        published=_stated(values, PUBLISHED_KEYS),
        language=_stated(values, LANGUAGE_KEYS),
    )


def uniform(metadata: Metadata) -> Metadata:
    """The same metadata with an ISO date and a two- or three-letter language; raises ReadError where that fails."""
    return replace(
        metadata,
        title=" ".join(metadata.title.split()) if metadata.title else None,
        published=normalise_date(metadata.published) if metadata.published else None,
        language=normalise_language(metadata.language) if metadata.language else None,
    )


def normalise_language(stated: str) -> str:
    """A language as its primary subtag (`en-GB` gives `en`); raises ReadError for what is no language code."""
    name = stated.strip().lower()
    code = LANGUAGE_NAMES.get(name) or re.split(r"[-_]", name)[0]
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise ReadError(f"not a language code: {stated!r}; write it as en, zh, de, ...")
    return code


def _stated(values: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = values.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, str):
            if value.strip():
                return value.strip()
            continue
        # A bare year is a number in JSON.
        if isinstance(value, int) and not isinstance(value, bool) and keys is PUBLISHED_KEYS:
            return str(value)
        raise ReadError(f'"{key}" must be text or null, not {json.dumps(value, ensure_ascii=False)[:60]}')
    return None
