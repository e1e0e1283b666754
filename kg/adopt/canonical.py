"""The canonical names of a graph's blank nodes, within a bounded time.

RDFC-1.0 tries all orders of nodes that look alike, and a small graph made for it ("poison") keeps it busy for years; nothing of
it can be stopped from within. So where nodes look alike at first sight, it runs in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import GraphError

SECONDS = 60.0
_SELF, _OTHER = "_:self", "_:other"


def canonical(triples: Iterable[ox.Triple], seconds: float = SECONDS) -> list[ox.Triple]:
    """The triples with canonical blank nodes. Raises `GraphError` where these cannot be told apart in time.

    Source: RDF Dataset Canonicalization, RDFC-1.0, and its section 7 on poison graphs.
    """
    every = list(triples)
    if not _look_alike(every):
        return _canonical(every)
    text = "".join(f"{each} .\n" for each in every).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=text, capture_output=True, timeout=seconds, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise GraphError(
            f"the blank nodes are so much alike that they were not told apart in {seconds:.0f} s; give them IRIs"
        ) from error
    except subprocess.CalledProcessError as error:
        raise GraphError(
            f"the blank nodes cannot be told apart: {error.stderr.decode(errors='replace')[-200:]}"
        ) from error
    return [quad.triple for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)]


def _canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    dataset = ox.Dataset(ox.Quad(each.subject, each.predicate, each.object) for each in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _look_alike(triples: Iterable[ox.Triple]) -> bool:
    """Whether two blank nodes that are joined with others have the same said of them."""
    said: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    joined: set[str] = set()
    for each in triples:
        blank = [term.value for term in (each.subject, each.object) if isinstance(term, ox.BlankNode)]
        if len(blank) > 1:
            joined.update(blank)
        for node in blank:
            subject, object_ = (_as_seen(term, node) for term in (each.subject, each.object))
            said[node].append((subject, each.predicate.value, object_))
    pictures = [tuple(sorted(said[node])) for node in joined]
    return len(set(pictures)) < len(pictures)


def _as_seen(term: object, node: str) -> str:
    if not isinstance(term, ox.BlankNode):
        return str(term)
    return _SELF if term.value == node else _OTHER


if __name__ == "__main__":
    _quads = ox.parse(sys.stdin.buffer.read(), format=ox.RdfFormat.N_TRIPLES)
    sys.stdout.buffer.write("".join(f"{each} .\n" for each in _canonical(quad.triple for quad in _quads)).encode())
