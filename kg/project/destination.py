"""The server that a project's builds are pushed to, as `push` in kg.toml says it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlsplit

from kg.store.remote import SCHEMES, Destination

_ADDRESSES = ("store", "update", "query")
_TYPES = {"bool": (bool, "true or false"), "str": (str, 'a text in quotes ("...")')}


def read_destination(value: object) -> Destination:
    """The destination of an address or of a table of settings. Raises `ValueError` with what is wrong."""
    if isinstance(value, str):
        value = {"store": value}
    if not isinstance(value, dict):
        raise ValueError('it should be an address ("https://...") or a table ([push])')
    _check_keys(value)
    destination = Destination(**value)
    if not destination.store and not destination.update:
        raise ValueError('it has no address; write store = "https://...", or update where there is no graph store')
    for name in _ADDRESSES:
        address = getattr(destination, name)
        if address and urlsplit(address).scheme not in ("http", "https"):
            raise ValueError(f"{name} should be an address (https://...), and is {address!r}")
        if "@" in urlsplit(address).netloc:
            raise ValueError(
                f"{name} holds a name or password; write auth and user, and give the password when it is asked for"
            )
    if destination.auth not in SCHEMES:
        raise ValueError(f"auth should be one of {', '.join(SCHEMES)}, and is {destination.auth!r}")
    return destination


def _check_keys(table: Mapping[str, object]) -> None:
    known = {each.name: str(each.type) for each in fields(Destination)}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            hint = "; a secret never stands in this file" if key in ("secret", "password", "token") else ""
            raise ValueError(f"it has no {key}{hint}; {meant}")
        wanted, told = _TYPES[known[key]]
        if not isinstance(value, wanted):
            raise ValueError(f"{key} should be {told}, and is {value!r}")
