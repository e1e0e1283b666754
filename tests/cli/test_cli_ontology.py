"""`kg ontology`: the ontology as a table and as Turtle."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.ontology import load_ontology

AIRPORT = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Airport a owl:Class ; rdfs:subClassOf kg:Facility ; rdfs:label "airport"@en , "机场"@zh ;
    rdfs:comment "Where aircraft land."@en ; kg:frame "{subject} has a runway"@en .
"""


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["ontology", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def row(output: str, first: str) -> str:
    return next(line for line in output.splitlines() if line.startswith(first + " "))


def test_every_class_and_property_has_a_line() -> None:
    names = {line.split(" ")[0] for line in run().stdout.splitlines()}
    ontology = load_ontology()
    assert {ontology.name(iri) for iri in (*ontology.classes, *ontology.properties)} <= names


def test_a_line_tells_what_the_term_is() -> None:
    output = run().stdout
    assert row(output, "Startup").split()[:4] == ["Startup", "Company", "startup", "初创企业"]
    assert "symmetric, irreflexive" in row(output, "cooperatesWith")
    assert "any of Organization, Place, Person" in row(output, "Agent")


def test_a_file_of_the_user_is_laid_over(tmp_path: Path) -> None:
    extra = tmp_path / "airport.ttl"
    extra.write_text(AIRPORT, encoding="utf-8")
    assert row(run("--ontology", str(extra)).stdout, "Airport").split()[:5] == [
        "Airport",
        "Facility",
        "airport",
        "机场",
        "1",
    ]


def test_turtle_holds_every_triple_and_is_the_same_every_time() -> None:
    first, second = run("--format", "ttl").stdout, run("--format", "ttl").stdout
    assert first == second
    assert len(list(ox.parse(first, format=ox.RdfFormat.TURTLE))) == len(set(load_ontology().triples))
