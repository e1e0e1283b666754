"""Mappings: which term of the ontology stands for another vocabulary's, as statements in Turtle.

schema:Corporation kg:mapsTo kg:Company .
schema:parentOrganization kg:mapsTo kg:subsidiaryOf .
schema:subOrganization kg:mapsToInverse kg:subsidiaryOf .
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError
from kg.ontology import NAMESPACE, Ontology
from kg.resources import ontology_directory
from kg.store.embedded import read_quads
from kg.store.evidence import ALTERNATIVE_LABEL, LABEL

MAPS_TO, MAPS_TO_INVERSE = NAMESPACE + "mapsTo", NAMESPACE + "mapsToInverse"
_NAMES = frozenset({LABEL, ALTERNATIVE_LABEL})


@dataclass(frozen=True, slots=True)
class Mapping:
    """Classes and properties of other vocabularies with the ontology's; `inverses` are to be read from the other end."""

    classes: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    inverses: tuple[tuple[str, str], ...] = ()


def shipped_mappings() -> dict[str, Path]:
    """The mappings that come with kg, by name."""
    return {path.stem: path for path in sorted((ontology_directory() / "mappings").glob("*.ttl"))}


def load_mapping(names: Iterable[str], ontology: Ontology) -> Mapping:
    """The mappings of these names or files, put together. Raises `GraphError` for a name, a file or a term that is none."""
    shipped = shipped_mappings()
    found: dict[str, set[tuple[str, str]]] = {"classes": set(), "properties": set(), "inverses": set()}
    for name in names:
        path = shipped.get(name) or Path(name)
        if name not in shipped and not path.suffix:
            raise GraphError(f"no mapping is called {name}; there are {', '.join(shipped)}, or name a Turtle file")
        for quad in read_quads(path):
            if quad.predicate.value not in (MAPS_TO, MAPS_TO_INVERSE):
                continue
            foreign, own = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
            found[_kind(own, inverse=quad.predicate.value == MAPS_TO_INVERSE, path=path, ontology=ontology)].add(
                (foreign, own)
            )
    return Mapping(**{kind: tuple(sorted(pairs)) for kind, pairs in found.items()})


def _kind(own: str, *, inverse: bool, path: Path, ontology: Ontology) -> str:
    if own in ontology.classes and not inverse:
        return "classes"
    definition = ontology.properties.get(own)
    if definition is None and not (own in _NAMES and not inverse):
        raise GraphError(f"{path}: {own} is no class or property of the ontology that could be mapped to")
    if inverse and definition is not None and not definition.is_object:
        raise GraphError(f"{path}: {own} relates to literals, and has no inverse")
    return "inverses" if inverse else "properties"
