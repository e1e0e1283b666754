"""An evaluation for programs, and the floors it must not fall under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import EvaluationError
from kg.evaluate.counts import Counts
from kg.evaluate.findings import Finding
from kg.evaluate.identity import IdentityEvaluation, NamedMention
from kg.evaluate.run import DocumentEvaluation, Evaluation

QUOTES = "quotes"
_PLACES = 4


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """All numbers and findings as plain values that `json.dumps` takes."""
    return {
        "scores": _scores(evaluation.counts),
        "quotes": {"checked": evaluation.quotes, "exact": evaluation.exact},
        "documents": {each.name: _document(each) for each in evaluation.documents},
    }


def identity_as_json(evaluation: IdentityEvaluation) -> dict[str, object]:
    """All scores of an identity evaluation, and its wrong and missed merges, as plain values that `json.dumps` takes."""
    return {
        "scores": {name: round(score, _PLACES) for name, score in evaluation.scores.items()},
        "wrong merges": [{"node": each.node, "names": _names(each.mentions)} for each in evaluation.wrong_merges],
        "missed merges": [
            {"identity": each.identity, "names": _names(each.mentions)} for each in evaluation.missed_merges
        ],
    }


def _names(mentions: Iterable[NamedMention]) -> list[dict[str, str]]:
    return [
        {"document": each.document, "name": each.name, "identity": each.identity, "node": each.node}
        for each in mentions
    ]


def check_floors(evaluation: Evaluation, floors: Mapping[str, float]) -> None:
    """Raises `EvaluationError` naming each metric whose F1 (share of exact ones for `quotes`) is under its floor."""
    scores = {metric: counts.f1 for metric, counts in evaluation.counts.items()}
    scores[QUOTES] = evaluation.exact / evaluation.quotes if evaluation.quotes else 0.0
    hold_floors(scores, floors)


def hold_floors(scores: Mapping[str, float], floors: Mapping[str, float]) -> None:
    """Raises `EvaluationError` naming each score that is under its floor, or a floor that no score has."""
    unknown = sorted(set(floors) - set(scores))
    if unknown:
        raise EvaluationError(f"no metric is called {unknown[0]!r}; there are {', '.join(scores)}")
    under = [
        f"{metric} {scores[metric]:.{_PLACES}f} < {floor:g}"
        for metric, floor in sorted(floors.items())
        if scores[metric] < floor
    ]
    if under:
        raise EvaluationError(f"under the floor: {', '.join(under)}")


def _document(document: DocumentEvaluation) -> dict[str, object]:
    return {
        "scores": _scores(document.counts),
        "quotes": {"checked": document.quotes, "exact": document.quotes - len(document.inexact)},
        "inexact quotes": list(document.inexact),
        "gold quotes not in the text": list(document.unquoted),
        "misses": _findings(document.misses),
        "false alarms": _findings(document.false_alarms),
    }


def _scores(counts: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        metric: {
            "right": each.right,
            "wrong": each.wrong,
            "missed": each.missed,
            "precision": round(each.precision, _PLACES),
            "recall": round(each.recall, _PLACES),
            "f1": round(each.f1, _PLACES),
        }
        for metric, each in counts.items()
    }


def _findings(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [
        {"metric": each.metric, "what": each.what, "sentence": each.sentence, "hint": each.hint} for each in findings
    ]
