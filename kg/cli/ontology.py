"""`kg ontology`: the classes and properties, as a table to read or as Turtle to load."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer

from kg.cli.tables import write_table
from kg.ontology import Ontology, PropertyDefinition, load_ontology

OntologyFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology",
        metavar="FILE",
        help="A Turtle file that extends or replaces parts of the shipped ontology; may be given several times.",
    ),
]


class OntologyFormat(StrEnum):
    """How the ontology is printed."""

    TABLE = "table"
    TTL = "ttl"


def ontology_command(
    ontology: OntologyFiles = None,
    output_format: Annotated[
        OntologyFormat, typer.Option("--format", help="A table, or Turtle.")
    ] = OntologyFormat.TABLE,
) -> None:
    """Print the ontology: its classes and properties.

    `frames` is the number of example sentences that teach a class or property to be found in text.
    """
    loaded = load_ontology(ontology or ())
    if output_format is OntologyFormat.TTL:
        sys.stdout.write(_turtle(loaded))
        return
    write_table(("class", "under", "label", "标签", "frames", "meaning"), _class_rows(loaded), right=frozenset({4}))
    sys.stdout.write("\n")
    header = ("property", "from", "to", "traits", "label", "标签", "frames", "meaning")
    write_table(header, _property_rows(loaded), right=frozenset({6}))


def _class_rows(ontology: Ontology) -> list[tuple[str, ...]]:
    return [
        (
            ontology.name(iri),
            ", ".join(ontology.name(parent) for parent in each.parents if parent in ontology.classes)
            or _union(ontology, each.union),
            each.labels.get("en", ""),
            each.labels.get("zh", ""),
            str(len(each.frames) or ""),
            each.comment,
        )
        for iri, each in ontology.classes.items()
    ]


def _union(ontology: Ontology, members: tuple[str, ...]) -> str:
    return "any of " + ", ".join(map(ontology.name, members)) if members else ""


def _property_rows(ontology: Ontology) -> list[tuple[str, ...]]:
    return [
        (
            ontology.name(iri),
            ontology.name(each.domain),
            ontology.name(each.range),
            ", ".join(_traits(each)),
            each.labels.get("en", ""),
            each.labels.get("zh", ""),
            str(len(each.frames) or ""),
            each.comment,
        )
        for iri, each in ontology.properties.items()
        # The twins of other vocabularies that are declared for other tools only say nothing to a reader.
        if each.labels or each.comment
    ]


def _traits(definition: PropertyDefinition) -> list[str]:
    return [name for name in ("symmetric", "transitive", "irreflexive", "functional") if getattr(definition, name)]


def _turtle(ontology: Ontology) -> str:
    """The ontology's triples in one order whatever names the parser gave to blank nodes."""
    dataset = ox.Dataset(ox.Quad(*triple) for triple in ontology.triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in dataset), key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(ontology.prefixes))
    return (turtle or b"").decode("utf-8")
