"""`kg explain`: the sentences behind an entity or an edge, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import QueryError

GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:aldermoor a kg:Company ; rdfs:label "Aldermoor Cables"@en ; kg:cooperatesWith org:brackwater .
org:brackwater a kg:Company ; rdfs:label "Brackwater \\u001B[31m"@en ; kg:cooperatesWith org:aldermoor .
"""
EVIDENCE = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<https://w3id.org/kgbuilder/id/claim/1> a kg:Claim ; kg:subject org:aldermoor ; kg:predicate kg:cooperatesWith ;
    kg:object org:brackwater ; kg:polarity "affirmed" ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/news-1#char=0,34> .
<https://w3id.org/kgbuilder/id/document/news-1#char=0,34> a kg:Passage ; kg:quote "Aldermoor now works with Brackwater"@en ;
    kg:inDocument <https://w3id.org/kgbuilder/id/document/news-1> .
<https://w3id.org/kgbuilder/id/document/news-1> a kg:Document ; kg:fileName "news.txt" .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    (tmp_path / "evidence.ttl").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["explain", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("Aldermoor Cables",),
        ("org:aldermoor",),
        ("aldermoor cables", "cooperatesWith"),
        ("Aldermoor Cables", "cooperates with", "org:brackwater"),
    ],
)
def test_the_sentence_and_its_document_are_shown(folder: Path, arguments: tuple[str, ...]) -> None:
    output = run(folder, *arguments).stdout
    assert "Aldermoor now works with Brackwater" in output
    assert "news.txt" in output


def test_a_name_cannot_send_anything_to_the_terminal(folder: Path) -> None:
    assert "\x1b" not in run(folder, "Aldermoor Cables").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("Aldermore Cables",), "Aldermoor Cables"), (("Aldermoor Cables", "cooperateswit"), "cooperatesWith")],
)
def test_a_name_that_fits_nothing_is_refused_with_what_is_like_it(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run(folder, *arguments)


def test_a_call_without_a_node_ends_with_2(folder: Path) -> None:
    assert run(folder).exit_code == 2
