"""Whose a body with a general name is: Kenya's Ministry of Finance and Norway's are two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Document, Mention, MentionKind

_POSSESSOR = re.compile(r"((?:[^\W\d_][\w.-]*\s){0,2}[^\W\d_][\w.-]*)['’]s?\s+$")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The name of a body without its country, and the gazetteer's id of the country."""

    name: str
    country: str


def jurisdictions(
    mentions: Iterable[Mention], document: Document, ontology: Ontology, gazetteer: Gazetteer
) -> dict[str, Jurisdiction]:
    """The mentions of bodies that a text gives a country: "Norwegian Ministry of X", "X Ministry of Norway", "Norway's X"."""
    found: dict[str, Jurisdiction] = {}
    named = [mention for mention in mentions if mention.kind is MentionKind.NAME]
    unique = {cls: ontology.unique_within(cls) for cls in {mention.cls for mention in named}}
    for mention in named:
        within = unique[mention.cls]
        if within and is_general_name(mention.name, mention.cls, ontology):
            each = _inside(mention.name, within, ontology, gazetteer) or _before(
                mention, document, within, ontology, gazetteer
            )
            if each is not None:
                found[mention.id] = each
    return found


def is_general_name(name: str, cls: str, ontology: Ontology) -> bool:
    """Whether a name is one of the class's nouns, or holds one that goes on with "of": it says what for, and not whose."""
    words = name.lower().split()
    heads = ontology.classes[cls].head_nouns.get("en", ())
    holds = len(words) > 1 and any(f"{word} of" in heads for word in {words[0], words[1], words[-1]})
    return holds or name.lower() in heads


def _inside(name: str, within: str, ontology: Ontology, gazetteer: Gazetteer) -> Jurisdiction | None:
    head, _, tail = name.rpartition(" of ")
    country = _country(tail.removeprefix("the "), within, ontology, gazetteer) if head else ""
    if country:
        return Jurisdiction(head, country)
    first, _, rest = name.partition(" ")
    entry = gazetteer.nationality(first)
    country = entry.id if entry is not None else _country(first, within, ontology, gazetteer)
    return Jurisdiction(rest, country) if country and len(rest.split()) > 1 else None


def _before(
    mention: Mention, document: Document, within: str, ontology: Ontology, gazetteer: Gazetteer
) -> Jurisdiction | None:
    match = _POSSESSOR.search(document.text[max(0, mention.span.start - _REACH) : mention.span.start])
    words = match[1].split() if match else []
    for start in range(len(words)):
        country = _country(" ".join(words[start:]), within, ontology, gazetteer)
        if country:
            return Jurisdiction(mention.name, country)
    return None


def _country(name: str, within: str, ontology: Ontology, gazetteer: Gazetteer) -> str:
    return next((each.id for each in gazetteer.lookup(name) if name and ontology.is_a(each.cls, within)), "")
