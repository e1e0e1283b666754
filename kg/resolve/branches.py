"""Names with a place in brackets behind them: "Nordwind (Poland)" is a branch of Nordwind, and is called so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.annotate.nouns import SHORTENED_FROM_FRONT, NounIndex
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.records import Document, Mention, MentionKind, Span
from kg.resolve.keys import HAN

_BRACKET = re.compile(r"\s?[(（]([^()（）]{2,30})[)）]")


def with_branches(
    mentions: Iterable[Mention], document: Document, ontology: Ontology, gazetteer: Gazetteer, nouns: NounIndex
) -> list[Mention]:
    """A document's mentions, those that name a branch with the place in brackets as part of name and span.

    A known company with its own country in brackets is no branch: lists give nationalities so.
    """
    return [_branch(mention, document, ontology, gazetteer, nouns) for mention in mentions]


def _branch(
    mention: Mention, document: Document, ontology: Ontology, gazetteer: Gazetteer, nouns: NounIndex
) -> Mention:
    match = _BRACKET.match(document.text, mention.span.end) if mention.kind is MentionKind.NAME else None
    if match is None or not _can_have_branches(mention, ontology):
        return mention
    place = place_named(match[1].strip(), gazetteer, nouns.places)
    if place is None or _is_at_home(mention, place, gazetteer, nouns.places):
        return mention
    return replace(mention, name=f"{mention.name} ({match[1].strip()})", span=Span(mention.span.start, match.end()))


def _can_have_branches(mention: Mention, ontology: Ontology) -> bool:
    shortened = ontology.short_form(mention.cls) == SHORTENED_FROM_FRONT
    return shortened or not mention.certain


def place_named(name: str, gazetteer: Gazetteer, places: frozenset[str]) -> GazetteerEntry | None:
    """The gazetteer's weightiest place of a name, in whatever language."""
    found = gazetteer.lookup(name, "zh" if HAN.search(name) else "en")
    return next((entry for entry in found if entry.cls in places), None)


def _is_at_home(mention: Mention, place: GazetteerEntry, gazetteer: Gazetteer, places: frozenset[str]) -> bool:
    """Whether the name is known, and the place is or lies in what it belongs to; or the name is itself a place's."""
    around = {place.id, *(above.id for above in gazetteer.ancestors(place))}
    return any(
        entry.cls in places or entry.parent in around for entry in gazetteer.lookup(mention.name, mention.language)
    )
