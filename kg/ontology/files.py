"""Turtle files of an ontology as triples, and a later file laid over the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology.model import NAMESPACE

RDFS = "http://www.w3.org/2000/01/rdf-schema#"

# What a term has one of: when a user's file states it, the shipped statement gives way.
SINGLE_VALUED = (
    RDFS + "domain",
    RDFS + "range",
    *(
        NAMESPACE + name
        for name in (
            "colour",
            "shape",
            "iriSegment",
            "valueKind",
            "materialize",
            "openVocabulary",
            "described",
            "agentive",
            "usuallyOne",
            "besideLarger",
            "shortForm",
            "minimumRoles",
            "minimumWords",
            "otherwise",
            "smallHead",
            "distinguishedBy",
            "uniqueWithin",
            "evaluatedAs",
            "rank",
        )
    ),
)
SINGLE_VALUED_BY_LANGUAGE = (RDFS + "label", RDFS + "comment")
REPLACES = NAMESPACE + "replaces"


def parse(path: Path, prefixes: dict[str, str]) -> Iterable[ox.Triple]:
    """The triples of a file, whose prefixes are added; raises `OntologyError` with file and line for a broken one."""
    if not path.is_file():
        raise OntologyError(f"{path}: no such ontology file")
    try:
        # Blank nodes are renamed per file, or two files' lists could meet.
        parser = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        triples = [quad.triple for quad in parser]
    except (SyntaxError, ValueError) as error:
        line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise OntologyError(f"{path}{line}: not valid Turtle: {error}") from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error
    prefixes.update(parser.prefixes)
    return triples


def lay_over(base: list[ox.Triple], extra: list[ox.Triple]) -> list[ox.Triple]:
    """The triples of the earlier files that the later one leaves, and its own."""
    replaced = {each.subject for each in extra if _is(each.predicate, REPLACES) and str(text_of(each.object)) == "true"}
    single = {(each.subject, each.predicate) for each in extra if each.predicate.value in SINGLE_VALUED}
    worded = {
        (each.subject, each.predicate, language_of(each.object))
        for each in extra
        if each.predicate.value in SINGLE_VALUED_BY_LANGUAGE
    }
    kept = [
        each
        for each in base
        if each.subject not in replaced
        and (each.subject, each.predicate) not in single
        and (each.subject, each.predicate, language_of(each.object)) not in worded
    ]
    return kept + extra


def _is(node: ox.NamedNode, iri: str) -> bool:
    return node.value == iri


def text_of(node: object) -> str:
    """The text or IRI of a node; "" for a triple."""
    return str(getattr(node, "value", ""))


def language_of(node: object) -> str:
    """The language of a literal; "" for none."""
    return str(getattr(node, "language", None) or "")
