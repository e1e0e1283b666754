"""What follows from a graph under an ontology: rules run as SPARQL to a fixpoint, each new triple with its premises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple, Variable

from kg.infer.construct import construct_rule
from kg.infer.rules import (
    InferenceRule,
    Pattern,
    TransitiveRule,
    axiom_rules,
    irreflexive_properties,
    signature,
    transitive_rules,
)
from kg.infer.transitive import joined_edges
from kg.ontology import Ontology

Premises = tuple[Triple, ...]
Slot = int | NamedNode | Literal | None

_ANY = NamedNode("urn:any")


@dataclass(frozen=True, slots=True)
class Inference:
    """The outcome of inference.

    `graph` is the whole graph to be written, `triples` what is new in it. `because` gives every inferred triple, also
    of the properties that are not written out, the triples it was first seen to follow from; following it down always
    ends in stated triples. `rules` says by which axiom or rule.
    """

    graph: frozenset[Triple]
    triples: frozenset[Triple]
    because: Mapping[Triple, Premises]
    rules: Mapping[Triple, str]


def infer(graph: Iterable[Triple], ontology: Ontology) -> Inference:
    """Everything that follows from a graph by the axioms and rules of an ontology.

    Axioms and rules that only ask for what is there run together to a fixpoint. Rules that ask for what is absent see
    that fixpoint once; then the others run again on what they added. An irreflexive property relates nothing to itself,
    and neither does transitivity: a circle in the data is an error to be shown, not one to be spread. Edges of
    properties with `kg:materialize false` serve as premises and are not in the result. The result does not depend on
    the order of the triples. Raises `OntologyError` for a rule that is no valid query.
    """
    stated = frozenset(graph)
    rules = (*axiom_rules(ontology), *(construct_rule(rule) for rule in ontology.rules))
    state = _State(stated, irreflexive_properties(ontology))
    monotone = tuple(rule for rule in rules if not rule.guarded)
    transitive = transitive_rules(ontology)
    state.saturate(monotone, transitive, None)
    changed = state.advance(tuple(rule for rule in rules if rule.guarded), (), changed=None)
    if changed:
        state.saturate(monotone, transitive, changed)
    hidden = frozenset(iri for iri, definition in ontology.properties.items() if not definition.materialize)
    new = frozenset(triple for triple in state.because if triple.predicate.value not in hidden)
    told = frozenset(triple for triple in stated if triple.predicate.value not in hidden)
    return Inference(told | new, new, state.because, state.rules)


class _State:
    """The triples known so far, in a store for the queries and in Python for the record of why."""

    def __init__(self, stated: frozenset[Triple], irreflexive: frozenset[str]) -> None:
        self.store = Store()
        self.store.bulk_extend(Quad(*triple) for triple in stated)
        self.irreflexive = irreflexive
        self.stated = stated
        self.because: dict[Triple, Premises] = {}
        self.rules: dict[Triple, str] = {}
        self.written = _written_forms(stated)

    def saturate(
        self, rules: tuple[InferenceRule, ...], transitive: tuple[TransitiveRule, ...], changed: frozenset[str] | None
    ) -> None:
        """Runs rules until nothing new follows; `changed` are the signatures of what is new (None: everything)."""
        while changed is None or changed:
            changed = self.advance(rules, transitive, changed)

    def advance(
        self, rules: tuple[InferenceRule, ...], transitive: tuple[TransitiveRule, ...], changed: frozenset[str] | None
    ) -> frozenset[str]:
        """Applies every rule that reads what changed to the same facts, then adds the findings: their signatures."""
        found: dict[Triple, tuple[Premises, str]] = {}
        for rule in rules:
            if changed is None or not rule.reads or not rule.reads.isdisjoint(changed):
                _collect(found, self.solutions(rule), rule.label)
        for joining in transitive:
            if changed is None or _step(joining.property) in changed:
                _collect(found, self.joined(joining), joining.label)
        for triple, (premises, label) in found.items():
            self.because[triple], self.rules[triple] = premises, label
        self.store.extend(Quad(*triple) for triple in found)
        joined = frozenset(joining.label for joining in transitive)
        signatures = {signature(triple.predicate.value, getattr(triple.object, "value", "")) for triple in found}
        # Edges that transitivity itself added join to nothing new.
        signatures |= {_step(triple.predicate) for triple, (_, label) in found.items() if label not in joined}
        return frozenset(signatures)

    def solutions(self, rule: InferenceRule) -> Iterator[tuple[Triple, Premises]]:
        """The new triples of a rule, each time one follows, with its premises."""
        solutions = self.store.query(rule.select)
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{rule.label}: not a SELECT query")
        columns = {variable.value: number for number, variable in enumerate(solutions.variables)}
        heads = [_slots(pattern, columns) for pattern in rule.heads]
        premises = [_slots(pattern, columns) for pattern in rule.premises]
        for solution in solutions:
            row = [self.written.get(each, each) if isinstance(each, Literal) else each for each in solution]
            for head in heads:
                triple = _filled(head, row)
                if triple is not None and self.is_new(triple):
                    found = [each for premise in premises if (each := _filled(premise, row)) is not None]
                    yield triple, tuple(filter(self.knows, found) if rule.branching else found)

    def joined(self, rule: TransitiveRule) -> Iterator[tuple[Triple, Premises]]:
        """The new edges of a transitive property."""
        edges = (quad.triple for quad in self.store.quads_for_pattern(None, rule.property, None))
        steps = [edge for edge in edges if self.rules.get(edge) != rule.label]
        return ((head, premises) for head, premises in joined_edges(steps) if self.is_new(head))

    def is_new(self, triple: Triple) -> bool:
        itself = triple.subject == triple.object and triple.predicate.value in self.irreflexive
        return not itself and not self.knows(triple)

    def knows(self, triple: Triple) -> bool:
        return triple in self.stated or triple in self.because


def _step(predicate: NamedNode) -> str:
    return f"step {predicate.value}"


def _slots(pattern: Pattern, columns: Mapping[str, int]) -> tuple[Slot, Slot, Slot]:
    """A pattern with the column of each variable in its place; a variable that no solution binds is None."""
    first, second, third = (
        columns.get(term.value) if isinstance(term, Variable) else term
        for term in (pattern.subject, pattern.predicate, pattern.object)
    )
    return first, second, third


def _filled(slots: tuple[Slot, Slot, Slot], row: Sequence[object]) -> Triple | None:
    """A pattern with a solution's values filled in; None where that makes no triple."""
    # Written out, not looped: it runs for every triple of every rule.
    first, second, third = slots
    subject = row[first] if isinstance(first, int) else first
    predicate = row[second] if isinstance(second, int) else second
    target = row[third] if isinstance(third, int) else third
    if subject is None or target is None or isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
        return None
    return Triple(subject, predicate, target)  # type: ignore[arg-type]


def _collect(
    found: dict[Triple, tuple[Premises, str]], solutions: Iterable[tuple[Triple, Premises]], label: str
) -> None:
    """Keeps one derivation a triple: that of the first rule, and within a rule the first premises in order."""
    for head, premises in solutions:
        known = found.get(head)
        if known is None or (known[1] == label and _order(premises) < _order(known[0])):
            found[head] = premises, label


def _order(premises: Premises) -> tuple[str, ...]:
    return tuple(str(premise) for premise in premises)


def _written_forms(triples: Iterable[Triple]) -> Mapping[Literal, Literal]:
    """The literals of a graph under the form in which the store, which normalises numbers and dates, returns them."""
    literals = {
        triple.object for triple in triples if isinstance(triple.object, Literal) and triple.object.language is None
    }
    ordered = sorted((each for each in literals if not each.datatype.value.endswith("#string")), key=str, reverse=True)
    store = Store()
    for number, written in enumerate(ordered):
        store.add(Quad(NamedNode(f"urn:{number}"), _ANY, written))
    return {quad.object: ordered[int(quad.subject.value.removeprefix("urn:"))] for quad in store}
