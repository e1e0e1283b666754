"""What stands for several documents' things that are one: its entry in the gazetteer, and its class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.resolve.known import KNOWN
from kg.resolve.naming import elected
from kg.resolve.things import LocalThing


def known_entry(things: Sequence[LocalThing], gazetteer: Gazetteer) -> GazetteerEntry | None:
    """What the gazetteer knows of them by any of their names: what the user brought before all, then the weightiest."""
    keys = {key for thing in things for key in (thing.key, *thing.defined, *thing.shortened) if key.startswith(KNOWN)}
    entries = [entry for key in keys if (entry := gazetteer.get(key.removeprefix(KNOWN)))]
    return max(entries, key=lambda entry: (bool(entry.iri), entry.weight, entry.id), default=None)


def class_of_root(things: Sequence[LocalThing], entry: GazetteerEntry | None, ontology: Ontology) -> str:
    """The class that all mentions agree on; the gazetteer has a vote, and what claims say of mere guesses."""
    if entry is not None and entry.iri:
        return entry.cls
    votes: Counter[str] = Counter()
    for thing in things:
        votes.update(thing.votes)
    if entry is not None:
        votes[entry.cls] += 3
    if not any(thing.sure for thing in things):
        for thing in things:
            for cls, times in thing.overruled.items():
                votes[cls] += 3 * times
    return elected(votes, ontology)
