"""`kg validate`: what it prints in each form, and the exit code that CI goes by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GraphError

PREFIXES = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
VALID = 'org:heron a kg:Company ; rdfs:label "Heron"@en .\n'
NOT_VALID = VALID + 'place:oslo a kg:City ; rdfs:label "Oslo"@en ; kg:managesFund org:heron .\n'


def run(folder: Path, turtle: str, *options: str) -> Result:
    file = folder / "graph.ttl"
    file.write_text(PREFIXES + turtle, encoding="utf-8")
    return CliRunner().invoke(app, ["validate", str(file), *options], catch_exceptions=False)


def test_a_valid_graph_ends_with_0(tmp_path: Path) -> None:
    result = run(tmp_path, VALID)
    assert (result.exit_code, result.stdout) == (0, "0 violations\n")


def test_a_violation_is_told_and_ends_with_1(tmp_path: Path) -> None:
    result = run(tmp_path, NOT_VALID)
    assert result.exit_code == 1
    assert "Oslo | manages fund" in result.stdout


def test_the_number_shown_is_the_callers(tmp_path: Path) -> None:
    assert run(tmp_path, NOT_VALID, "--most", "0").stdout.splitlines()[1:] == ["  and 2 more"]


def test_turtle_is_a_shacl_report_that_another_parser_reads(tmp_path: Path) -> None:
    result = run(tmp_path, NOT_VALID, "--format", "ttl")
    report = rdflib.Graph().parse(data=result.stdout, format="turtle")
    (node,) = report.subjects(RDF.type, SH.ValidationReport)
    assert report.value(node, SH.conforms).toPython() is False  # type: ignore[union-attr]
    focus = {str(report.value(each, SH.focusNode)) for each in report.objects(node, SH.result)}
    assert focus == {"https://w3id.org/kgbuilder/id/place/oslo"}
    assert run(tmp_path, NOT_VALID, "--format", "ttl").stdout == result.stdout


def test_json_has_the_claims_behind_each(tmp_path: Path) -> None:
    evidence = """
    <urn:claim> a kg:Claim ; kg:subject place:oslo ; kg:predicate kg:managesFund ; kg:object org:heron ;
      <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> org:heron ;
      <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:news#char=0,4> .
    <urn:news#char=0,4> a kg:Passage ; kg:quote "Oslo"@en ; kg:inDocument <urn:news> .
    """
    records = json.loads(run(tmp_path, NOT_VALID + evidence, "--format", "json").stdout)
    assert {record["severity"] for record in records} == {"Violation"}
    assert {claim["quote"] for record in records for claim in record["claims"]} == {"Oslo"}


def test_a_file_that_is_no_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"graph\.ttl:5"):
        run(tmp_path, "this is not turtle")


FOREIGN = """\
{"@context": {"@vocab": "https://schema.org/"}, "@graph": [
  {"@id": "https://example.org/heron", "@type": "Corporation", "name": {"@value": "Heron", "@language": "en"},
   "parentOrganization": {"@id": "https://example.org/heron"}, "location": {"@type": "Place", "name": "Oslo"}}
]}
"""


def test_a_graph_of_another_vocabulary_is_judged_by_what_it_is_mapped_to(tmp_path: Path) -> None:
    file, imported = tmp_path / "foreign.jsonld", tmp_path / "imported"
    file.write_text(FOREIGN, encoding="utf-8")
    assert CliRunner().invoke(app, ["validate", str(file)]).stdout == "0 violations\n"
    CliRunner().invoke(app, ["import", str(file), "--mapping", "schema", "-o", str(imported)], catch_exceptions=False)
    result = CliRunner().invoke(app, ["validate", str(imported)], catch_exceptions=False)
    assert result.exit_code == 1
    assert "nothing can be related to itself by subsidiaryOf" in result.stdout
    assert "Oslo | label | Oslo: a thing needs an rdfs:label, and each label a language tag" in result.stdout
