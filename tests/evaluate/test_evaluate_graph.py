"""One made-up article, its gold and its graph: the numbers, the findings, and the report of them."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import EvaluationError
from kg.evaluate import Evaluation, Scheme, as_json, check_floors, evaluate_articles, evaluate_graph, read_article
from kg.evaluate.gold import parse_gold
from kg.evaluate.run import DocumentEvaluation
from kg.ontology import Ontology
from kg.store.embedded import split

TEXT = (
    "Orrin Steel will invest €2 million in Pell Robotics. Mr. Upwey runs Orrin Steel, which is based in Rossmere.\n\n"
    "Orrin Steel and Selwick Zone signed a pact on training. Toller Bank did not comment.\n"
)
GOLD = {
    "entities": [
        {"name": "Orrin Steel", "type": "Company", "aliases": ["Orrin"]},
        {"name": "Pell Robotics", "type": "Facility"},
        {"name": "Rossmere", "type": "Place"},
        {"name": "Selwick Zone", "type": "Zone"},
        {"name": "Upwey", "type": "Person"},
        {"name": "Toller Bank", "type": "Company", "optional": True},
    ],
    "triples": [
        {"s": "Orrin Steel", "p": "investsIn", "o": "Pell Robotics", "evidence": "Orrin Steel will invest"},
        {"s": "Orrin Steel", "p": "headquarteredIn", "o": "Rossmere", "evidence": "which is based in Rossmere"},
        {"s": "Orrin Steel", "p": "signedAgreementWith", "o": "Selwick Zone", "evidence": "signed a pact on training"},
        {"s": "Orrin Steel", "p": "cooperatesWith", "o": "Selwick Zone", "evidence": "not in the text", "optional": True},
    ],
    "investments": [
        {"investor": ["Orrin Steel"], "target": "Pell Robotics", "amount": 2000000, "currency": "EUR", "evidence": "€2 million"}
    ],
    "agreements": [{"parties": ["Orrin Steel", "Selwick Zone"], "topic": "training", "evidence": "signed a pact"}],
}  # fmt: skip
GRAPH = """\
@prefix kg: <https://w3id.org/kgbuilder/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://example.org/id/> .
:orrin a kg:Company , kg:Organization ; rdfs:label "Orrin Steel"@en ; kg:locatedIn :rossmere ; kg:investsIn :toller ;
    kg:signedAgreementWith :selwick .
:orrin-2 a kg:Company , kg:Organization ; rdfs:label "Orrin"@en .
:pell a kg:Company , kg:Organization ; rdfs:label "Pell Robotics"@en .
:rossmere a kg:City , kg:Place ; rdfs:label "Rossmere"@en .
:selwick a kg:Zone , kg:Place , kg:Organization ; rdfs:label "Selwick Zone"@en ; kg:signedAgreementWith :orrin .
:toller a kg:Company , kg:Organization ; rdfs:label "Toller Bank"@en .
:money a kg:Investment , kg:Occurrence ; kg:investor :toller ; kg:amount 2000000.0 ; kg:currency "EUR" .
:pact a kg:Agreement , kg:Occurrence ; kg:party :orrin , :selwick .

:claim a kg:Claim ; kg:subject :orrin ; kg:predicate kg:investsIn ; kg:object :toller ; kg:confidence 0.9 ;
    kg:polarity "affirmed" ; kg:extractor "frame: {a} invests in {b}" ; prov:wasDerivedFrom <https://example.org/id/d#char=0,24> .
