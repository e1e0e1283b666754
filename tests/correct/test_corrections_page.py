"""docs/corrections.md: every example in it is valid and does what is said, on the articles that stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.correct.load import parse_corrections
from kg.ontology import Ontology

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
ENERGY, BANK = re.findall(r"`(?:energy|bank)\.txt`:\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_page_has_an_effect(example: str, road, ontology: Ontology) -> None:
    from kg.pipeline import build_from_documents

    documents = [road.document(text, name=name) for name, text in (("energy.txt", ENERGY), ("bank.txt", BANK))]
    corrections = parse_corrections(example, ontology)
    plain = build_from_documents(documents, tools=road.tools)
    corrected = build_from_documents(documents, tools=road.tools, corrections=corrections)
    assert corrected.stale == ()
    changed = (corrected.graph, corrected.evidence) != (plain.graph, plain.evidence)
    assert changed != example.startswith("- distinct")


def test_all_kinds_have_an_example(ontology: Ontology) -> None:
    kinds = {type(each).__name__ for example in EXAMPLES for each in parse_corrections(example, ontology)}
    assert kinds == {
        "Accept", "Add", "AddOccurrence", "Distinct", "Merge", "Pin", "Reject", "Rename", "Retype", "Split",
    }  # fmt: skip
