"""Other vocabularies seen from the ontology: which of its classes another's is, and what others call a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.ontology.model import Ontology

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

SUBCLASS, SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"
# A class that another is under, equal to or close to: good enough to tell where a foreign thing belongs.
_ALIGNING = (SUBCLASS, OWL + "equivalentClass", SKOS + "exactMatch", SKOS + "closeMatch")
LABELS = (RDFS + "label", SKOS + "prefLabel")
ALTERNATIVE_LABELS = (SKOS + "altLabel", SKOS + "hiddenLabel")


def foreign_classes(ontology: Ontology) -> Mapping[str, str]:
    """The ontology's class for each class of another vocabulary that its alignments name.

    Where several of its classes are aligned to one, the broadest of them is meant: not every schema:Organization is a company.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for triple in ontology.triples:
        own, foreign = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "value", ""))
        if triple.predicate.value in _ALIGNING and own in ontology.classes and foreign not in ontology.classes:
            found[_without_scheme(foreign)].add(own)
    return {foreign: min(owns, key=lambda cls: (len(ontology.ancestors(cls)), cls)) for foreign, owns in found.items()}


def known_class(
    types: Iterable[str], broader: Mapping[str, Iterable[str]], aligned: Mapping[str, str], ontology: Ontology
) -> str:
    """The most specific class of the ontology that a thing of these types is in, or "" for none.

    `broader` holds the superclasses that the thing's own graph states, `aligned` is what `foreign_classes` gives.
    """
    found: set[str] = set()
    seen: set[str] = set()
    ahead = sorted(types)
    while ahead:
        each = ahead.pop()
        if each in seen:
            continue
        seen.add(each)
        if each in ontology.classes:
            found.add(each)
        elif _without_scheme(each) in aligned:
            found.add(aligned[_without_scheme(each)])
        else:
            ahead.extend(sorted(broader.get(each, ())))
    return ontology.most_specific(tuple(sorted(found))) if found else ""


def name_properties(ontology: Ontology) -> tuple[frozenset[str], frozenset[str]]:
    """The properties that give a thing its label, and those that give it another name, in whatever vocabulary."""
    labels, alternatives = set(LABELS), set(ALTERNATIVE_LABELS)
    for triple in ontology.triples:
        if triple.predicate.value == SUBPROPERTY and isinstance(triple.subject, ox.NamedNode):
            above = str(getattr(triple.object, "value", ""))
            for family, heads in ((labels, LABELS), (alternatives, ALTERNATIVE_LABELS)):
                if above in heads:
                    family.add(triple.subject.value)
    return frozenset(labels), frozenset(alternatives)


def _without_scheme(iri: str) -> str:
    """An IRI by which http://schema.org/ and https://schema.org/ are one, as both are in use."""
    return iri.partition("://")[2] or iri
