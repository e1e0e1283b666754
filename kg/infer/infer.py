"""`infer`: what follows from a graph under an ontology, each new triple with its premises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from kg.infer.closure import Derivation, close
from kg.infer.facts import Fact, Facts
from kg.infer.program import Program, program_of
from kg.infer.terms import facts_of, triple_of, triples_of
from kg.ontology import Ontology


@dataclass(frozen=True)
class Inference:
    """The outcome of inference.

    `derivations` tell of every inferred fact, also of the properties that are not written out, by which axiom or rule and from
    which premises it was first seen to follow; following these down always ends in stated facts. `hidden` are the
    predicates that are not written out.
    """

    stated: frozenset[Triple]
    derivations: Mapping[Fact, Derivation]
    hidden: frozenset[str]

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """What is new in the graph to be written."""
        return triples_of(fact for fact in self.derivations if fact[1] not in self.hidden)

    @cached_property
    def graph(self) -> frozenset[Triple]:
        """The whole graph to be written."""
        unwritten = {NamedNode(predicate[1:-1]) for predicate in self.hidden}
        return self.triples.union(triple for triple in self.stated if triple.predicate not in unwritten)

    @cached_property
    def because(self) -> Mapping[Triple, tuple[Triple, ...]]:
        """The premises of each inferred triple."""
        return {
            triple_of(fact): tuple(triple_of(premise) for premise in each.premises)
            for fact, each in self.derivations.items()
        }

    @cached_property
    def rules(self) -> Mapping[Triple, str]:
        """The axiom or rule that each inferred triple follows by."""
        return {triple_of(fact): each.label for fact, each in self.derivations.items()}


def infer(graph: Iterable[Triple], ontology: Ontology) -> Inference:
    """Everything that follows from a graph by the axioms and rules of an ontology.

    Axioms and rules that only ask for what is there run together to a fixpoint. Rules that ask for what is absent see
    that fixpoint once; then the others run again on what they added. An irreflexive property relates nothing to itself,
    and neither does transitivity: a circle in the data is an error to be shown, not one to be spread. Edges of
    properties with `kg:materialize false` serve as premises and are not in the result. The result does not depend on
    the order of the triples. Raises `OntologyError` for a rule that is no valid query.
    """
    program = program_of(ontology)
    stated = frozenset(graph)
    return Inference(stated, close(Facts(_facts_for(stated, program)), program, stated), program.hidden)


def _facts_for(triples: Iterable[Triple], program: Program) -> frozenset[Fact]:
    """Those of the triples that a program speaks of, as facts: all others stay as they are."""
    named, names_any = program.named, program.names_any
    spoken = (each for each in triples if names_any or each.predicate in named)
    return frozenset(facts_of(each for each in spoken if not isinstance(each.object, Triple)))
