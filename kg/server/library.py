"""The graph that is served, as the pages and the interface for programs ask of it: terms, entities, named queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.ask.explain import Explanation, explain
from kg.ask.named import NamedQuery, filled_in, load_queries
from kg.ask.nodes import find_node
from kg.ask.query import labels_of
from kg.ontology import Ontology
from kg.store.evidence import MENTIONED_IN, MERGED_BECAUSE, OBJECT, SUBJECT, VALUE
from kg.store.prefixes import STANDARD_PREFIXES, known_prefixes

_SHOWN_EDGES = 500
_RDF = STANDARD_PREFIXES["rdf"]
_OF_EVIDENCE = frozenset({SUBJECT, OBJECT, VALUE, MENTIONED_IN, MERGED_BECAUSE, f"{_RDF}subject", f"{_RDF}object"})


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge or value of an entity, as IRIs and in words; `other` is "" for a value."""

    predicate: str
    predicate_label: str
    other: str
    other_label: str
    outgoing: bool


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What an entity's page shows; `more` edges are left out of a very long list."""

    explanation: Explanation
    edges: tuple[Edge, ...]
    more: int


class Library:
    """A store on disk, open for reading, with the ontology and the named queries."""

    def __init__(self, location: Path, ontology: Ontology, *, changing: bool = False) -> None:
        self.location = location
        self.ontology = ontology
        self.prefixes = known_prefixes(ontology)
        self.queries: Mapping[str, NamedQuery] = load_queries()
        self._changing = changing
        self._store = ox.Store.read_only(str(location))

    @property
    def store(self) -> ox.Store:
        """The store as it is now: what is open for reading does not see later writes, so it is opened anew."""
        return ox.Store.read_only(str(self.location)) if self._changing else self._store

    def sparql(self, name: str, arguments: Mapping[str, str]) -> str:
        """A named query filled in, with the prefixes it uses.

        Raises `KeyError` for an unknown name, and `QueryError` for a bad argument.
        """
        filled = filled_in(self.store, self.queries[name], arguments, self.ontology, self.prefixes)
        missing = [each for each in self.prefixes if f"{each}:" in filled and f"PREFIX {each}:" not in filled]
        return "".join(f"PREFIX {each}: <{self.prefixes[each]}>\n" for each in missing) + filled

    def entity(self, name: str) -> EntityPage:
        """What is known of an entity, named by IRI, prefixed name or label. Raises `QueryError` where there is none."""
        store = self.store
        explanation = explain(store, name, ontology=self.ontology)
        edges = self._edges(store, ox.NamedNode(explanation.iri))
        return EntityPage(explanation, edges[:_SHOWN_EDGES], max(len(edges) - _SHOWN_EDGES, 0))

    def triples(self, name: str) -> tuple[str, frozenset[ox.Triple]]:
        """An entity's IRI, all that is said of it, and the edges that lead to it. Raises `QueryError` where there is none."""
        store = self.store
        node = find_node(store, name, self.prefixes)
        incoming = (quad for quad in store.quads_for_pattern(None, None, node) if self._is_edge(quad.predicate.value))
        return node.value, frozenset(quad.triple for quad in (*store.quads_for_pattern(node, None, None), *incoming))

    def terms(self) -> list[dict[str, str]]:
        """The classes and properties of the ontology, for completion."""
        names = {namespace: name for name, namespace in self.prefixes.items()}

        def short(iri: str) -> str:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            return f"{names[iri[:cut]]}:{iri[cut:]}" if iri[:cut] in names else f"<{iri}>"

        kinds: tuple[tuple[str, Iterable[str]], ...] = (
            ("class", self.ontology.classes),
            ("property", self.ontology.properties),
        )
        return [
            {"iri": iri, "name": short(iri), "label": self.ontology.label(iri), "kind": kind}
            for kind, iris in kinds
            for iri in iris
        ]

    def _is_edge(self, predicate: str) -> bool:
        return predicate in self.ontology.properties and predicate not in _OF_EVIDENCE

    def _edges(self, store: ox.Store, node: ox.NamedNode) -> tuple[Edge, ...]:
        outgoing = [(quad.predicate, quad.object, True) for quad in store.quads_for_pattern(node, None, None)]
        incoming = [(quad.predicate, quad.subject, False) for quad in store.quads_for_pattern(None, None, node)]
        known = [each for each in (*outgoing, *incoming) if self._is_edge(each[0].value)]
        labels = labels_of(store, (term for _, term, _ in known))
        found = {
            Edge(
                predicate=predicate.value,
                predicate_label=self.ontology.label(predicate.value),
                other=term.value if isinstance(term, ox.NamedNode) else "",
                other_label=labels.get(getattr(term, "value", ""), str(getattr(term, "value", term))),
                outgoing=out,
            )
            for predicate, term, out in known
        }
        return tuple(
            sorted(found, key=lambda edge: (not edge.outgoing, edge.predicate_label, edge.other_label, edge.other))
        )
