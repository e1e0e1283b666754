"""Rules that only a SPARQL engine can run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, Triple

from kg.infer.facts import Fact
from kg.infer.rules import InferenceRule, Pattern, is_variable
from kg.infer.terms import triple_of

Slot = int | str | None

_ANY = NamedNode("urn:any")


def holds(expression: str) -> bool:
    """Whether a SPARQL expression without variables is true."""
    answer = Store().query(f"ASK {{ FILTER({expression}) }}")
    return isinstance(answer, QueryBoolean) and bool(answer)


class QueryRules:
    """The facts known so far in a store, for rules to be asked of it."""

    def __init__(self, graph: Iterable[Triple]) -> None:
        triples = tuple(graph)
        self._store = Store()
        self._store.bulk_extend(Quad(*triple) for triple in triples)
        self._written = _written_forms(triples)

    def extend(self, facts: Iterable[Fact]) -> None:
        """Takes in what was found."""
        self._store.extend(Quad(*triple_of(fact)) for fact in facts)

    def solutions(self, rule: InferenceRule) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
        """What follows from a rule, each time it does, with its premises, those that are bound."""
        solutions = self._store.query(rule.query)
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{rule.label}: not a SELECT query")
        columns = {f"?{variable.value}": number for number, variable in enumerate(solutions.variables)}
        heads = [_slots(pattern, columns) for pattern in rule.heads]
        premises = [_slots(pattern, columns) for pattern in rule.premises]
        for solution in solutions:
            row = [self._text(each) for each in solution]
            found = [_filled(premise, row) for premise in premises]
            for slots in heads:
                head = _filled(slots, row)
                if head is not None:
                    yield head, tuple(each for each in found if each is not None)

    def _text(self, node: object) -> str:
        return str(self._written.get(node, node) if isinstance(node, Literal) else node) if node is not None else ""


def _slots(pattern: Pattern, columns: Mapping[str, int]) -> tuple[Slot, Slot, Slot]:
    """A pattern with the column of each variable in its place; a variable that no solution binds is None."""
    first, second, third = (
        columns.get(term) if is_variable(term) else term
        for term in (pattern.subject, pattern.predicate, pattern.object)
    )
    return first, second, third


def _filled(slots: tuple[Slot, Slot, Slot], row: Sequence[str]) -> Fact | None:
    """A pattern with a solution's values filled in; None where that makes no triple."""
    subject, predicate, target = (row[slot] if isinstance(slot, int) else slot or "" for slot in slots)
    return (subject, predicate, target) if subject[:1] in ("<", "_") and predicate[:1] == "<" and target else None


def _written_forms(triples: Iterable[Triple]) -> Mapping[object, Literal]:
    """The literals of a graph under the form in which the store, which normalises numbers and dates, returns them."""
    literals = {
        triple.object for triple in triples if isinstance(triple.object, Literal) and triple.object.language is None
    }
    ordered = sorted((each for each in literals if not each.datatype.value.endswith("#string")), key=str, reverse=True)
    store = Store()
    for number, written in enumerate(ordered):
        store.add(Quad(NamedNode(f"urn:{number}"), _ANY, written))
    return {quad.object: ordered[int(quad.subject.value.removeprefix("urn:"))] for quad in store}
