"""Where facts match the patterns of a rule: tables of terms, widened pattern by pattern."""

from __future__ import annotations

import operator
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.infer.facts import Fact, Facts
from kg.infer.queries import holds
from kg.infer.rules import Comparison, InferenceRule, Pattern, is_variable

Premises = tuple[Fact, ...]
_Row = tuple[str, ...]

_TEXT_ORDER: Mapping[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Table:
    """What terms of a rule stand for, a row for each way to match it; the columns are variables, and fixed terms."""

    columns: _Row
    rows: Sequence[_Row]

    def filled(self, pattern: Pattern) -> Iterator[Fact]:
        """The pattern as a fact, for each row."""
        subject, predicate, target = map(self.columns.index, (pattern.subject, pattern.predicate, pattern.object))
        return ((row[subject], row[predicate], row[target]) for row in self.rows)


def solutions(rule: InferenceRule, known: Facts, recent: Facts) -> Iterator[tuple[Fact, Premises]]:
    """What follows from a rule, each time it does, with the premises of which one at least is `recent`."""
    fixed = fixed_terms(rule)
    start = Table(fixed, [fixed])
    # Where everything is recent, one premise stands for all.
    for number, premise in enumerate(rule.premises[:1] if recent is known else rule.premises):
        table = widened(start, premise, recent)
        if table.rows:
            others = (*rule.premises[:number], *rule.premises[number + 1 :])
            yield from concluded(rule, joined(table, others, known), known)


def fixed_terms(rule: InferenceRule) -> tuple[str, ...]:
    """The terms of a rule that stand for themselves, each once."""
    patterns = (*rule.heads, *rule.premises, *(each for patterns in rule.absent for each in patterns))
    terms = (term for each in patterns for term in (each.subject, each.predicate, each.object))
    compared = (term for each in rule.comparisons for term in (each.left, each.right))
    return tuple(dict.fromkeys(term for term in (*terms, *compared) if not is_variable(term)))


def joined(table: Table, patterns: Iterable[Pattern], known: Facts) -> Table:
    """The table with the rows that match further patterns, each looked up with as many ends known as can be."""
    waiting = list(patterns)
    while waiting:
        best = most_bound(waiting, table.columns)
        waiting.remove(best)
        table = widened(table, best, known)
    return table


def most_bound(patterns: Iterable[Pattern], columns: Container[str]) -> Pattern:
    """Of patterns that with the fewest matches, as far as what is known tells: the terms that have columns."""
    return max(
        patterns,
        # A fixed end, such as a class, leaves more open than a variable that is known already.
        key=lambda each: (
            (each.subject in columns) + (each.object in columns),
            sum(end in columns and is_variable(end) for end in (each.subject, each.object)),
        ),
    )


def widened(table: Table, pattern: Pattern, known: Facts) -> Table:
    """The table with the rows that match one further pattern."""
    columns, rows, predicate = table.columns, table.rows, pattern.predicate
    subject = columns.index(pattern.subject) if pattern.subject in columns else None
    target = columns.index(pattern.object) if pattern.object in columns else None
    if subject is not None and target is not None:
        return Table(columns, [row for row in rows if (row[subject], predicate, row[target]) in known])
    if subject is not None:
        objects = known.objects
        return Table(
            (*columns, pattern.object), [(*row, each) for row in rows for each in objects(row[subject], predicate)]
        )
    if target is not None:
        subjects = known.subjects
        return Table(
            (*columns, pattern.subject), [(*row, each) for row in rows for each in subjects(predicate, row[target])]
        )
    edges = known.edges(predicate)
    if pattern.subject == pattern.object:
        loops = [first for first, _, second in edges if first == second]
        return Table((*columns, pattern.subject), [(*row, each) for row in rows for each in loops])
    ends = [(first, second) for first, _, second in edges]
    return Table((*columns, pattern.subject, pattern.object), [(*row, *each) for row in rows for each in ends])


def concluded(rule: InferenceRule, table: Table, known: Facts) -> Iterator[tuple[Fact, Premises]]:
    """What follows in each row that the rule's conditions allow, and from which premises."""
    table = _allowed(rule, table, known)
    if table.rows:
        for head in rule.heads:
            if set(_terms(head)) <= set(table.columns):
                premises = zip(*(table.filled(premise) for premise in rule.premises), strict=True)
                # No text is a subject or a predicate.
                yield from (
                    (fact, each)
                    for fact, each in zip(table.filled(head), premises, strict=True)
                    if fact[0][0] != '"' and fact[1][0] == "<"
                )


def _allowed(rule: InferenceRule, table: Table, known: Facts) -> Table:
    columns, rows = table.columns, table.rows
    for comparison in rule.comparisons:
        if not {comparison.left, comparison.right} <= set(columns):
            # To compare what nothing is bound to is an error, which no solution survives.
            return Table(columns, [])
        left, right = columns.index(comparison.left), columns.index(comparison.right)
        rows = [row for row in rows if holds_between(comparison, row[left], row[right])]
    for patterns in rule.absent:
        there = {row[: len(columns)] for row in joined(Table(columns, rows), patterns, known).rows}
        rows = [row for row in rows if row not in there]
    return Table(columns, rows)


def holds_between(comparison: Comparison, left: str, right: str) -> bool:
    """Whether two terms compare as they must."""
    if '"' in (left[0], right[0]) and (comparison.texts or left[0] == right[0]):
        # What numbers, dates and texts are equal to is for the engine to say.
        form = "STR({})" if comparison.texts else "{}"
        return holds(f"{form.format(left)} {comparison.operator} {form.format(right)}")
    if not comparison.texts:
        return (left == right) is (comparison.operator == "=")
    # Only texts and IRIs can be compared as texts.
    return left[0] == right[0] == "<" and _TEXT_ORDER[comparison.operator](left[1:-1], right[1:-1])


def _terms(pattern: Pattern) -> _Row:
    return pattern.subject, pattern.predicate, pattern.object
