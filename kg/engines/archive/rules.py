"""Rules as statements of SQL: joins of facts, of which one at least is recent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.engines.archive.facts import Terms
from kg.infer.join import holds_between, most_bound
from kg.infer.program import Program
from kg.infer.rules import Comparison, InferenceRule, Pattern

# Adds a finding, or of one rule's findings of a fact keeps that with the first premises in order.
KEEP_FIRST = """ON CONFLICT (predicate, subject, object) DO UPDATE SET premises = excluded.premises
WHERE excluded.label = found_fact.label AND excluded.premises < found_fact.premises"""

_COLUMNS = "subject, predicate, object, label, premises"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with what is to be filled in."""

    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Joined:
    """Patterns joined: tables in the order in which they are gone through, what must hold, and the column of each term."""

    tables: tuple[str, ...]
    conditions: tuple[str, ...]
    columns: Mapping[str, str]


def teach_comparison(database: sqlite3.Connection) -> None:
    """Lets statements compare terms as rules do."""

    def compares(left: str, operator: str, right: str, texts: int) -> bool:
        return holds_between(Comparison(left, operator, right, bool(texts)), left, right)

    database.create_function("compares", 4, compares, deterministic=True)


def statements(rule: InferenceRule, program: Program, terms: Terms, *, all_recent: bool) -> Iterator[Statement]:
    """What adds to the table of findings all that follows from a rule and something recent and is no fact yet.

    `all_recent` is for where everything is: one premise then stands for all.
    """
    for number, premise in enumerate(rule.premises[:1] if all_recent else rule.premises):
        start = _Joined((), (), {text: str(each) for text, each in terms.numbers.items()})
        start = _widened(start, premise, "fact" if all_recent else "recent_fact", f"premise{number}")
        others = {each: f"premise{place}" for place, each in enumerate(rule.premises) if place != number}
        joined = _joined(start, others)
        conditions = _conditions(rule, joined)
        for head in rule.heads if conditions is not None else ():
            if {head.subject, head.predicate, head.object} <= joined.columns.keys():
                yield _statement(rule, head, joined, (*(conditions or ()), *_may_be(head, joined, program, terms)))


def _statement(rule: InferenceRule, head: Pattern, joined: _Joined, conditions: Iterable[str]) -> Statement:
    columns = joined.columns
    ends = [columns[end] for premise in rule.premises for end in (premise.subject, premise.predicate, premise.object)]
    told = f"printf('{'%08x' * len(ends)}', {', '.join(ends)})"
    return Statement(
        f"INSERT INTO found_fact ({_COLUMNS}) "
        f"SELECT {columns[head.subject]}, {columns[head.predicate]}, {columns[head.object]}, ?, {told} "
        f"FROM {' CROSS JOIN '.join(joined.tables)} WHERE {' AND '.join((*joined.conditions, *conditions))} {KEEP_FIRST}",
        (rule.label,),
    )


def _joined(start: _Joined, patterns: Mapping[Pattern, str]) -> _Joined:
    """Further patterns, under their names, each looked up with as many ends known as can be."""
    joined, waiting = start, list(patterns)
    while waiting:
        best = most_bound(waiting, joined.columns)
        waiting.remove(best)
        joined = _widened(joined, best, "fact", patterns[best])
    return joined


def _widened(joined: _Joined, pattern: Pattern, table: str, name: str) -> _Joined:
    columns, conditions = dict(joined.columns), [f"{name}.predicate = {joined.columns[pattern.predicate]}"]
    for end, column in ((pattern.subject, f"{name}.subject"), (pattern.object, f"{name}.object")):
        if end in columns:
            conditions.append(f"{column} = {columns[end]}")
        else:
            columns[end] = column
    return _Joined((*joined.tables, f"{table} AS {name}"), (*joined.conditions, *conditions), columns)


def _conditions(rule: InferenceRule, joined: _Joined) -> tuple[str, ...] | None:
    """What a rule asks for beside its premises; None where it asks for what nothing is bound to."""
    conditions: list[str] = []
    for each in rule.comparisons:
        if not {each.left, each.right} <= joined.columns.keys():
            return None
        left, right = (
            f"(SELECT text FROM term WHERE number = {joined.columns[side]})" for side in (each.left, each.right)
        )
        conditions.append(f"compares({left}, '{each.operator}', {right}, {int(each.texts)})")
    for number, patterns in enumerate(rule.absent):
        names = {each: f"absent{number}_{place}" for place, each in enumerate(patterns)}
        there = _joined(_Joined((), (), joined.columns), names)
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM {' CROSS JOIN '.join(there.tables)} WHERE {' AND '.join(there.conditions)})"
        )
    return tuple(conditions)


def _may_be(head: Pattern, joined: _Joined, program: Program, terms: Terms) -> Sequence[str]:
    """What must hold for a head to be a new fact: no text is a subject or a predicate, and some relate nothing to itself."""
    subject, predicate, target = (joined.columns[end] for end in (head.subject, head.predicate, head.object))
    irreflexive = ", ".join(str(terms.numbers[each]) for each in sorted(program.irreflexive))
    known = f"known.predicate = {predicate} AND known.subject = {subject} AND known.object = {target}"
    # The plus keeps the planner from looking facts up by these instead of by what they are joined by.
    return (
        f"+{subject} >= {terms.first_iri}",
        f"+{predicate} >= {terms.first_iri} AND +{predicate} < {terms.first_blank}",
        f"NOT ({subject} = {target} AND {predicate} IN ({irreflexive}))",
        f"NOT EXISTS (SELECT 1 FROM fact AS known WHERE {known})",
    )
