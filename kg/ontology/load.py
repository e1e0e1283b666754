"""Turtle files to an `Ontology`: the shipped ones first, then the user's, which extend or replace them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology.files import language_of, lay_over, parse, text_of
from kg.ontology.model import (
    NAMESPACE,
    ClassDefinition,
    Frame,
    Ontology,
    PropertyDefinition,
    Rule,
    StatusDefinition,
)
from kg.resources import ontology_directory

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SHACL = "http://www.w3.org/ns/shacl#"

PROPERTY_TYPES = {OWL + "ObjectProperty": True, OWL + "DatatypeProperty": False}

DEPRECATED = OWL + "deprecated"


def load_ontology(extra: Sequence[Path] = (), *, base: Path | None = None) -> Ontology:
    """The shipped ontology with the user's files laid over it, in the order given.

    A later file adds to a term; what a term has only one of (label and comment in a language, domain, range, colour,
    shape ...) it replaces. `kg:replaces true` on a term drops all that earlier files said of it, and `owl:deprecated
    true` drops the term. `base` is the folder to start from instead of the shipped one. Raises `OntologyError` with
    file and line for a broken file.
    """
    files = sorted((base or ontology_directory()).glob("*.ttl"))
    triples: list[ox.Triple] = []
    prefixes: dict[str, str] = {}
    for path in files:
        triples.extend(parse(path, prefixes))
    for path in extra:
        triples = lay_over(triples, list(parse(Path(path), prefixes)))
    return _Reader(triples, prefixes).ontology()


class _Reader:
    """The triples indexed by subject, and the records read off the index."""

    def __init__(self, triples: list[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.triples = triples
        self.prefixes = prefixes
        self.index: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for each in triples:
            self.index[str(getattr(each.subject, "value", ""))][each.predicate.value].append(each.object)
        self.dropped = {iri for iri in self.index if "true" in self.texts(iri, DEPRECATED)}

    def ontology(self) -> Ontology:
        classes = {iri: self.class_definition(iri) for iri in self.typed(OWL + "Class")}
        properties = {
            iri: self.property_definition(iri, is_object)
            for kind, is_object in PROPERTY_TYPES.items()
            for iri in self.typed(kind)
        }
        statuses = {iri: self.status_definition(iri) for iri in self.typed(NAMESPACE + "Status")}
        polarity = {self.one(iri, RDFS + "label"): self.words(iri, "cue") for iri in self.typed(NAMESPACE + "Polarity")}
        lists = {iri.removeprefix(NAMESPACE): self.words(iri, "cue") for iri in self.typed(NAMESPACE + "WordList")}
        rules = tuple(
            Rule(iri, self.one(iri, RDFS + "label"), self.one(iri, SHACL + "construct"))
            for iri in self.typed(SHACL + "SPARQLRule")
        )
        ontology = Ontology(
            classes=classes,
            properties=dict(sorted(properties.items())),
            statuses=statuses,
            polarity_cues=polarity,
            words=lists,
            rules=rules,
            prefixes=dict(sorted(self.prefixes.items())),
            triples=tuple(self.triples),
            _ancestors={iri: _ancestors(iri, classes) for iri in classes},
        )
        _check(ontology)
        return ontology

    def class_definition(self, iri: str) -> ClassDefinition:
        return ClassDefinition(
            iri=iri,
            labels=self.labels(iri),
            comment=self.one(iri, RDFS + "comment"),
            parents=tuple(p for p in self.iris(iri, RDFS + "subClassOf") if p not in self.dropped),
            disjoint=frozenset(self.iris(iri, OWL + "disjointWith")),
            union=tuple(member for head in self.nodes(iri, OWL + "unionOf") for member in self.items(head)),
            head_nouns=self.words(iri, "headNoun"),
            name_suffixes=self.words(iri, "nameSuffix", "legalForm"),
            legal_forms=self.words(iri, "legalForm"),
            name_prefixes=self.words(iri, "namePrefix"),
            beside_nouns=self.words(iri, "besideNoun"),
            reference_nouns=self.words(iri, "referenceNoun"),
            entity_labels=tuple(sorted(self.texts(iri, NAMESPACE + "entityLabel"))),
            open_vocabulary=self.one(iri, NAMESPACE + "openVocabulary") == "true",
            described=self.one(iri, NAMESPACE + "described") == "true",
            short_form=self.one(iri, NAMESPACE + "shortForm"),
            small_head=self.one(iri, NAMESPACE + "smallHead") == "true",
            minimum_roles=self.number(iri, "minimumRoles"),
            minimum_words=self.number(iri, "minimumWords"),
            otherwise=self.one(iri, NAMESPACE + "otherwise"),
            distinguished_by=self.one(iri, NAMESPACE + "distinguishedBy"),
            unique_within=self.one(iri, NAMESPACE + "uniqueWithin"),
            frames=self.frames(iri),
            colour=self.one(iri, NAMESPACE + "colour"),
            shape=self.one(iri, NAMESPACE + "shape"),
            segment=self.one(iri, NAMESPACE + "iriSegment"),
        )

    def property_definition(self, iri: str, is_object: bool) -> PropertyDefinition:
        types = self.iris(iri, RDF + "type")
        inverses = {*self.iris(iri, OWL + "inverseOf"), *self.subjects_of(OWL + "inverseOf", iri)}
        heads = self.nodes(iri, OWL + "propertyChainAxiom")
        return PropertyDefinition(
            iri=iri,
            labels=self.labels(iri),
            comment=self.one(iri, RDFS + "comment"),
            domain=self.one(iri, RDFS + "domain"),
            range=self.one(iri, RDFS + "range"),
            parents=tuple(p for p in self.iris(iri, RDFS + "subPropertyOf") if p not in self.dropped),
            inverses=tuple(sorted(inverses - self.dropped)),
            chains=tuple(sorted(self.items(head) for head in heads)),
            symmetric=OWL + "SymmetricProperty" in types,
            transitive=OWL + "TransitiveProperty" in types,
            irreflexive=OWL + "IrreflexiveProperty" in types,
            functional=OWL + "FunctionalProperty" in types,
            usually_one=self.one(iri, NAMESPACE + "usuallyOne") == "true",
            is_object=is_object,
            materialize=self.one(iri, NAMESPACE + "materialize") != "false",
            value_kind=self.one(iri, NAMESPACE + "valueKind"),
            identifies=self.one(iri, NAMESPACE + "identifies") == "true",
            agentive=self.one(iri, NAMESPACE + "agentive") == "true",
            beside_larger=self.one(iri, NAMESPACE + "besideLarger") == "true",
            setting_words=self.words(iri, "settingWord"),
            frames=self.frames(iri),
        )

    def status_definition(self, iri: str) -> StatusDefinition:
        return StatusDefinition(iri, self.labels(iri), self.number(iri, "rank"), self.words(iri, "cue"))

    def number(self, iri: str, annotation: str) -> int:
        """The integer that an annotation gives; 0 where there is none."""
        text = self.one(iri, NAMESPACE + annotation) or "0"
        if not text.lstrip("-").isdigit():
            raise OntologyError(f"{iri}: kg:{annotation} should be an integer, is {text!r}")
        return int(text)

    def typed(self, kind: str) -> list[str]:
        """Named terms of a type, in IRI order, without those that are deprecated."""
        return sorted(
            iri
            for iri in self.index
            if ":" in iri and iri not in self.dropped and kind in self.texts(iri, RDF + "type")
        )

    def nodes(self, iri: str, predicate: str) -> list[object]:
        return self.index[iri][predicate] if iri in self.index and predicate in self.index[iri] else []

    def texts(self, iri: str, predicate: str) -> list[str]:
        return [text_of(node) for node in self.nodes(iri, predicate)]

    def one(self, iri: str, predicate: str) -> str:
        values = sorted(
            self.nodes(iri, predicate), key=lambda node: (language_of(node) not in ("", "en"), text_of(node))
        )
        return text_of(values[0]) if values else ""

    def iris(self, iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(text_of(node) for node in self.nodes(iri, predicate) if isinstance(node, ox.NamedNode)))

    def subjects_of(self, predicate: str, target: str) -> list[str]:
        return [iri for iri in sorted(self.index) if target in self.iris(iri, predicate)]

    def items(self, head: object) -> tuple[str, ...]:
        """The members of an RDF list."""
        found: list[str] = []
        while text_of(head) != RDF + "nil":
            key = text_of(head)
            first, rest = self.nodes(key, RDF + "first"), self.nodes(key, RDF + "rest")
            if not first or not rest or len(found) > len(self.index):
                raise OntologyError("a broken RDF list in the ontology")
            found.append(text_of(first[0]))
            head = rest[0]
        return tuple(found)

    def labels(self, iri: str) -> Mapping[str, str]:
        nodes = sorted(
            self.nodes(iri, RDFS + "label"), key=lambda node: (language_of(node), text_of(node)), reverse=True
        )
        return dict(sorted((language_of(node), text_of(node)) for node in nodes))

    def words(self, iri: str, *annotations: str) -> Mapping[str, tuple[str, ...]]:
        """The values of lexicon annotations by language, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        for annotation in annotations:
            for node in self.nodes(iri, NAMESPACE + annotation):
                found[language_of(node)].add(text_of(node))
        return {language: tuple(sorted(words)) for language, words in sorted(found.items())}

    def frames(self, iri: str) -> tuple[Frame, ...]:
        return tuple(
            sorted(Frame(iri, text_of(node), language_of(node)) for node in self.nodes(iri, NAMESPACE + "frame"))
        )


def _ancestors(iri: str, classes: Mapping[str, ClassDefinition]) -> tuple[str, ...]:
    """The classes above, breadth first; those outside the ontology (alignments) are left out."""
    found: list[str] = []
    queue = list(classes[iri].parents)
    while queue:
        parent = queue.pop(0)
        if parent in classes and parent not in found and parent != iri:
            found.append(parent)
            queue.extend(classes[parent].parents)
    return tuple(found)


def _check(ontology: Ontology) -> None:
    """Refuses an ontology whose terms point at nothing."""
    known_range = set(ontology.classes)
    for each in ontology.properties.values():
        for side, target in (("domain", each.domain), ("range", each.range if each.is_object else "")):
            if target and target.startswith(NAMESPACE) and target not in known_range:
                raise OntologyError(f"{each.iri}: its {side} {target} is not a declared class")
