"""The sample article: what a reader finds in it, its graph must have (asked by SPARQL)."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.check import check_graph
from kg.graph import KnowledgeGraph
from kg.pipeline import build

ARTICLE = Path(__file__).parents[1] / "data" / "articles" / "seed.txt"


def named(variable: str, *names: str) -> str:
    """The pattern of a thing by any of its names; each part has a variable of its own."""
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"?{variable} rdfs:label|skos:altLabel ?{variable}Name . FILTER(STR(?{variable}Name) IN ({quoted})) "


AZ = named("az", "AstraZeneca")
WUXI_ZONE = ("Wuxi High-tech district", "Wuxi National Hi-tech Zone", "Wuxi High-tech District")
FUND = named("fund", "Wuxi iCampus Fund")

FOUND = {
    # agreements
    "agreement with Jiangsu": AZ + named("x", "Jiangsu") + "?az kg:signedAgreementWith ?x",
    "agreement with Shandong": AZ + named("x", "Shandong") + "?az kg:signedAgreementWith ?x",
    "agreement with Guangdong": AZ + named("x", "Guangdong") + "?az kg:signedAgreementWith ?x",
    "agreement with Taizhou medical high-tech district": AZ + named("x", "Taizhou medical high-tech district") + "?az kg:signedAgreementWith ?x",
    "agreement with the Healthcare Security Administration": AZ
    + named("x", "Healthcare Security Administration of Shandong province", "Healthcare Security Administration of Shandong")
    + "?az kg:signedAgreementWith ?x",
    "agreement with Ji'nan Hi-tech Zone": AZ + named("x", "Ji’nan Hi-tech Zone", "Ji'nan Hi-tech Zone") + "?az kg:signedAgreementWith ?x",
    "agreements are nodes with status signed": AZ + named("x", "Ji’nan Hi-tech Zone", "Ji'nan Hi-tech Zone") + "?a a kg:Agreement ; kg:party ?az , ?x ; kg:status kg:signed",
    "agreements are mutual": AZ + named("x", "Jiangsu") + "?x kg:signedAgreementWith ?az",
    # the five partners in Wuxi
    "partner Wuxi High-tech district": AZ + named("x", *WUXI_ZONE) + "?az kg:signedAgreementWith|kg:cooperatesWith ?x",
    "partner Wuxi Big Data Group": AZ + named("x", "Wuxi Big Data Group") + "?az kg:signedAgreementWith|kg:cooperatesWith ?x",
    "partner LinkDoc": AZ + named("x", "LinkDoc") + "?az kg:signedAgreementWith|kg:cooperatesWith ?x",
    "partner Zhizhong Medical": AZ + named("x", "Zhizhong Medical") + "?az kg:signedAgreementWith|kg:cooperatesWith ?x",
    "partner Wuxi Smart City Health Big Data": AZ + named("x", "Wuxi Smart City Health Big Data") + "?az kg:signedAgreementWith|kg:cooperatesWith ?x",
    # the fund
    "AstraZeneca launched the fund": AZ + FUND + "?fund a kg:Fund . ?az kg:launched ?fund",
    "Wuxi Industrial Development Group launched the fund": FUND + named("x", "Wuxi Industrial Development Group") + "?x kg:launched ?fund",
    "Wuxi National Hi-tech Zone launched the fund": FUND + named("x", *WUXI_ZONE) + "?x kg:launched ?fund",
    "the fund invests in Synapsor": FUND + named("x", "Synapsor") + "?fund kg:investsIn ?x",
    "the fund supports Synapsor": FUND + named("x", "Synapsor") + "?fund kg:supports ?x",
    # the investments
    "$400 million": AZ + "?i a kg:Investment ; kg:investor ?az ; kg:amount 400000000.0 ; kg:currency 'USD'",
    "$400 million in Wuxi": "?i kg:amount 400000000.0 . { ?i kg:place ?p } UNION { ?i kg:target/kg:locatedIn ?p } ?p rdfs:label 'Wuxi'@en",
    "$400 million in November 2023": "?i kg:amount 400000000.0 ; kg:date ?d FILTER(STRSTARTS(STR(?d), '2023-11'))",
    "$400 million for a drug factory": "?i kg:amount 400000000.0 ; kg:target ?t . ?t a kg:Facility ; rdfs:label ?l FILTER(CONTAINS(?l, 'factory'))",
    "$450 million": AZ + "?i a kg:Investment ; kg:investor ?az ; kg:amount 450000000.0 ; kg:currency 'USD'",
    "$450 million in Qingdao Hi-tech Zone": "?i kg:amount 450000000.0 . { ?i kg:place ?p } UNION { ?i kg:target/kg:locatedIn ?p } ?p rdfs:label 'Qingdao Hi-tech Zone'@en",
    "$450 million in March 2023": "?i kg:amount 450000000.0 ; kg:date '2023-03'^^xsd:gYearMonth",
    "$250 million": AZ + "?i a kg:Investment ; kg:investor ?az ; kg:amount 250000000.0 ; kg:currency 'USD'",
    "$250 million in August 2023": "?i kg:amount 250000000.0 ; kg:date '2023-08'^^xsd:gYearMonth",
    "the investments are different nodes": "?a kg:amount 400000000.0 . ?b kg:amount 450000000.0 . ?c kg:amount 250000000.0 FILTER(?a != ?b && ?b != ?c)",
    # the disease areas
    "diabetes": named("x", "diabetes") + "?x a kg:DiseaseArea",
    # the expo
    "the expo": named("x", "China International Import Expo") + "?x a kg:Event",
    "the expo has its acronym": named("x", "China International Import Expo") + "?x skos:altLabel ?short FILTER(STR(?short) = 'CIIE')",
    "AstraZeneca takes part in the expo": AZ + named("x", "China International Import Expo") + "?az kg:participatesIn ?x",
}  # fmt: skip

NOT_YET = {
    "$400 million in November 2023": "“on the same day” counts from a sentence before: no date is given to the investment",
}

# What the article does not say.
ABSENT = {
    "nothing is a company and a government": "?x a kg:Company , kg:GovernmentBody",
    "nothing of the headlines at the end": named("x", "支付宝", "华为", "Hyatt", "Lindblad Expeditions", "小米")
    + "?x ?p ?o",
    "nobody agrees with itself": "?x kg:signedAgreementWith ?x",
    "the expo is no party": named("x", "China International Import Expo", "CIIE") + "?x kg:signedAgreementWith ?y",
    "a turnover is no investment": "?i a kg:Investment ; kg:amount 10000000000.0",
}


@pytest.fixture(scope="module")
def sample(road) -> KnowledgeGraph:
    return build([ARTICLE], tools=road.tools)


def case(name: str):
    marks = [pytest.mark.xfail(strict=True, reason=NOT_YET[name])] if name in NOT_YET else []
    return pytest.param(FOUND[name], id=name, marks=marks)


@pytest.mark.parametrize("pattern", [case(name) for name in FOUND])
def test_the_graph_has_what_the_article_says(pattern: str, sample: KnowledgeGraph) -> None:
    assert sample.query(f"ASK {{ {pattern} }}").answer


@pytest.mark.parametrize("pattern", ABSENT.values(), ids=ABSENT)
def test_the_graph_has_nothing_that_the_article_does_not_say(pattern: str, sample: KnowledgeGraph) -> None:
    assert not sample.query(f"ASK {{ {pattern} }}").answer


def test_astrazeneca_is_one_company_with_its_chinese_name(sample: KnowledgeGraph) -> None:
    rows = sample.query(
        "SELECT DISTINCT ?x { ?x a kg:Company ; rdfs:label|skos:altLabel ?n FILTER(STR(?n) IN ('AstraZeneca', '阿斯利康')) }"
    ).rows
    assert [row[0].value for row in rows] == ["https://w3id.org/kgbuilder/id/org/astrazeneca"]
    assert sample.query(
        "ASK { <https://w3id.org/kgbuilder/id/org/astrazeneca> rdfs:label|skos:altLabel '阿斯利康'@zh }"
    ).answer


def test_every_triple_of_the_turtle_is_read_alike_by_rdflib_and_pyoxigraph(
    sample: KnowledgeGraph, tmp_path: Path
) -> None:
    sample.save(tmp_path, formats=())
    for name, triples in (("graph.ttl", sample.graph), ("evidence.ttl", sample.evidence)):
        read = frozenset(quad.triple for quad in ox.parse(path=str(tmp_path / name), format=ox.RdfFormat.TURTLE))
        assert read == triples
        by_rdflib = rdflib.Graph().parse(tmp_path / name, format="turtle")
        by_pyoxigraph = rdflib.Graph().parse(
            data=ox.serialize(sorted(read, key=str), format=ox.RdfFormat.N_TRIPLES), format="nt"
        )
        assert isomorphic(by_rdflib, by_pyoxigraph)


def test_the_graph_is_what_the_ontology_allows(sample: KnowledgeGraph) -> None:
    assert check_graph(sample.graph, sample.ontology) == ()


def test_every_quote_stands_in_the_article(sample: KnowledgeGraph) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    rows = sample.query("SELECT ?p ?q { ?p a kg:Passage ; kg:quote ?q }").rows
    for passage, quote in rows:
        start, end = map(int, passage.value.rpartition("#char=")[2].split(","))
        assert text[start:end] == quote.value
