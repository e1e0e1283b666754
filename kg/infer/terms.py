"""Between triples and the facts that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.infer.facts import Fact

Node = NamedNode | BlankNode | Literal | Triple


def facts_of(triples: Iterable[Triple]) -> Iterator[Fact]:
    """Triples as facts; equal terms are one text, which is sooner compared and kept once."""
    texts = _Texts()
    return ((texts[triple.subject], texts[triple.predicate], texts[triple.object]) for triple in triples)


class _Texts(dict[Node, str]):
    """Terms that are written once."""

    def __missing__(self, node: Node) -> str:
        self[node] = str(node)
        return self[node]


def triple_of(fact: Fact) -> Triple:
    """The triple that a fact stands for."""
    subject, predicate, target = map(node_of, fact)
    return Triple(subject, predicate, target)  # type: ignore[arg-type]


def triples_of(facts: Iterable[Fact]) -> frozenset[Triple]:
    """The triples that facts stand for."""
    nodes = _Nodes()
    return frozenset([Triple(nodes[first], nodes[second], nodes[third]) for first, second, third in facts])  # type: ignore[arg-type]


class _Nodes(dict[str, Node]):
    """Terms that are made once."""

    def __missing__(self, text: str) -> Node:
        self[text] = node_of(text)
        return self[text]


def node_of(text: str) -> Node:
    """The term that is written so."""
    if text.startswith("<") and not text.startswith("<<"):
        return NamedNode(text[1:-1])
    if text.startswith("_:"):
        return BlankNode(text[2:])
    quad: Quad = next(iter(parse(f"<urn:x> <urn:x> {text} .", format=RdfFormat.N_TRIPLES)))
    return quad.object
