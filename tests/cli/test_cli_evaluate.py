"""`kg evaluate`: scores in a table or as JSON, what was missed with its sentence, and floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import EvaluationError

GOLD = {
    "entities": [
        {"name": "Orrin Steel", "type": "Company"},
        {"name": "Pell Robotics", "type": "Company"},
        {"name": "Rossmere", "type": "Place"},
    ],
    "triples": [
        {"s": "Orrin Steel", "p": "cooperatesWith", "o": "Pell Robotics", "evidence": "cooperates with"},
        {"s": "Pell Robotics", "p": "locatedIn", "o": "Rossmere", "evidence": "Pell Robotics in Rossmere"},
    ],
}
GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
org:orrin a kg:Company ; rdfs:label "Orrin Steel" ; kg:cooperatesWith org:pell ; kg:supports org:pell .
org:pell a kg:Company ; rdfs:label "Pell Robotics" ; kg:cooperatesWith org:orrin .
"""
EVIDENCE = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<https://w3id.org/kgbuilder/id/claim/1> a kg:Claim ; kg:subject org:orrin ; kg:predicate kg:supports ; kg:object org:pell ;
    kg:extractor "frame: {a} backs {b}" ; prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/d#char=0,38> .
<https://w3id.org/kgbuilder/id/document/d#char=0,38> a kg:Passage ; kg:quote "Orrin Steel backs and cooperates with " .
"""
TEXT = "Orrin Steel backs and cooperates with Pell Robotics in Rossmere."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for folder in ("gold", "articles", "built"):
        (tmp_path / folder).mkdir()
    for name in ("steel", "other"):
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(GOLD), encoding="utf-8")
        (tmp_path / "articles" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "built" / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    (tmp_path / "built" / "evidence.ttl").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def cells(line: str) -> list[str]:
    return line.rsplit(maxsplit=6)


def test_a_graph_is_scored_by_the_gold_of_its_name(place: Path) -> None:
    lines = run(place / "gold", "--graph", place / "built", "--name", "steel").stdout.splitlines()
    assert cells(lines[0]) == ["precision", "recall", "F1", "right", "wrong", "missed"]
    rows = {cells(line)[0]: cells(line)[1:] for line in lines[2:9]}
    assert rows["entities"] == ["1.0000", "0.6667", "0.8000", "2", "0", "1"]
    assert rows["edges strict"] == ["0.5000", "0.5000", "0.5000", "1", "1", "1"]
    assert "missed: edges strict (1)" in lines
    assert "      “Pell Robotics in Rossmere”" in lines
    assert "  steel: Orrin Steel | supports | Pell Robotics  [frame: {a} backs {b}]" in "\n".join(lines).replace(
        "the gold joins the two by another predicate; ", ""
    )


def test_evidence_beside_a_graph_file_is_read(place: Path) -> None:
    arguments = (place / "gold" / "steel.json", "--graph", place / "built" / "graph.ttl")
    assert "frame: {a} backs {b}" in run(*arguments).stdout
    assert "quotes were not checked" in run(*arguments).stdout
    checked = run(*arguments, "--articles", place / "articles").stdout
    assert "1 of 1 quotes are exactly what the text says" in checked
    assert "“Orrin Steel backs and cooperates with Pell Robotics in Rossmere.”" in checked


def test_articles_are_built_and_scored(place: Path) -> None:
    result = run(place / "gold", "--articles", place / "articles")
    assert (result.exit_code, result.stderr) == (0, "")
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("other ")]
    assert len(row.split()) > 7


def test_one_article_can_be_picked(place: Path) -> None:
    result = run(place / "gold", "--articles", place / "articles", "--name", "steel", "--json")
    assert list(json.loads(result.stdout)["documents"]) == ["steel"]


def test_the_list_of_findings_is_as_long_as_asked(place: Path) -> None:
    arguments = (place / "gold", "--graph", place / "built", "--name", "steel")
    assert "  and 1 more (--misses 1)" in run(*arguments, "--misses", "0").stdout
    assert "more (--misses" not in run(*arguments).stdout


def test_json_has_numbers_and_findings(place: Path) -> None:
    report = json.loads(run(place / "gold", "--graph", place / "built", "--name", "steel", "--json").stdout)
    assert report["scores"]["entities"]["recall"] == 0.6667
    assert [each["what"] for each in report["documents"]["steel"]["misses"]] == [
        "Rossmere (Place)",
        "Pell Robotics | locatedIn | Rossmere",
    ]


def test_a_floor_that_holds_changes_nothing_and_one_that_does_not_is_an_error(place: Path) -> None:
    arguments = (place / "gold", "--graph", place / "built", "--name", "steel")
    assert run(*arguments, "--floor", "edges strict=0.5", "--floor", "entities=0.8").exit_code == 0
    with pytest.raises(EvaluationError, match=r"under the floor: edges strict 0\.5000 < 0\.51"):
        run(*arguments, "--floor", "edges strict=0.51")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("gold",),
        ("gold", "--graph", "built"),
        ("gold", "--graph", "built", "--name", "steel", "--floor", "entities"),
        ("gold", "--graph", "built", "--name", "steel", "--floor", "entities=high"),
        ("gold", "--graph", "built", "--name", "steel", "--misses", "-1"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2(
    arguments: tuple[str, ...], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    assert run(*arguments).exit_code == 2


@pytest.fixture
def identities(tmp_path: Path) -> Path:
    texts = {"one": "Kestrel Motors GmbH grew.", "two": "Kestrel Motors fell. Polder Energy rose."}
    names = {"one": {"Kestrel Motors GmbH": "kestrel"}, "two": {"Kestrel Motors": "other", "Polder Energy": "polder"}}
    for folder in ("gold", "articles"):
        (tmp_path / folder).mkdir()
    for name, text in texts.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps({"mentions": names[name]}), encoding="utf-8")
    return tmp_path


def test_identity_is_scored_over_all_articles_together(identities: Path) -> None:
    result = run("--identity", identities / "gold", "--articles", identities / "articles")
    assert result.exit_code == 0
    assert "wrong merges: one node for several things (1)" in result.stdout
    assert "one: Kestrel Motors GmbH → kestrel" in result.stdout
    found = json.loads(run("--identity", identities / "gold", "--articles", identities / "articles", "--json").stdout)
    assert found["scores"]["pairwise precision"] == 0
    assert [each["node"] for each in found["wrong merges"]] == ["https://w3id.org/kgbuilder/id/org/kestrel-motors"]


def test_identity_has_floors_of_its_own(identities: Path) -> None:
    folders = (identities / "gold", "--articles", identities / "articles")
    with pytest.raises(EvaluationError, match="under the floor: pairwise precision"):
        run("--identity", *folders, "--floor", "pairwise precision=0.9")
    with pytest.raises(EvaluationError, match="no metric is called 'edges strict'"):
        run("--identity", *folders, "--floor", "edges strict=0.9")


def test_identity_needs_articles(identities: Path) -> None:
    assert run("--identity", identities / "gold").exit_code == 2
