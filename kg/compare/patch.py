"""A difference as an RDF Patch, which Apache Jena and others can apply."""

from __future__ import annotations

from kg.compare.difference import Difference, Term


def write_patch(difference: Difference) -> str:
    """The difference as an RDF Patch: one transaction, deletions before additions, each in the order of the difference.

    It carries no id: the same difference gives the same bytes. Source: RDF Patch, as Apache Jena specifies it.
    """
    rows = [
        *(f"D {_row(each.subject, each.predicate, each.object)}" for each in difference.removed),
        *(f"A {_row(each.subject, each.predicate, each.object)}" for each in difference.added),
    ]
    return "".join(f"{row}\n" for row in ("TX .", *rows, "TC ."))


def _row(*terms: Term) -> str:
    return f"{' '.join(map(str, terms))} ."
