"""Which triples of a graph are drawn as edges: each fact once, in its most specific form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ontology import Ontology
from kg.publish.page_evidence import Link, PageClaim


@dataclass(frozen=True, slots=True)
class PageEdge:
    """An edge of the picture; `covers` are all the triples that it stands for or that say the same, itself first."""

    source: str
    predicate: str
    target: str
    symmetric: bool
    covers: tuple[Link, ...]


def drawn_edges(
    links: Collection[Link], claims: Mapping[Link, Sequence[PageClaim]], ontology: Ontology
) -> list[PageEdge]:
    """The edges to draw, in a stable order.

    Not drawn for themselves: the other direction of a symmetric edge, inverses, what follows from a more specific
    property between the same two nodes, and transitive closures over more specific properties unless a text states
    them.
    """
    hierarchy = _Hierarchy(ontology)
    edges = []
    for group in _by_pair(links):
        left = list(group)
        while left:
            best = min(left, key=lambda link: _rank(link, claims, hierarchy))
            covers = [link for link in left if hierarchy.follows(link, best)]
            left = [link for link in left if link not in covers]
            if hierarchy.closure(best[1]) and not _stated(best, claims):
                continue
            others = tuple(sorted({*covers, *hierarchy.mirrored(best)} - {best}))
            edges.append(PageEdge(*best, hierarchy.symmetric(best[1]), (best, *others)))
    return sorted(edges, key=lambda edge: (edge.source, edge.target, edge.predicate))


def _by_pair(links: Iterable[Link]) -> list[list[Link]]:
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in sorted(links):
        pairs.setdefault((min(link[0], link[2]), max(link[0], link[2])), []).append(link)
    return [pairs[pair] for pair in sorted(pairs)]


def _stated(link: Link, claims: Mapping[Link, Sequence[PageClaim]]) -> bool:
    return any(not claim.inferred for claim in claims.get(link, ()))


def _rank(
    link: Link, claims: Mapping[Link, Sequence[PageClaim]], hierarchy: _Hierarchy
) -> tuple[int, bool, bool, str, str, str]:
    """The most specific first, then what a text states, then what the ontology writes out, then by name."""
    return (
        -hierarchy.depth(link[1]),
        not _stated(link, claims),
        not hierarchy.written(link[1]),
        link[1],
        link[0],
        link[2],
    )


class _Hierarchy:
    """The property hierarchy of an ontology, read once."""

    def __init__(self, ontology: Ontology) -> None:
        self.properties = ontology.properties
        self.inverses: dict[str, set[str]] = {}
        for iri, definition in ontology.properties.items():
            for other in definition.inverses:
                self.inverses.setdefault(iri, set()).add(other)
                self.inverses.setdefault(other, set()).add(iri)
        self.parents = {parent for each in ontology.properties.values() for parent in each.parents}
        self._above: dict[str, frozenset[str]] = {}

    def above(self, predicate: str) -> frozenset[str]:
        """All properties that a property implies, itself included."""
        if predicate not in self._above:
            found: set[str] = set()
            waiting = [predicate]
            while waiting:
                each = waiting.pop()
                if each not in found:
                    found.add(each)
                    waiting.extend(self.properties[each].parents if each in self.properties else ())
            self._above[predicate] = frozenset(found)
        return self._above[predicate]

    def depth(self, predicate: str) -> int:
        """How specific a property is."""
        return len(self.above(predicate))

    def symmetric(self, predicate: str) -> bool:
        """Whether a property reads the same both ways."""
        return predicate in self.properties and self.properties[predicate].symmetric

    def written(self, predicate: str) -> bool:
        """Whether the ontology wants the property written out."""
        return predicate not in self.properties or self.properties[predicate].materialize

    def closure(self, predicate: str) -> bool:
        """Whether a property is only the transitive closure of more specific ones."""
        definition = self.properties.get(predicate)
        return predicate in self.parents and definition is not None and definition.transitive

    def follows(self, link: Link, from_link: Link) -> bool:
        """Whether a triple says nothing that another one, between the same two nodes, does not imply."""
        above = self.above(from_link[1])
        if link[0] == from_link[0] and link[1] in above:
            return True
        return link[0] == from_link[2] and any(link[1] in self.backwards(each) for each in above)

    def backwards(self, predicate: str) -> set[str]:
        """The properties that say the same from the other end: inverses, and a symmetric property itself."""
        return self.inverses.get(predicate, set()) | ({predicate} if self.symmetric(predicate) else set())

    def mirrored(self, link: Link) -> list[Link]:
        """The triples that say the same from the other end."""
        return [(link[2], predicate, link[0]) for predicate in sorted(self.backwards(link[1]))]
