"""Two sets of triples compared; blank nodes are matched by what is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Difference:
    """The triples that only the later and only the earlier of two graphs have, each in one fixed order."""

    added: tuple[ox.Triple, ...]
    removed: tuple[ox.Triple, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def compare(before: Iterable[ox.Triple], after: Iterable[ox.Triple]) -> Difference:
    """What must be added to and removed from the first graph to make it the second.

    Blank nodes have no names that last: both graphs are brought to the canonical names of RDFC-1.0 first, so that a graph
    does not differ from a copy of itself. Where a part with blank nodes differs, other blank nodes may show as changed too.
    """
    earlier, later = _canonical(before), _canonical(after)
    return Difference(tuple(sorted(later - earlier, key=str)), tuple(sorted(earlier - later, key=str)))


def _canonical(triples: Iterable[ox.Triple]) -> frozenset[ox.Triple]:
    every = frozenset(triples)
    if not any(_has_blank_node(each) for each in every):
        return every
    dataset = ox.Dataset(ox.Quad(each.subject, each.predicate, each.object) for each in every)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)


def _has_blank_node(triple: ox.Triple) -> bool:
    return any(
        isinstance(term, ox.BlankNode) or (isinstance(term, ox.Triple) and _has_blank_node(term))
        for term in (triple.subject, triple.object)
    )
