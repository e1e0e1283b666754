"""Gold files are read into records, and what is wrong in one is told with its place and a remedy."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.errors import EvaluationError
from kg.evaluate import Scheme, read_gold
from kg.evaluate.gold import AGREEMENT, EDGE, ENTITY, INVESTMENT, GoldEdge, GoldEntity, GoldSum, parse_gold

GOLD: dict[str, Any] = {
    "doc": "harbour",
    "entities": [
        {"name": "Tessaro", "type": "Company", "type_alt": ["Fund"], "aliases": ["Tessaro SpA", "the firm"]},
        {"name": "Tessaro crane works", "type": "Facility", "descriptive": True, "optional": True},
        {"name": "Bari", "type": "Place"},
    ],
    "triples": [
        {
            "s": "Tessaro",
            "p": "establishes",
            "o": "Tessaro crane works",
            "p_alt": ["launched"],
            "evidence": "will build",
        },
        {"s": "Tessaro crane works", "p": "locatedIn", "o": "Bari", "s_alt": ["Tessaro"], "optional": True},
    ],
    "investments": [
        {
            "investor": "Tessaro",
            "target": "a crane works",
            "amount": 1500000.5,
            "currency": "EUR",
            "also": [{"amount": 2000000, "currency": "USD"}],
        },
        {"investor": [], "target": None, "amount": None, "currency": None},
    ],
    "agreements": [{"parties": ["Tessaro", "Bari"], "topic": "cranes", "date": None, "evidence": "signed"}],
}


def write(folder: Path, values: object, name: str = "harbour") -> Path:
    path = folder / f"{name}.json"
    path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
    return path


def changed(place: list[str | int], value: object) -> dict[str, Any]:
    """The gold with one value put in, or taken out where it is None."""
    copy: Any = json.loads(json.dumps(GOLD))
    inside = copy
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    return dict(copy)


def test_a_file_is_read_into_records(tmp_path: Path, scheme: Scheme) -> None:
    (gold,) = read_gold(write(tmp_path, GOLD), scheme)
    assert gold.name == "harbour"
    assert gold.entities[0] == GoldEntity("Tessaro", "Company", ("Fund",), ("Tessaro SpA", "the firm"))
    assert (gold.entities[1].descriptive, gold.entities[1].optional, gold.entities[2].optional) == (True, True, False)
    assert gold.edges[0] == GoldEdge(
        ("Tessaro",), "establishes", ("Tessaro crane works",), ("launched",), False, "will build"
    )
    assert gold.edges[1].subjects == ("Tessaro crane works", "Tessaro")
    assert gold.investments[0].sums == (GoldSum(Decimal("1500000.5"), "EUR"), GoldSum(Decimal(2000000), "USD"))
    assert (gold.investments[0].investors, gold.investments[1].sums) == (("Tessaro",), (GoldSum(),))
    assert gold.agreements[0].parties == ("Tessaro", "Bari")
    assert gold.quotes == ("will build", "signed")


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path, scheme: Scheme) -> None:
    for name in ("second", "first"):
        write(tmp_path, {"entities": []}, name)
    assert [gold.name for gold in read_gold(tmp_path, scheme)] == ["first", "second"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ("[", r"harbour\.json: not JSON"),
        ([], r"harbour\.json: should be a JSON object"),
        (changed(["doc"], "port"), r"'doc' is 'port' where the file is called harbour"),
        (changed(["tripels"], []), r"unknown field 'tripels'; did you mean 'triples'\?"),
        (changed(["entities"], {}), r"'entities' should be a list"),
        (changed(["entities", 0], "Tessaro"), r"entities\[0\]: should be a JSON object"),
        (changed(["entities", 0, "name"], " "), r"entities\[0\]: 'name' should be a text"),
        (changed(["entities", 1, "type"], None), r"entities\[1\]: 'type' should be a text, is missing"),
        (changed(["entities", 0, "type_alt"], [["Fund"]]), r"entities\[0\]: 'type_alt' should be a list of texts"),
        (changed(["entities", 2, "name"], "Tessaro"), r"two entities are called 'Tessaro'"),
        (changed(["entities", 0, "aliases"], [1]), r"entities\[0\]: 'aliases' should be a list of texts"),
        (changed(["entities", 0, "optional"], "yes"), r"entities\[0\]: 'optional' should be true or false"),
        (changed(["entities", 0, "optinal"], True), r"entities\[0\]: unknown field 'optinal'; did you mean 'optional'\?"),
        (changed(["triples", 0, "o"], "Brindisi"), r"triples\[0\]: 'o' is 'Brindisi', the name of no entity"),
        (changed(["triples", 0, "p"], "operatesIn"), r"triples\[0\]: 'p' is 'operatesIn', no predicate that is scored"),
        (changed(["triples", 1, "o_alt"], ["Barri"]), r"triples\[1\]: 'o_alt' is 'Barri'.*did you mean 'Bari'\?"),
        (changed(["investments", 0, "amount"], "1.5m"), r"investments\[0\]: 'amount' should be a plain number"),
        (changed(["investments", 0, "also", 0, "amount"], True), r"investments\[0\]\.also\[0\]: 'amount' should be a plain"),
        (changed(["agreements", 0, "parties"], ["Tesaro"]), r"agreements\[0\]: 'parties' is 'Tesaro'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(values: object, message: str, tmp_path: Path, scheme: Scheme) -> None:
    with pytest.raises(EvaluationError, match=message):
        read_gold(write(tmp_path, values), scheme)


def test_missing_gold_is_told(tmp_path: Path, scheme: Scheme) -> None:
    with pytest.raises(EvaluationError, match="no such gold file or folder"):
        read_gold(tmp_path / "nothing.json", scheme)
    with pytest.raises(EvaluationError, match="holds no gold file"):
        read_gold(tmp_path, scheme)


def test_the_example_in_the_docs_is_gold(scheme: Scheme) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "evaluate.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    gold = parse_gold(example, "plant", scheme, source="docs/evaluate.md")
    assert (len(gold.entities), len(gold.edges), len(gold.investments), len(gold.agreements)) == (5, 3, 1, 1)


def test_the_docs_name_every_field() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "evaluate.md").read_text(encoding="utf-8")
    known = ENTITY | EDGE | INVESTMENT | AGREEMENT
    assert {field for field in known if f"`{field}`" not in page} == set()
