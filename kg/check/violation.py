"""What is said of a graph that its ontology or a shape does not allow."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something in a graph that its ontology or a shape does not allow.

    `focus` is the thing at fault, `path` the property concerned and `value` its value ("" where there is none);
    `severity` is `Violation`, `Warning` or `Info`.
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str = "Violation"


def text_of(term: object) -> str:
    """A term as violations name it: an IRI, the text of a literal, the label of a blank node."""
    return str(getattr(term, "value", ""))
