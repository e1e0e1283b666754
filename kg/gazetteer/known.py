"""A graph that the user brings, as names to look up: what it knows keeps its IRI, its class and its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.gazetteer.load import make_gazetteer
from kg.gazetteer.model import Gazetteer, GazetteerEntry, iri_id
from kg.gazetteer.names import HAN_RUN, fold
from kg.ontology import Ontology
from kg.ontology.alignment import SUBCLASS, foreign_classes, known_class, name_properties

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHOWN_AS_TERMS = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")
# Before every shipped namesake: whoever brings a graph means what is in it.
_WEIGHT = 10**12

Statements = Mapping[str, Mapping[str, Sequence[ox.Literal | ox.NamedNode]]]


@dataclass(frozen=True, slots=True)
class KnownGraph:
    """What a brought graph knows: `gazetteer` with its things before the shipped ones, and its statements by subject.

    `without_class` are the named things, in IRI order, that no class of the ontology takes in: no mention finds them.
    """

    gazetteer: Gazetteer = field(repr=False)
    statements: Statements = field(repr=False)
    without_class: tuple[str, ...]
    names: tuple[frozenset[str], frozenset[str]] = field(repr=False)

    def triples_about(self, iris: Iterable[str]) -> frozenset[ox.Triple]:
        """The types and names that the graph gives to these things, as it gives them."""
        kept = {TYPE, *self.names[0], *self.names[1]}
        return frozenset(
            ox.Triple(ox.NamedNode(iri), ox.NamedNode(predicate), value)
            for iri in iris
            for predicate, values in self.statements.get(iri, {}).items()
            if predicate in kept
            for value in values
        )


def know(triples: Iterable[ox.Triple], ontology: Ontology, gazetteer: Gazetteer) -> KnownGraph:
    """The things of a graph laid over a gazetteer, by their labels and other names in whatever vocabulary.

    A thing takes over the names, the place and the nationality words of the one shipped entry that goes by its name and
    may be of its class, and is found in its stead; where there are several such entries it stands beside them.
    """
    statements = _by_subject(triples)
    aligned, names = foreign_classes(ontology), name_properties(ontology)
    broader = {iri: _iris(stated, SUBCLASS) for iri, stated in statements.items()}
    taken: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    without_class: list[str] = []
    for iri in sorted(statements):
        stated = statements[iri]
        label, others = _names(stated, names)
        types = _iris(stated, TYPE)
        if not label or not types or any(each.startswith(SHOWN_AS_TERMS) for each in types):
            continue
        cls = known_class(types, broader, aligned, ontology)
        if not cls:
            without_class.append(iri)
        elif not ontology.classes[cls].minimum_roles:
            shipped = _shipped(cls, (label, *others), ontology, gazetteer, taken)
            taken |= {shipped.id: iri_id(iri)} if shipped else {}
            rows.append(_row(iri, cls, label, others, shipped))
    kept = [_under(row, taken) for row in gazetteer.rows if row[0] not in taken]
    # Last, since of two countries with one nationality word the later has it.
    merged = make_gazetteer([*kept, *(_under(row, taken) for row in rows)])
    return KnownGraph(merged, statements, tuple(without_class), names)


def _by_subject(triples: Iterable[ox.Triple]) -> Statements:
    found: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(set(triples), key=str):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            found[triple.subject.value][triple.predicate.value].append(triple.object)
    return found


def _iris(stated: Mapping[str, Sequence[ox.Literal | ox.NamedNode]], predicate: str) -> tuple[str, ...]:
    return tuple(each.value for each in stated.get(predicate, ()) if isinstance(each, ox.NamedNode))


def _names(
    stated: Mapping[str, Sequence[ox.Literal | ox.NamedNode]], names: tuple[frozenset[str], frozenset[str]]
) -> tuple[str, tuple[str, ...]]:
    """The label, an English one or one without language first, and all further names."""
    labels, alternatives = (
        [term for name in sorted(family) for term in stated.get(name, ()) if isinstance(term, ox.Literal)]
        for family in names
    )
    labels.sort(key=lambda term: ((term.language or "en").partition("-")[0] != "en", term.value))
    spelled = [_plain(term.value) for term in (*labels, *alternatives)]
    usable = tuple(dict.fromkeys(name for name in spelled if name and fold(name)))
    return (usable[0], usable[1:]) if labels and usable else ("", ())


def _plain(name: str) -> str:
    """A name on one line, without the mark that divides names in a row of the gazetteer."""
    return " ".join(name.replace("|", " ").split())


def _shipped(
    cls: str, names: Iterable[str], ontology: Ontology, gazetteer: Gazetteer, taken: Mapping[str, str]
) -> GazetteerEntry | None:
    """The one shipped entry that goes by one of the names and may be of the class."""
    found = {
        entry.id: entry
        for name in names
        for entry in gazetteer.lookup(name, "zh" if HAN_RUN.search(name) else "en")
        if ontology.is_a(entry.cls, cls) or ontology.is_a(cls, entry.cls)
    }
    return next(iter(found.values())) if len(found) == 1 and not found.keys() & taken.keys() else None


def _row(iri: str, cls: str, label: str, others: Sequence[str], shipped: GazetteerEntry | None) -> tuple[str, ...]:
    known = [name for name, _ in shipped.names] if shipped else []
    every = list(dict.fromkeys((label, *others, *known)))
    latin = [name for name in every if not HAN_RUN.search(name)]
    han = [name for name in every if HAN_RUN.search(name)]
    extra = {
        "ambiguous": "|".join(shipped.doubtful) if shipped else "",
        "nationality": "|".join(shipped.nationalities) if shipped else "",
        **(dict(shipped.details) if shipped else {}),
    }
    place = (shipped.latitude, shipped.longitude) if shipped else (None, None)
    return (
        iri_id(iri),
        cls,
        *(part for names in (latin, han) for part in ("".join(names[:1]), "|".join(names[1:]))),
        shipped.parent if shipped else "",
        *("" if each is None else str(each) for each in place),
        str(_WEIGHT),
        ";".join(f"{key}={value}" for key, value in extra.items() if value),
    )


def _under(row: tuple[str, ...], taken: Mapping[str, str]) -> tuple[str, ...]:
    """A row whose container is the brought thing, where that took the shipped one's place."""
    return (*row[:6], taken.get(row[6], row[6]), *row[7:])