<https://example.org/id/d#char=0,24> a kg:Passage ; kg:quote "Orrin Steel will invest " .
<https://example.org/id/d#char=53,62> a kg:Passage ; kg:quote "Mr Upwey" .
:pell kg:mentionedIn <https://example.org/id/d#char=38,51> .
<https://example.org/id/d#char=38,51> a kg:Passage ; kg:quote "Pell Robotics" .
"""
# right, wrong, missed
EXPECTED = {
    "entities": (4, 1, 1),
    "typed entities": (3, 2, 2),
    "edges strict": (1, 2, 2),
    "edges relaxed": (2, 1, 1),
    "edges pair": (2, 1, 1),
    "investments": (0, 1, 1),
    "agreements": (1, 0, 0),
}


@pytest.fixture(scope="module")
def document(ontology: Ontology, scheme: Scheme) -> DocumentEvaluation:
    sets = split(quad.triple for quad in ox.parse(GRAPH, format=ox.RdfFormat.TURTLE))
    gold = parse_gold(GOLD, "pact", scheme, source="pact.json")
    return evaluate_graph(gold, sets.graph, sets.evidence, ontology, scheme, text=TEXT)


def test_the_numbers(document: DocumentEvaluation) -> None:
    assert {metric: (each.right, each.wrong, each.missed) for metric, each in document.counts.items()} == EXPECTED


def test_misses_stand_in_their_sentence(document: DocumentEvaluation) -> None:
    assert [(each.metric, each.what, each.sentence) for each in document.misses] == [
        ("entities", "Upwey (Person)", "Mr. Upwey runs Orrin Steel, which is based in Rossmere."),
        ("edges strict", "Orrin Steel | investsIn | Pell Robotics", "Orrin Steel will invest"),
        ("edges strict", "Orrin Steel | headquarteredIn | Rossmere", "which is based in Rossmere"),
        ("investments", "Orrin Steel | 2,000,000 EUR | Pell Robotics", "€2 million"),
    ]
    hints = [each.hint for each in document.misses]
    assert [hint[:18] for hint in hints] == ["", "", "the pair was found", "the sum was found,"]


def test_false_alarms_stand_in_their_sentence_with_who_raised_them(document: DocumentEvaluation) -> None:
    first = "Orrin Steel will invest €2 million in Pell Robotics."
    assert [(each.metric, each.what, each.sentence, each.hint) for each in document.false_alarms] == [
        ("entities", "Orrin (Company)", "", "a second node for Orrin Steel"),
        ("typed entities", "Pell Robotics (Company)", first, "should be Facility"),
        ("edges strict", "Orrin Steel | investsIn | Toller Bank", first, "frame: {a} invests in {b}"),
        ("edges strict", "Orrin Steel | locatedIn | Rossmere", "", "the gold joins the two by another predicate"),
        ("investments", "Toller Bank | 2,000,000 EUR | no target", "", ""),
    ]


def test_quotes_are_held_against_the_text(document: DocumentEvaluation) -> None:
    assert document.quotes == 3
    assert document.inexact == ("https://example.org/id/d#char=53,62",)
    assert document.unquoted == ("not in the text",)


def test_the_report_for_programs_is_json(document: DocumentEvaluation) -> None:
    report = json.loads(json.dumps(as_json(Evaluation((document, document)))))
    assert report["scores"]["edges strict"] == {"right": 2, "wrong": 4, "missed": 4, "precision": 0.3333, "recall": 0.3333, "f1": 0.3333}  # fmt: skip
    assert report["quotes"] == {"checked": 6, "exact": 4}
    assert report["documents"]["pact"]["misses"][0]["what"] == "Upwey (Person)"


@pytest.mark.parametrize(
    ("floors", "message"),
    [
        ({}, ""),
        ({"agreements": 1.0, "edges relaxed": 0.66, "quotes": 0.66}, ""),
        ({"edges relaxed": 0.67}, r"under the floor: edges relaxed 0\.6667 < 0\.67"),
        ({"quotes": 1.0, "entities": 0.9}, r"entities 0\.8000 < 0\.9, quotes 0\.6667 < 1"),
        ({"edges": 0.5}, r"no metric is called 'edges'; there are entities, typed entities, edges strict"),
    ],
)
def test_floors_hold(floors: dict[str, float], message: str, document: DocumentEvaluation) -> None:
    if not message:
        check_floors(Evaluation((document,)), floors)
        return
    with pytest.raises(EvaluationError, match=message):
        check_floors(Evaluation((document,)), floors)


def test_nothing_checked_is_under_every_floor() -> None:
    with pytest.raises(EvaluationError, match="quotes"):
        check_floors(Evaluation(), {"quotes": 0.1})


# ---------------------------------------------------------------- articles


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ((), "needs one article pact.txt.*found none"),
        (("pact.meta.json", "pacts.txt"), "found none"),
        (("pact.txt", "pact.html"), r"found both pact\.html and pact\.txt"),
        (("pact.pdf",), r"pact\.pdf: "),
    ],
)
def test_an_article_must_be_there_once_and_readable(files: tuple[str, ...], message: str, tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_article(tmp_path, "pact")


def test_a_missing_folder_of_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no such folder of articles"):
        read_article(tmp_path / "nowhere", "pact")


def test_articles_are_built_alone(tmp_path: Path, ontology: Ontology, scheme: Scheme) -> None:
    (tmp_path / "first.txt").write_text("Orrin Steel is a company based in Oslo.", encoding="utf-8")
    (tmp_path / "second.txt").write_text("Toller Bank is a company based in Lima.", encoding="utf-8")
    golds = [
        parse_gold({"entities": [{"name": name, "type": "Company"}]}, article, scheme, source=article)
        for article, name in (("second", "Toller Bank"), ("first", "Orrin Steel"))
    ]
    stages: list[tuple[str, int, int | None]] = []
    evaluation = evaluate_articles(golds, tmp_path, ontology, scheme, progress=lambda *each: stages.append(each))
    assert [each.name for each in evaluation.documents] == ["first", "second"]
    assert all("Toller" not in each.what for each in evaluation.documents[0].false_alarms)
    assert evaluation.exact == evaluation.quotes > 0
    assert stages == [("evaluating", 1, 2), ("evaluating", 2, 2)]
