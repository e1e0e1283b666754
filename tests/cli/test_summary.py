"""The summary of a build: what is counted, and how."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kg.assemble import KnownConflict
from kg.check import ExplainedViolation, Testimony, Violation
from kg.cli.summary import write_summary
from kg.ontology import NAMESPACE, load_ontology
from kg.records import Claim, Evidence, RejectedClaim, Span

GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:aldermoor a kg:Company , kg:Organization ; rdfs:label "Aldermoor Cables"@en ;
    kg:cooperatesWith org:brackwater ; kg:operatesIn place:oslo .
org:brackwater a kg:Startup , kg:Company , kg:Organization ; rdfs:label "Brackwater"@en ; kg:cooperatesWith org:aldermoor .
place:oslo a kg:City , kg:Place ; rdfs:label "Oslo"@en .
"""
ONTOLOGY = load_ontology()


def triples(turtle: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE))


def rejected(reason: str) -> RejectedClaim:
    evidence = Evidence("news-1", Span(0, 4), "text", Span(0, 4))
    return RejectedClaim(Claim("m1", NAMESPACE + "produces", "m2", evidence), reason)


def summary(
    capsys: pytest.CaptureFixture[str],
    violations: Sequence[ExplainedViolation] = (),
    failures: int = 0,
    **changes: object,
) -> str:
    parts: dict[str, object] = {
        "graph": triples(GRAPH),
        "ontology": ONTOLOGY,
        "rejected": (),
        "conflicts": (),
        **changes,
    }
    graph = SimpleNamespace(**parts)
    write_summary(graph, violations, documents=1, failures=failures, out=Path("exports"), seconds=1.25)  # type: ignore[arg-type]
    return capsys.readouterr().out


def test_a_conflict_with_a_graph_that_was_brought_is_told_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    evidence = Evidence("news-1", Span(0, 14), "based in Bergen", Span(0, 14))
    conflict = KnownConflict(
        "https://w3id.org/kgbuilder/id/org/brackwater", NAMESPACE + "headquarteredIn", "Oslo", "Bergen", evidence
    )
    lines = summary(capsys, conflicts=(conflict,)).splitlines()
    at = lines.index("1 conflict with the graph given by --known")
    assert lines[at + 1 : at + 3] == [
        "  Brackwater | headquartered in: it says Oslo, a text says Bergen",
        "    “based in Bergen”",
    ]


def test_it_opens_with_the_size_and_closes_with_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    lines = summary(capsys).splitlines()
    assert lines[0] == "1 document, 3 entities, 2 edges in 1.2 s"
    assert lines[-1] == "open exports/graph.html"


def test_refused_claims_are_counted_and_the_list_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    output = summary(capsys, rejected=(rejected("no quote"), rejected("no quote")))
    assert "2 claims refused, listed in exports/rejected.jsonl" in output
    assert "no quote" in output


def test_a_violation_is_shown_with_its_claim_and_quote(capsys: pytest.CaptureFixture[str]) -> None:
    aldermoor, oslo = "https://w3id.org/kgbuilder/id/org/aldermoor", "https://w3id.org/kgbuilder/id/place/oslo"
    violation = Violation(aldermoor, NAMESPACE + "produces", oslo, "a place cannot be made")
    testimony = Testimony(
        "c", aldermoor, NAMESPACE + "produces", oslo, "Aldermoor\nmakes Oslo", "Aldermoor makes Oslo.", "news-1"
    )
    output = summary(capsys, violations=(ExplainedViolation(violation, (testimony,)),))
    assert "1 violation\n" in output
    assert "Violation: Aldermoor Cables | produces | Oslo: a place cannot be made" in output
    assert "claimed: Aldermoor Cables | produces | Oslo\n    “Aldermoor makes Oslo”" in output


def test_inputs_that_failed_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 input could not be read" in summary(capsys, failures=1)
