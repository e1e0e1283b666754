"""Identity scored: pairs and companies of names, what was wrongly merged and what was missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import EvaluationError
from kg.evaluate import IdentityEvaluation, read_identity_gold
from kg.evaluate.identity import NamedMention
from kg.evaluate.identity_gold import IdentityGold


def evaluation(*led: str) -> IdentityEvaluation:
    """Names as `identity node`, the node "-" where there is none."""
    pairs = [each.split() for each in led]
    return IdentityEvaluation(
        tuple(NamedMention("d", f"n{i}", a, b.replace("-", "")) for i, (a, b) in enumerate(pairs))
    )


SCORES = [
    ("all right", ["a 1", "a 1", "b 2"], (1, 1, 1, 1)),
    ("two things in one node", ["a 1", "a 1", "b 1"], (1 / 3, 1, 5 / 9, 1)),
    ("one thing in two nodes", ["a 1", "a 2", "a 2"], (1, 1 / 3, 1, 5 / 9)),
    ("a name that led to none", ["a 1", "a 1", "a -"], (1, 1 / 3, 1, 5 / 9)),
    ("none led anywhere", ["a -", "a -"], (0, 0, 0, 0.5)),
]  # fmt: skip


@pytest.mark.parametrize(("led", "expected"), [each[1:] for each in SCORES], ids=[each[0] for each in SCORES])
def test_scores(led: list[str], expected: tuple[float, ...]) -> None:
    found = evaluation(*led)
    assert (found.pairwise.precision, found.pairwise.recall, *found.b_cubed) == pytest.approx(expected)


def test_names_that_led_to_none_can_be_left_out() -> None:
    found = evaluation("a 1", "a 1", "a -")
    assert (found.found, len(found.mentions)) == (2, 3)
    assert found.scores["pairwise recall of names found"] == 1.0
    assert found.scores["names found"] == pytest.approx(2 / 3)


def test_wrong_and_missed_merges_are_listed_with_their_names() -> None:
    found = evaluation("a 1", "a 1", "b 1", "c 3", "c 4", "d -", "d -", "e -")
    assert [(each.node, len(each.mentions)) for each in found.wrong_merges] == [("1", 3)]
    assert [(each.identity, len(each.mentions)) for each in found.missed_merges] == [("c", 2), ("d", 2)]


def test_a_name_is_found_as_a_whole_and_not_inside_a_longer_one() -> None:
    gold = IdentityGold("d", (("Nova", "nova"), ("Nova Fund", "fund"), ("北风", "north")))
    text = "Nova Fund is not Nova, nor Novartis. 新北风能源"
    assert [(name, text[span.start : span.end]) for name, _, span in gold.spans(text)] == [
        ("Nova Fund", "Nova Fund"),
        ("Nova", "Nova"),
        ("北风", "北风"),
    ]


WRONG = [
    ("[]", "should be a JSON object"),
    ("{}", "should be an object of names"),
    ('{"mentions": {"Nova": 1}}', "should give an identity for 'Nova'"),
    ('{"mentions": {"Nova": "n"}, "metions": {}}', "unknown field 'metions'"),
    ("{", "not JSON"),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_gold_that_is_none_is_refused_with_file_and_reason(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "news.json").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=message) as error:
        read_identity_gold(tmp_path)
    assert "news.json" in str(error.value)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no gold file"):
        read_identity_gold(tmp_path)


def test_gold_is_read_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"mentions": {"Nova": "nova"}}), encoding="utf-8")
    assert [each.name for each in read_identity_gold(tmp_path)] == ["a", "b"]
