"""Named queries: those that ship all work, parameters are terms and never text, mistakes are explained."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ask.named import ANY, REQUIRED, NamedQuery, Parameter, load_queries, read_query, run_named, substitute
from kg.ask.query import display_rows
from kg.errors import QueryError
from kg.ontology import load_ontology

TURTLE = """
@prefix claim: <https://w3id.org/kgbuilder/id/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix document: <https://w3id.org/kgbuilder/id/document/> .
@prefix investment: <https://w3id.org/kgbuilder/id/investment/> .
@prefix agreement: <https://w3id.org/kgbuilder/id/agreement/> .
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix org: <https://w3id.org/kgbuilder/id/org/> .
@prefix place: <https://w3id.org/kgbuilder/id/place/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
org:harbourline a kg:Company , kg:Organization ; rdfs:label "Harbourline"@en ; skos:altLabel "港线"@zh ;
    kg:signedAgreementWith org:silverfen ; kg:investsIn org:reedfund ; kg:focusesOn <https://w3id.org/kgbuilder/id/disease/gout> .
org:silverfen a kg:Company ; rdfs:label "Silverfen"@en ; kg:signedAgreementWith org:harbourline .
org:reedfund a kg:Fund ; rdfs:label "Reed Fund"@en ; kg:within place:turku ; kg:investsIn org:silverfen .
<https://w3id.org/kgbuilder/id/disease/gout> a kg:DiseaseArea ; rdfs:label "gout"@en .
place:turku a kg:City ; rdfs:label "Turku"@en ; kg:within place:finland . place:finland a kg:Country ; rdfs:label "Finland"@en .
agreement:one a kg:Agreement ; rdfs:label "one"@en ; kg:party org:harbourline , org:silverfen ; kg:topic "ferries"@en ; kg:date "2021-05"^^xsd:gYearMonth .
investment:total a kg:Investment ; rdfs:label "total"@en ; kg:investor org:harbourline ; kg:amount 30.0 ; kg:currency "EUR" ; kg:place place:turku ;
    kg:status kg:planned ; kg:date "2020"^^xsd:gYear ; kg:includes investment:part .
investment:part a kg:Investment ; rdfs:label "part"@en ; kg:investor org:harbourline ; kg:target org:reedfund ; kg:amount 10.0 ; kg:currency "EUR" ; kg:place place:turku .
claim:a a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:investsIn ; kg:object org:reedfund ; kg:status kg:signed ; kg:polarity "affirmed" ;
    prov:wasDerivedFrom <https://w3id.org/kgbuilder/id/document/d#char=0,5> .
