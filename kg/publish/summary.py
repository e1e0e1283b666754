"""What is told of a graph in a few lines: how much there is of what, what was refused, and what those things are called that
have to be spoken of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import Ontology
from kg.store.prefixes import STANDARD_PREFIXES

# They load the validator's libraries.
if TYPE_CHECKING:
    from kg.assemble import KnownConflict
    from kg.check import ExplainedViolation

TYPE = ox.NamedNode(STANDARD_PREFIXES["rdf"] + "type")
LABEL = ox.NamedNode(STANDARD_PREFIXES["rdfs"] + "label")
_NAMED = re.compile(r"<[^>]*>|\"[^\"]*\"|'[^']*'|\S*(?:://|#)\S*|\b[a-z]+:\S+")


@dataclass(frozen=True, slots=True)
class Summary:
    """How many entities there are of each class, edges of each property, and refused claims for each reason.

    `names` are what to call the things and properties that violations and conflicts are about, by IRI.
    """

    entities: Counter[str] = field(default_factory=Counter)
    edges: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    names: Mapping[str, str] = field(default_factory=dict)


def summary_of_graph(
    triples: Set[ox.Triple],
    ontology: Ontology,
    refused: Iterable[str] = (),
    violations: Sequence[ExplainedViolation] = (),
    conflicts: Sequence[KnownConflict] = (),
) -> Summary:
    """The summary of a graph in memory; `refused` are the reasons that claims were refused for."""
    return Summary(
        entities_by_class(triples, ontology),
        edges_by_predicate(triples, ontology),
        count_reasons(refused),
        names_about(triples, ontology, violations, conflicts),
    )


def names_about(
    triples: Set[ox.Triple],
    ontology: Ontology,
    violations: Sequence[ExplainedViolation] = (),
    conflicts: Sequence[KnownConflict] = (),
) -> dict[str, str]:
    """What a graph and an ontology call the things and properties that violations and conflicts are about."""
    things, properties = spoken_of(violations, conflicts)
    return {**names_of_things(triples, things), **names_of_properties(properties, ontology)}


def entities_by_class(triples: Iterable[ox.Triple], ontology: Ontology) -> Counter[str]:
    """How many entities there are of each class, every entity counted once, under its most specific class."""
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for each in triples:
        if each.predicate == TYPE and isinstance(each.object, ox.NamedNode):
            classes[str(each.subject)].add(each.object.value)
    return count_classes(classes.values(), ontology)


def count_classes(entities: Iterable[Collection[str]], ontology: Ontology) -> Counter[str]:
    """The same of entities by their classes."""
    known = (tuple(sorted(cls for cls in classes if cls in ontology.classes)) for classes in entities)
    return Counter(ontology.name(ontology.most_specific(each)) for each in known if each)


def edges_by_predicate(triples: Iterable[ox.Triple], ontology: Ontology) -> Counter[str]:
    """How many edges between entities there are of each property; a symmetric edge, written both ways, counts once."""
    edges: Counter[str] = Counter()
    either_way: set[tuple[str, frozenset[str]]] = set()
    for each in triples:
        definition = ontology.properties.get(each.predicate.value)
        if definition is None or not definition.is_object or not isinstance(each.object, ox.NamedNode):
            continue
        if definition.symmetric:
            either_way.add((definition.iri, frozenset((str(each.subject), str(each.object)))))
        else:
            edges[ontology.name(definition.iri)] += 1
    edges.update(ontology.name(predicate) for predicate, _ in either_way)
    return edges


def count_reasons(refused: Iterable[str]) -> Counter[str]:
    """How many claims were refused for each reason, what reasons name left out so that like ones count together."""
    return Counter(_NAMED.sub("…", " ".join(reason.split())) for reason in refused)


def spoken_of(
    violations: Iterable[ExplainedViolation], conflicts: Iterable[KnownConflict]
) -> tuple[frozenset[str], frozenset[str]]:
    """The things and the properties that are named where violations and conflicts are told."""
    things: set[str] = set()
    properties: set[str] = set()
    for subject, predicate, value in _told(violations, conflicts):
        things |= {subject, value}
        properties.add(predicate)
    return frozenset(things - {""}), frozenset(properties - {""})


def names_of_things(triples: Iterable[ox.Triple], things: Collection[str]) -> dict[str, str]:
    """The labels of those of the things that have any, the English one first."""
    labels: dict[str, tuple[bool, str]] = {}
    for each in triples if things else ():
        if each.predicate == LABEL and isinstance(each.object, ox.Literal):
            iri = str(getattr(each.subject, "value", ""))
            if iri in things:
                found = (each.object.language != "en", each.object.value)
                labels[iri] = min(found, labels.get(iri, found))
    return {iri: name for iri, (_, name) in labels.items()}


def names_of_properties(properties: Iterable[str], ontology: Ontology) -> dict[str, str]:
    """What an ontology calls properties."""
    return {iri: ontology.label(iri) for iri in properties}


def _told(
    violations: Iterable[ExplainedViolation], conflicts: Iterable[KnownConflict]
) -> Iterator[tuple[str, str, str]]:
    for explained in violations:
        yield explained.violation.focus, explained.violation.path, explained.violation.value
        yield from ((each.subject, each.predicate, each.object) for each in explained.testimonies)
    yield from ((each.subject, each.predicate, "") for each in conflicts)
