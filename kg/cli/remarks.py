"""What `kg build` says on stderr of single inputs: those that could not be read, and those that took long."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli.tables import printable

if TYPE_CHECKING:
    from kg.engines.extraction import SlowDocument
    from kg.records import ReadFailure

SLOW_SHOWN = 5


def name_failures(failures: Sequence[ReadFailure]) -> None:
    """Names what could not be read, and why."""
    for failure in failures:
        sys.stderr.write(f"{printable(failure.name)}: {printable(failure.reason)}\n")


def name_slow(slow: Sequence[SlowDocument]) -> None:
    """Names the documents that took long, the slowest first."""
    for each in sorted(slow, key=lambda document: (-document.seconds, document.name))[:SLOW_SHOWN]:
        sys.stderr.write(f"{printable(each.name)}: read in {each.seconds:.0f} s\n")
    if len(slow) > SLOW_SHOWN:
        sys.stderr.write(f"and {len(slow) - SLOW_SHOWN} more documents took long to read\n")