claim:b a kg:Claim ; kg:subject org:harbourline ; kg:predicate kg:investsIn ; kg:object org:silverfen ; kg:polarity "negated" .
<https://w3id.org/kgbuilder/id/document/d#char=0,5> a kg:Passage ; kg:inDocument document:d ; kg:quote "Reeds"@en .
document:d a kg:Document ; dcterms:title "Of reeds" .
"""

ONTOLOGY = load_ontology()


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(TURTLE, format=ox.RdfFormat.TURTLE)
    return made


def rows(store: ox.Store, name: str, **arguments: str) -> list[list[str]]:
    return display_rows(run_named(store, load_queries()[name], arguments, ONTOLOGY))[1:]


@pytest.mark.parametrize(
    ("name", "arguments", "first_row"),
    [
        ("agreements", {}, ["one", "Harbourline", "ferries", "2021-05", "", ""]),
        ("agreements-of", {"entity": "silverfen"}, ["Harbourline", "one", "ferries", "2021-05", ""]),
        ("connections", {"first": "Silverfen", "second": "Reed Fund"}, ["", "kg:investsIn", ""]),
        ("disease-areas", {}, ["gout", "kg:focusesOn", "Harbourline"]),
        ("documents", {}, ["document:d", "Of reeds", "", "", "1"]),
        ("edges-by-status", {}, ["kg:signed", "Harbourline", "kg:investsIn", "Reed Fund"]),
        ("edges-by-status", {"status": "已签署"}, ["kg:signed", "Harbourline", "kg:investsIn", "Reed Fund"]),
        ("entities", {"class": "kg:Fund"}, ["Reed Fund", "Reed Fund", ""]),
        (
            "evidence-for",
            {"entity": "港线"},
            ["Harbourline", "kg:investsIn", "Reed Fund", "affirmed", "kg:signed", "", "Reeds", "document:d"],
        ),
        ("fund-portfolio", {}, ["Reed Fund", "kg:investsIn", "Harbourline"]),
        (
            "investments",
            {"minimum": "20"},
            ["total", "Harbourline", "", "30", "EUR", "", "2020", "Turku", "kg:planned"],
        ),
        ("investments-by-place", {}, ["Turku", "EUR", "2", "40"]),
        ("neighbours", {"entity": "org:reedfund"}, ["part", "kg:target", "Reed Fund"]),
        ("not-affirmed", {}, ["negated", "Harbourline", "kg:investsIn", "Silverfen", ""]),
        ("timeline", {}, ["2020", "total", "kg:planned"]),
        ("top-entities", {"limit": "1"}, ["Harbourline", "7"]),
        ("totals-by-currency", {}, ["EUR", "1", "30"]),
        ("who-invests-in", {"place": "FINLAND"}, ["Harbourline", "", "total", "30", "EUR", "kg:planned"]),
    ],
)
def test_shipped_queries(store: ox.Store, name: str, arguments: dict[str, str], first_row: list[str]) -> None:
    assert first_row in rows(store, name, **arguments)


def test_every_shipped_query_is_described() -> None:
    queries = load_queries()
    assert len(queries) >= 10
    for query in queries.values():
        assert query.title and query.title != query.name
        assert query.description.endswith(".")
        assert all(parameter.description for parameter in query.parameters)


def test_a_closed_parameter_narrows_and_an_open_one_does_not(store: ox.Store) -> None:
    assert rows(store, "edges-by-status", status="completed") == []
    assert rows(store, "edges-by-status", status=ANY) == rows(store, "edges-by-status")


@pytest.mark.parametrize(
    ("name", "arguments", "found"),
    [
        ("investments", {}, {"total", "part"}),
        ("investments", {"since": "2020"}, {"total"}),
        ("investments", {"since": "2020-01"}, set()),
        ("investments-by-place", {"since": "2019-12-31"}, {"Turku"}),
        ("investments-by-place", {"since": "2021"}, set()),
        ("agreements", {"since": "2021-05"}, {"one"}),
        ("agreements", {"since": "2021-05-02"}, set()),
        ("timeline", {"since": "2020", "until": "2020"}, {"2020"}),
        ("timeline", {"since": "2021", "until": "2021"}, {"2021-05"}),
        ("timeline", {"until": "2021-04"}, {"2020"}),
    ],
)
def test_dates_narrow_what_is_dated(store: ox.Store, name: str, arguments: dict[str, str], found: set[str]) -> None:
    assert {row[0] for row in rows(store, name, **arguments)} == found


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("evidence-for", {}, r"evidence-for needs entity \(node\): The thing"),
        ("evidence-for", {"entity": "Harborline"}, "did you mean 'Harbourline'"),
        ("evidence-for", {"entity": ANY}, "cannot be left open"),
        ("evidence-for", {"entity": "Turku", "colour": "red"}, "no parameter colour; its parameters: entity"),
        ("top-entities", {"limit": "1 } DROP"}, "not of type integer"),
        ("investments", {"minimum": "much"}, "not of type decimal"),
        ("entities", {"class": "Compny"}, "no class 'Compny'; did you mean 'Company'"),
        ("edges-by-status", {"status": "sigend"}, "no status 'sigend'; did you mean 'signed'"),
    ],
)
def test_bad_arguments_are_explained(store: ox.Store, name: str, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        rows(store, name, **arguments)


# ---------------------------------------------------------------- files


def written(folder: Path, text: str, name: str = "mine.rq") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_headers_are_read(tmp_path: Path) -> None:
    query = read_query(
        written(
            tmp_path,
            "# title: Mine\n# a remark\n# description: What I\n# description: ask.\n"
            '# param: text string "a b" Some text\n# param: who node - Somebody\nASK { $who rdfs:label $text }\n# title: not this\n',
        )
    )
    assert (query.name, query.title, query.description) == ("mine", "Mine", "What I ask.")
    assert [(each.name, each.type, each.default) for each in query.parameters] == [
        ("text", "string", "a b"),
        ("who", "node", REQUIRED),
    ]


def test_a_users_folder_adds_and_replaces(tmp_path: Path) -> None:
    written(tmp_path, "# title: Other\nASK {}", "timeline.rq")
    written(tmp_path, "ASK {}", "own.rq")
    queries = load_queries([tmp_path])
    assert queries["timeline"].title == "Other"
    assert queries["own"].title == "own"
    assert "agreements" in queries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# param: x\nASK {}", "is written `# param: name type default description`"),
        ("# param: x number - What\nASK { ?a ?b $x }", "unknown type 'number'; choose from node"),
        ("# param: x node - What\nASK {}", "both declared and used as .name: x"),
        ("# example: y 1\nASK {}", "the example is for y, which is no parameter"),
        ("ASK { ?a ?b $y }", "both declared and used as .name: y"),
    ],
)
def test_wrong_files_are_explained(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_query(written(tmp_path, text))


def test_missing_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder"):
        load_queries([tmp_path / "none"])


def test_only_placeholders_are_replaced() -> None:
    sparql = 'ASK { $x <urn:$x> "$x" , \'$x\' , """a "$x" """ . ?x $xy $x } # $x'
    assert substitute(sparql, {"x": "<urn:1>"}) == (
        'ASK { <urn:1> <urn:$x> "$x" , \'$x\' , """a "$x" """ . ?x $xy <urn:1> } # $x'
    )


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
    | st.sampled_from(['" } DROP', "\\", '"""', "$text", "\n#"])
)
def test_a_text_stays_one_text(text: str) -> None:
    if text in (ANY, REQUIRED):
        return
    parameter = Parameter("text", "string", REQUIRED, "A text")
    query = NamedQuery("same", "Same", "", (parameter,), "SELECT ($text AS ?same) {}")
    result = run_named(ox.Store(), query, {"text": text}, ONTOLOGY)
    assert [str(term.value) for row in result.rows for term in row if isinstance(term, ox.Literal)] == [text]
