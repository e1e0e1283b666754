"""Triples as a plain rdflib graph: the form that pySHACL judges rightly."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.assemble.vocabulary import XSD
from kg.errors import GraphError

_STRING = XSD + "string"


def rdflib_graph(triples: Iterable[ox.Triple]) -> Graph:
    """A new rdflib graph of the triples, every literal in the form it was written in.

    It is held in rdflib's own memory store: one backed by Oxigraph tells "x" and "x"^^xsd:string apart, and a validator
    then sees violations that are none.
    """
    graph = Graph()
    for triple in triples:
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))
    return graph


def oxigraph_term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """An rdflib term as pyoxigraph's: of one that `rdflib_term` made, the one it was made of."""
    match node:
        case URIRef():
            return ox.NamedNode(node)
        case BNode():
            return ox.BlankNode(node)
        case Literal() if node.language:
            return ox.Literal(str(node), language=node.language)
        case Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype or _STRING))
    raise TypeError(f"not a term of a graph: {node!r}")


def rdflib_term(term: object) -> Node:
    """A pyoxigraph term as rdflib's. Raises `GraphError` for what RDF 1.1 has not."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value == _STRING:
            return Literal(term.value)
        case ox.Literal():
            return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise GraphError(f"a statement about a statement needs RDF 1.2, which the validator cannot read: {term}")
