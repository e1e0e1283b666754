"""`kg query`: SPARQL and named queries over a folder or a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.ask.named import load_queries
from kg.cli import app
from kg.errors import GraphError, QueryError

GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:aldermoor a kg:Company ; rdfs:label "Aldermoor Cables"@en ; kg:cooperatesWith org:brackwater .
org:brackwater a kg:Company ; rdfs:label "Brackwater"@en ; kg:cooperatesWith org:aldermoor .
"""
NAMES = "SELECT ?company ?name WHERE { ?company a kg:Company ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["query", *map(str, arguments)], input=stdin, catch_exceptions=False)


def test_an_answer_is_a_table_with_labels_for_things(graph: Path) -> None:
    lines = run(graph, NAMES).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == ["Aldermoor Cables", "Brackwater"]


def test_a_folder_is_asked_like_its_file(graph: Path) -> None:
    assert run(graph.parent, NAMES).stdout == run(graph, NAMES).stdout


@pytest.mark.parametrize(
    ("form", "query", "expected"),
    [
        ("csv", NAMES, "company,name\nhttps://w3id.org/kgbuilder/id/org/aldermoor,Aldermoor Cables\n"),
        ("tsv", NAMES, '?company\t?name\n<https://w3id.org/kgbuilder/id/org/aldermoor>\t"Aldermoor Cables"@en\n'),
        ("ttl", "CONSTRUCT WHERE { ?a kg:cooperatesWith ?b }", "org:aldermoor kg:cooperatesWith org:brackwater"),
        ("json", "ASK { org:aldermoor kg:cooperatesWith org:brackwater }", '"boolean": true'),
    ],
)
def test_an_answer_can_be_had_for_programs(graph: Path, form: str, query: str, expected: str) -> None:
    assert expected in run(graph, query, "--format", form).stdout


def test_json_is_the_standard_one(graph: Path) -> None:
    document = json.loads(run(graph, NAMES, "--format", "json").stdout)
    assert [row["name"]["value"] for row in document["results"]["bindings"]] == ["Aldermoor Cables", "Brackwater"]


def test_the_query_can_come_from_a_file_or_stdin(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.rq"
    file.write_text(NAMES, encoding="utf-8")
    assert run(graph, "-f", file).stdout == run(graph, "-f", "-", stdin=NAMES).stdout == run(graph, NAMES).stdout


def test_the_named_queries_are_listed_and_run(graph: Path) -> None:
    listed = run("--list").stdout
    for name, query in load_queries().items():
        assert f"{name} " in listed
        if all(parameter.default != "-" for parameter in query.parameters):
            assert run(graph, name).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("entities", "--class", "Company"),
        ("entities", "--class=Company"),
        ("--class", "Company", "entities", "--format", "table"),
        ("entities", "--param", "class=Company"),
    ],
)
def test_a_named_querys_parameters_are_options(graph: Path, arguments: tuple[str, ...]) -> None:
    lines = run(graph, *arguments).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == ["Aldermoor Cables", "Brackwater"]


@pytest.mark.parametrize("name", load_queries())
@pytest.mark.parametrize("wish", ["--help", "-h"])
def test_every_named_query_has_help_of_its_own(name: str, wish: str) -> None:
    result = run(name, wish)
    query = load_queries()[name]
    assert result.exit_code == 0
    assert query.description in result.stdout
    assert all(f"--{parameter.name} " in result.stdout for parameter in query.parameters)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("entities", "--colour", "red"), "entities has no such option; its own options: --class"),
        (("entities", "--class"), "a value is missing"),
        (("timeline", "--formt", "csv"), "its own options: --since, --until"),
        ((NAMES, "--since", "2023"), "No such option"),
        (("nonesuch", "--since", "2023"), "No such option"),
    ],
)
def test_an_unknown_option_is_told_with_those_there_are(graph: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(graph, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("nonesuch",), QueryError, "nonesuch"),
        (("SELECT ?x WHERE {",), QueryError, "not valid SPARQL"),
        ((NAMES, "--param", "place=Nowhere"), QueryError, "named queries"),
        (("-f", "missing.rq"), QueryError, "missing.rq"),
    ],
)
def test_a_wrong_question_is_refused_with_a_reason(
    graph: Path, arguments: tuple[str, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        run(graph, *arguments)


def test_a_missing_graph_is_named() -> None:
    with pytest.raises(GraphError, match=r"nowhere\.ttl"):
        run("nowhere.ttl", NAMES)


@pytest.mark.parametrize(
    "arguments", [(), ("graph.ttl",), ("graph.ttl", NAMES, "-f", "x.rq"), ("graph.ttl", "x", "--param", "y")]
)
def test_a_call_that_makes_no_sense_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
