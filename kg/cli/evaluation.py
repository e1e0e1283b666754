"""What `kg evaluate` prints: the scores, and what was missed or is a false alarm, grouped by kind."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.cli.tables import printable, write_table

if TYPE_CHECKING:
    from kg.evaluate import Evaluation
    from kg.evaluate.counts import Counts
    from kg.evaluate.findings import Finding

_PLACES = 4
_HEADER = ("", "precision", "recall", "F1", "right", "wrong", "missed")


def write_evaluation(evaluation: Evaluation, shown: int) -> None:
    """Writes an evaluation to stdout, of the misses and false alarms at most so many of each kind."""
    counts = evaluation.counts
    write_table(_HEADER, [_row(metric, each) for metric, each in counts.items()], right=frozenset(range(1, 7)))
    _line()
    if evaluation.quotes:
        _line(f"{evaluation.exact} of {evaluation.quotes} quotes are exactly what the text says")
    else:
        _line("quotes were not checked: the text is not at hand (--articles DIR)")
    if len(evaluation.documents) > 1:
        _line()
        _line("precision, recall and F1 in percent, by document")
        rows = [(each.name, *(_percents(each.counts[metric]) for metric in counts)) for each in evaluation.documents]
        write_table(("document", *map(_short, counts)), rows, right=frozenset(range(1, len(counts) + 1)))
    for document in evaluation.documents:
        for iri in document.inexact:
            _line(f"{document.name}: an inexact quote: {iri}")
        for quote in document.unquoted:
            _line(f"{document.name}: the gold quotes what the text does not say: “{printable(quote)}”")
    for metric in counts:
        _write_findings(f"missed: {metric}", list(_of(metric, evaluation, missed=True)), shown)
        _write_findings(f"false alarms: {metric}", list(_of(metric, evaluation, missed=False)), shown)


def _of(metric: str, evaluation: Evaluation, *, missed: bool) -> Iterator[tuple[str, Finding]]:
    for document in evaluation.documents:
        for finding in document.misses if missed else document.false_alarms:
            if finding.metric == metric:
                yield document.name, finding


def _write_findings(heading: str, findings: Sequence[tuple[str, Finding]], shown: int) -> None:
    if not findings:
        return
    _line()
    _line(f"{heading} ({len(findings)})")
    for name, finding in findings[:shown]:
        hint = f"  [{printable(finding.hint)}]" if finding.hint else ""
        _line(f"  {name}: {printable(finding.what)}{hint}")
        if finding.sentence:
            _line(f"      “{printable(finding.sentence)}”")
    if len(findings) > shown:
        _line(f"  and {len(findings) - shown} more (--misses {len(findings)})")


def _row(metric: str, counts: Counts) -> tuple[str, ...]:
    shares = (f"{share:.{_PLACES}f}" for share in (counts.precision, counts.recall, counts.f1))
    return (metric, *shares, str(counts.right), str(counts.wrong), str(counts.missed))


def _short(metric: str) -> str:
    """A metric as the head of a narrow column."""
    return metric.removesuffix(" entities").removeprefix("edges ")


def _percents(counts: Counts) -> str:
    """The three shares; nothing where there was nothing to find and nothing was found."""
    if not (counts.right or counts.wrong or counts.missed):
        return "-"
    return " ".join(f"{100 * share:.0f}" for share in (counts.precision, counts.recall, counts.f1))


def _line(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
