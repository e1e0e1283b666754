"""What is extracted from the project's own gold articles does not get worse: no metric falls under its floor.

The floors are in tests/gold/floors.json, a little under what is reached; whoever makes extraction better raises them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate import Evaluation, Scheme, check_floors, evaluate_articles, read_gold
from kg.evaluate.counts import METRICS
from kg.evaluate.report import QUOTES
from kg.ontology import Ontology

FOLDER = Path(__file__).resolve().parents[1] / "gold"
FLOORS: dict[str, float] = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evaluation(ontology: Ontology, scheme: Scheme) -> Evaluation:
    if not list((FOLDER / "gold").glob("*.json")):
        pytest.skip("tests/gold/gold holds no gold file yet")
    return evaluate_articles(read_gold(FOLDER / "gold", scheme), FOLDER / "articles", ontology, scheme)


def test_every_metric_has_a_floor() -> None:
    assert set(FLOORS) == {*METRICS, QUOTES}


@pytest.mark.parametrize("metric", FLOORS)
def test_no_metric_falls_under_its_floor(metric: str, evaluation: Evaluation) -> None:
    check_floors(evaluation, {metric: FLOORS[metric]})


def test_the_gold_quotes_what_its_texts_say(evaluation: Evaluation) -> None:
    assert {each.name: each.unquoted for each in evaluation.documents if each.unquoted} == {}


def test_every_article_has_its_gold() -> None:
    articles = {path.stem for path in (FOLDER / "articles").glob("*") if not path.name.endswith(".meta.json")}
    assert articles == {path.stem for path in (FOLDER / "gold").glob("*.json")}
