"""What an ontology says, as frozen records with the questions the stages ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

NAMESPACE = "https://w3id.org/kgbuilder/ontology#"
ENTITY_BASE = "https://w3id.org/kgbuilder/id/"

# A class whose names are not shortened, although those of the class above it are.
NOT_SHORTENED = "none"
DEFAULT_COLOUR = "#8a8f98"
DEFAULT_SHAPE = "dot"


@dataclass(frozen=True, slots=True, order=True)
class Frame:
    """An example sentence that states a class or property, its roles in braces: `{investor} invests {amount}`."""

    owner: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ClassDefinition:
    """A class, with its lexicon and its looks; words are kept by language."""

    iri: str
    labels: Mapping[str, str]
    comment: str = ""
    parents: tuple[str, ...] = ()
    disjoint: frozenset[str] = frozenset()
    union: tuple[str, ...] = ()
    head_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name_suffixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    legal_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name_prefixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reference_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entity_labels: tuple[str, ...] = ()
    open_vocabulary: bool = False
    described: bool = False
    short_form: str = ""
    small_head: bool = False
    minimum_roles: int = 0
    minimum_words: int = 0
    otherwise: str = ""
    distinguished_by: str = ""
    unique_within: str = ""
    frames: tuple[Frame, ...] = ()
    colour: str = ""
    shape: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    """A property, with its axioms and its frames; `domain` and `range` are IRIs or ""."""

    iri: str
    labels: Mapping[str, str]
    comment: str = ""
    domain: str = ""
    range: str = ""
    parents: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    symmetric: bool = False
    transitive: bool = False
    irreflexive: bool = False
    functional: bool = False
    usually_one: bool = False
    is_object: bool = True
    materialize: bool = True
    agentive: bool = False
    identifies: bool = False
    beside_larger: bool = False
    value_kind: str = ""
    setting_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusDefinition:
    """How far along something is: the cue words that say so, and its rank among the others."""

    iri: str
    labels: Mapping[str, str]
    rank: int
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A construct query that adds what follows from a graph (a `sh:SPARQLRule`)."""

    iri: str
    label: str
    construct: str


@dataclass(frozen=True)
class Ontology:
    """Classes, properties, statuses and rules, by IRI, in IRI order; `triples` is all that was read, shapes included."""

    classes: Mapping[str, ClassDefinition]
    properties: Mapping[str, PropertyDefinition]
    statuses: Mapping[str, StatusDefinition]
    polarity_cues: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    rules: tuple[Rule, ...]
    prefixes: Mapping[str, str]
    triples: tuple[ox.Triple, ...]
    _ancestors: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)

    def name(self, iri: str) -> str:
        """The local name of an IRI: `Company` for `…ontology#Company`."""
        return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def iri(self, local: str) -> str:
        """The IRI of a local name in the ontology's own namespace."""
        return NAMESPACE + local

    def label(self, iri: str, language: str = "en") -> str:
        """The label of a class, property or status in a language, else in English, else its local name."""
        known = self.classes.get(iri) or self.properties.get(iri) or self.statuses.get(iri)
        labels = known.labels if known else {}
        return labels.get(language) or labels.get("en") or self.name(iri)

    def ancestors(self, cls: str) -> tuple[str, ...]:
        """The named classes above a class, nearest first; union classes are not among them."""
        return self._ancestors.get(cls, ())

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether every member of `cls` is one of `ancestor`, unions included."""
        if cls == ancestor or ancestor in self._ancestors.get(cls, ()):
            return True
        definition = self.classes.get(ancestor)
        return definition is not None and any(self.is_a(cls, member) for member in definition.union)

    def accepts(self, expected: str, cls: str) -> bool:
        """Whether a domain or range (`""` for none stated) lets a thing of class `cls` in."""
        return not expected or self.is_a(cls, expected)

    def disjoint(self, first: str, second: str) -> bool:
        """Whether nothing can be of both classes."""
        above = (second, *self.ancestors(second))
        return any(
            other in self.classes[one].disjoint or one in self.classes[other].disjoint
            for one in (first, *self.ancestors(first))
            for other in above
            if one in self.classes and other in self.classes
        )

    def members(self, cls: str) -> tuple[str, ...]:
        """The class itself and all classes that fall under it, in IRI order; for a union, those of its members."""
        return tuple(iri for iri, each in self.classes.items() if not each.union and self.is_a(iri, cls))

    def most_specific(self, classes: tuple[str, ...]) -> str:
        """Of several classes the one with the most ancestors; ties go to the first in IRI order."""
        return min(classes, key=lambda cls: (-len(self.ancestors(cls)), cls))

    def colour(self, cls: str) -> str:
        """The fill colour of a class, inherited from the nearest class above that states one."""
        return self._inherited(cls, "colour") or DEFAULT_COLOUR

    def shape(self, cls: str) -> str:
        """The node shape of a class, inherited likewise."""
        return self._inherited(cls, "shape") or DEFAULT_SHAPE

    def segment(self, cls: str) -> str:
        """The part of an entity's IRI that its class gives, inherited likewise."""
        return self._inherited(cls, "segment") or "thing"

    def short_form(self, cls: str) -> str:
        """How a name of the class is shortened, `first` or `last` words; inherited likewise, "" where it is not."""
        form = self._inherited(cls, "short_form")
        return "" if form == NOT_SHORTENED else form

    def distinguished_by(self, cls: str) -> str:
        """The property that tells things of one name apart; inherited likewise, "" where there is none."""
        return self._inherited(cls, "distinguished_by")

    def unique_within(self, cls: str) -> str:
        """The class of what things with a name of a general kind are told apart by; inherited likewise."""
        return self._inherited(cls, "unique_within")

    def roles(self, cls: str) -> tuple[PropertyDefinition, ...]:
        """The properties whose domain is the class or one above it: the roles of an occurrence."""
        domains = {cls, *self.ancestors(cls)}
        return tuple(each for each in self.properties.values() if each.domain in domains)

    def _inherited(self, cls: str, attribute: str) -> str:
        for each in (cls, *self.ancestors(cls)):
            definition = self.classes.get(each)
            value = getattr(definition, attribute) if definition else ""
            if value:
                return str(value)
        return ""
