"""What `kg evaluate --identity` prints: the scores, then the nodes that hold several things and the things in several nodes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.progress import progress_bar
from kg.cli.tables import printable, write_table
from kg.ontology import ENTITY_BASE, Ontology

if TYPE_CHECKING:
    from kg.evaluate import IdentityEvaluation
    from kg.evaluate.identity import NamedMention


def evaluate_identities(
    gold: Path, articles: Path, ontology: Ontology, *, as_json: bool, shown: int, floors: Mapping[str, float]
) -> None:
    """Builds the articles together, writes how well names lead to nodes, and holds the floors."""
    # Here, because it loads the language model's libraries, which the other commands can do without.
    from kg.evaluate import evaluate_identity, hold_floors, identity_as_json, read_identity_gold

    with progress_bar() as progress:
        evaluation = evaluate_identity(read_identity_gold(gold), articles, ontology, progress=progress)
    if as_json:
        sys.stdout.write(json.dumps(identity_as_json(evaluation), ensure_ascii=False, indent=1) + "\n")
    else:
        write_identities(evaluation, shown)
    # Before the error, or the two could mix in a log.
    sys.stdout.flush()
    hold_floors(evaluation.scores, floors)


def write_identities(evaluation: IdentityEvaluation, shown: int) -> None:
    """Writes an evaluation of identity to stdout, of the wrong and missed merges at most so many each."""
    found = evaluation.only_found
    rows = []
    for title, each in (("all names", evaluation), ("names that led to a node", found)):
        precision, recall = each.b_cubed
        shares = (each.pairwise.precision, each.pairwise.recall, precision, recall)
        rows.append((title, *(f"{share:.4f}" for share in shares), str(len(each.mentions))))
    header = ("", "pairwise precision", "recall", "B-cubed precision", "recall", "names")
    write_table(header, rows, right=frozenset(range(1, 6)))
    wrong = [(each.node.removeprefix(ENTITY_BASE), each.mentions) for each in evaluation.wrong_merges]
    missed = [(each.identity, each.mentions) for each in evaluation.missed_merges]
    _write_merges("wrong merges: one node for several things", wrong, shown, identities=True)
    _write_merges("missed merges: several nodes, or none, for one thing", missed, shown, identities=False)


def _write_merges(
    heading: str, merges: Sequence[tuple[str, tuple[NamedMention, ...]]], shown: int, *, identities: bool
) -> None:
    if not merges:
        return
    sys.stdout.write(f"\n{heading} ({len(merges)})\n")
    for title, mentions in merges[:shown]:
        sys.stdout.write(f"  {printable(title)}\n")
        for each in mentions:
            led = each.identity if identities else each.node.removeprefix(ENTITY_BASE) or "no node"
            sys.stdout.write(f"      {each.document}: {printable(each.name)} → {printable(led)}\n")
    if len(merges) > shown:
        sys.stdout.write(f"  and {len(merges) - shown} more (--misses {len(merges)})\n")
