"""IRIs: readable, and the same tomorrow when further documents are read.

An IRI is made from what does not change: the gazetteer's name of a known thing; else the name, without its legal form,
by which the earliest document calls it. A later document can call a thing more fully, or speak of another thing of the
same name, and changes no IRI that was given before.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.ontology import Ontology
from kg.resolve.keys import slug
from kg.resolve.known import NAME
from kg.resolve.naming import digest
from kg.resolve.things import LocalThing


@dataclass(frozen=True, slots=True, order=True)
class Stem:
    """What an IRI is made from: of several things that would get one IRI, the first in order gets it.

    `order` puts what the gazetteer knows first, then earlier documents before later ones. `text` becomes the last
    segment, `told_apart` its digest where another thing has it already.
    """

    order: tuple[str, ...]
    text: str
    told_apart: str


def stem_of_name(first: LocalThing, entry: GazetteerEntry | None, gazetteer: Gazetteer) -> Stem:
    """The stem of a named thing, from the document that speaks of it first."""
    if entry is not None:
        return Stem(("known", entry.id), _known_name(entry, gazetteer), entry.id)
    name = first.key.removeprefix(NAME)
    return Stem(("name", *first.order), name, "|".join(first.ties) or first.document)


def _known_name(entry: GazetteerEntry, gazetteer: Gazetteer) -> str:
    """The gazetteer's name; with what it lies in where a weightier namesake of its class has the plain one."""
    namesakes = [each for each in gazetteer.lookup(entry.name, entry.name_language) if each.cls == entry.cls]
    parent = gazetteer.get(entry.parent)
    if namesakes and namesakes[0].id != entry.id and parent is not None:
        return f"{entry.name} {parent.name}"
    return entry.name


def entity_iris(base: str, stems: Mapping[str, Stem], segments: Mapping[str, str]) -> dict[str, str]:
    """An IRI for each thing, from its stem and the segment of its class; later ones of one IRI get a digest."""
    taken: set[str] = set()
    iris: dict[str, str] = {}
    for root, stem in sorted(stems.items(), key=lambda item: (item[1], item[0])):
        iris[root] = free_iri(f"{base}{segments[root]}/", root, stem, taken)
        taken.add(iris[root])
    return iris


def free_iri(namespace: str, root: str, stem: Stem, taken: Container[str]) -> str:
    """The IRI of a thing, where others are taken by things that come before it."""
    iri = f"{namespace}{slug(stem.text)}"
    if iri in taken:
        iri = f"{iri}-{digest(stem.text, stem.told_apart)}"
    if iri in taken:
        iri = f"{iri}-{digest(root)}"
    return iri


def segment_of(cls: str, entry: GazetteerEntry | None, ontology: Ontology) -> str:
    """The segment that a class gives; for what the gazetteer knows its class there, whatever texts make of it."""
    return ontology.segment(entry.cls if entry is not None and entry.cls in ontology.classes else cls)
