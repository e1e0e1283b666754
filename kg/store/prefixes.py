"""Prefixes: which namespaces have a short name, and IRIs written with them.

An entity's IRI is BASE + SEGMENT + "/" + NAME; every segment is a prefix of its own, so `…/id/org/nordwind` reads
`org:nordwind`. A segment wins over an ontology's prefix of the same name (W3C ORG is also called `org`), for entities
are what people read and type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

import pyoxigraph as ox

from kg.ontology import ENTITY_BASE, NAMESPACE, Ontology

STANDARD_PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": NAMESPACE,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# PN_CHARS of Turtle 1.1. Colons, escapes and inner dots are legal too, but not read alike everywhere: such names are
# written as whole IRIs.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_LOCAL_NAME = re.compile(f"[{_BASE}_0-9][{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040-]*")
_PREFIX_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def known_prefixes(ontology: Ontology, base: str = ENTITY_BASE) -> dict[str, str]:
    """All prefixes a reader may type: the standard ones, the ontology's own, and one for each entity segment."""
    segments = {ontology.segment(cls) for cls in ontology.classes}
    return merge_prefixes(ontology.prefixes, segments, base)


def prefixes_of(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str = ENTITY_BASE) -> dict[str, str]:
    """The prefixes given, the standard ones, and one for each entity segment that the triples use."""
    return prefixes_for((iri for triple in triples for iri in iris_of(triple)), prefixes, base)


def prefixes_for(iris: Iterable[str], prefixes: Mapping[str, str], base: str = ENTITY_BASE) -> dict[str, str]:
    """The same for the IRIs that are to be written."""
    return merge_prefixes(prefixes, segments_in(iris, base), base)


def segments_in(iris: Iterable[str], base: str = ENTITY_BASE) -> set[str]:
    """The segments of entity IRIs among some IRIs."""
    start = len(base)
    return {iri[start:end] for iri in iris if iri.startswith(base) and (end := iri.find("/", start)) >= 0}


def names_by_namespace(prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefix that each namespace is written with: the first by name where it has several."""
    names: dict[str, str] = {}
    for name, namespace in sorted(prefixes.items()):
        names.setdefault(namespace, name)
    return names


def named_alike(prefixes: Mapping[str, str], some: Set[str], others: Set[str], base: str = ENTITY_BASE) -> bool:
    """Whether prefixes are the same with some segments of entity IRIs and with others, but for those of segments that only
    one of them has: none takes its name from another namespace, or gives it back."""
    first = names_by_namespace(merge_prefixes(prefixes, some, base))
    last = names_by_namespace(merge_prefixes(prefixes, others, base))
    own = {f"{base}{segment}/" for segment in some ^ others}
    return all(namespace in own for namespace, _ in first.items() ^ last.items())


def merge_prefixes(prefixes: Mapping[str, str], segments: Iterable[str], base: str = ENTITY_BASE) -> dict[str, str]:
    """Prefixes by name: standard ones before segments, segments before the rest."""
    by_segment = {segment: f"{base}{segment}/" for segment in segments if _PREFIX_NAME.fullmatch(segment)}
    named = {name: namespace for name, namespace in prefixes.items() if _PREFIX_NAME.fullmatch(name)}
    return dict(sorted({**named, **by_segment, **STANDARD_PREFIXES}.items()))


def iris_of(triple: ox.Triple) -> list[str]:
    """The IRIs of a triple, the datatype of its literal included."""
    terms = (triple.subject, triple.predicate, triple.object)
    named = [term.value for term in terms if isinstance(term, ox.NamedNode)]
    return named if len(named) == len(terms) else [*named, *_datatypes(terms)]


def _datatypes(terms: Iterable[object]) -> Iterator[str]:
    return (term.datatype.value for term in terms if isinstance(term, ox.Literal))


class Shortener:
    """Writes IRIs with prefixes, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = names_by_namespace(prefixes)
        self._known: dict[str, str | None] = {}
        self._used: set[str] = set()

    def shorten(self, iri: str) -> str | None:
        """The prefixed name of an IRI, or None where it has none that every reader accepts."""
        if iri not in self._known:
            self._known[iri] = self._find(iri)
        return self._known[iri]

    def _find(self, iri: str) -> str | None:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        name = self._names.get(iri[:cut])
        if name is None or not _LOCAL_NAME.fullmatch(iri[cut:]):
            return None
        self._used.add(name)
        return f"{name}:{iri[cut:]}"

    def used(self) -> dict[str, str]:
        """The prefixes that occur in what was shortened so far, by name."""
        return {
            name: namespace
            for namespace, name in sorted(self._names.items(), key=lambda item: item[1])
            if name in self._used
        }
