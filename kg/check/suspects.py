"""A quick look at a graph that tells which things in it may be at fault, by shacl-rust."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox
import shacl_rust

from kg.check.violation import Node, text_of

Suspect = tuple[str, Node]


def suspects(triples: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> frozenset[Suspect] | None:
    """The shapes and the things that they may not allow; None where this cannot be told.

    The shapes must be plain SHACL Core. Nothing that pySHACL finds fault with is left out: see tests/check.
    """
    try:
        report = shacl_rust.validate_file(
            io.BytesIO(_lines(triples)),
            io.BytesIO(_lines(shapes)),
            data_format="nt",
            shapes_format="nt",
            experimental_index=True,
        )
    except ValueError:
        # What it cannot read, such as RDF 1.2, is pySHACL's to judge.
        return None
    pairs = {(result["sourceShape"], result["focusNode"]) for result in report["results"]}
    lines = "".join(f"{shape} <urn:of> {focus} .\n" for shape, focus in sorted(pairs))
    found = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return frozenset((text_of(quad.subject), quad.object) for quad in found)


def _lines(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
