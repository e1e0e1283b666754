"""Violations as lines to read: what is wrong, with what was claimed and in which words."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.cli.tables import printable

if TYPE_CHECKING:
    from kg.check import ExplainedViolation

VIOLATIONS_SHOWN = 10
TESTIMONIES_SHOWN = 2


def write_violations(
    violations: Sequence[ExplainedViolation], names: Mapping[str, str], *, shown: int = VIOLATIONS_SHOWN
) -> None:
    """Writes how many violations there are, and the first of them with the claims behind them, to stdout.

    `names` are what to call things and properties, by IRI; what has no name is told as it is written.
    """
    _line(f"{len(violations)} violation{'' if len(violations) == 1 else 's'}")
    for explained in violations[:shown]:
        violation = explained.violation
        edge = (violation.focus, violation.path, violation.value)
        _line(f"  {violation.severity}: {_named(edge, names)}: {printable(violation.message)}")
        for each in explained.testimonies[:TESTIMONIES_SHOWN]:
            _line(f"    claimed: {_named((each.subject, each.predicate, each.object), names)}")
            _line(f"    “{printable(each.quote)}”")
    if len(violations) > shown:
        _line(f"  and {len(violations) - shown} more")


def _named(edge: tuple[str, str, str], names: Mapping[str, str]) -> str:
    return " | ".join(printable(names.get(part, part)) for part in edge if part)


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
