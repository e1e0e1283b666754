"""What follows from a graph of any size, by the rounds of `kg.infer.closure` with the facts in the scratch database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.engines.archive.facts import NumberedFact, Terms, fill_graph, premises_told, take_in
from kg.engines.archive.rules import KEEP_FIRST, statements, teach_comparison
from kg.infer.facts import Fact
from kg.infer.program import Program, program_of
from kg.infer.rules import InferenceRule, TransitiveRule
from kg.infer.transitive import joined_from
from kg.ontology import Ontology

# Nodes whose steps along a transitive property are kept in memory: what is above many others is met again and again.
_NODES_KEPT = 4096


def can_infer(ontology: Ontology) -> bool:
    """Whether an ontology's rules can be joined in the database.

    Those that only a SPARQL engine can run cannot, nor those that leave open which properties they speak of.
    """
    program = program_of(ontology)
    return not program.asks and not program.names_any


def infer_stated(database: sqlite3.Connection, stated: Iterable[Fact], ontology: Ontology) -> None:
    """Fills the table `graph` with the triples of `Inference.graph`, each once; see `kg.infer.infer`.

    `stated` come in any order and as often as they like, their terms as N-Triples writes them. The tables `fact` and
    `term` keep how each inferred fact was first found, for the claims that are derived. The ontology must be one that
    `can_infer`.
    """
    program = program_of(ontology)
    teach_comparison(database)
    terms = take_in(database, stated, program)
    closing = _Closing(database, program, terms)
    closing.saturate(all_recent=True)
    if closing.apply(program.guarded, (), all_recent=True):
        closing.saturate(all_recent=False)
    fill_graph(database, program, terms)
    database.commit()


class _Closing:
    """The rounds: the facts known so far are in the database, and the record of why."""

    def __init__(self, database: sqlite3.Connection, program: Program, terms: Terms) -> None:
        self.database, self.program, self.terms = database, program, terms

    def saturate(self, *, all_recent: bool) -> None:
        """Applies rules to what is recent, then to what that gave, until nothing new follows."""
        while self.apply(self.program.rules, self.program.transitive, all_recent=all_recent):
            all_recent = False

    def apply(self, rules: Sequence[InferenceRule], transitive: Sequence[TransitiveRule], *, all_recent: bool) -> bool:
        """Applies every rule to the same facts, then adds the findings; whether there are any."""
        for rule in rules:
            for each in statements(rule, self.program, self.terms, all_recent=all_recent):
                self.database.execute(each.text, each.values)
        for joining in transitive:
            self.join_edges(joining, "fact" if all_recent else "recent_fact")
        self.database.execute("DELETE FROM recent_fact")
        self.database.execute("INSERT INTO recent_fact SELECT subject, predicate, object, label FROM found_fact")
        self.database.execute("INSERT INTO fact SELECT * FROM found_fact")
        return self.database.execute("DELETE FROM found_fact").rowcount > 0

    def join_edges(self, rule: TransitiveRule, recent: str) -> None:
        """Finds the edges of a transitive property; those that it added itself join to nothing new."""
        steps = "predicate = ? AND label IS NOT ?"
        values = (self.terms.numbers[rule.property], rule.label)
        if not self.database.execute(f"SELECT 1 FROM {recent} WHERE {steps} LIMIT 1", values).fetchone():
            return
        starts = self.database.execute(f"SELECT DISTINCT subject FROM fact WHERE {steps} ORDER BY subject", values)
        self.database.executemany(
            f"""INSERT INTO found_fact SELECT ?1, ?2, ?3, ?4, ?5
            WHERE NOT EXISTS (SELECT 1 FROM fact WHERE predicate = ?2 AND subject = ?1 AND object = ?3) {KEEP_FIRST}""",
            (
                (*edge, rule.label, premises_told(premises))
                for edge, premises in self.joined(values, (start for (start,) in starts))
            ),
        )

    def joined(
        self, values: tuple[int, str], starts: Iterator[int]
    ) -> Iterator[tuple[NumberedFact, tuple[NumberedFact, NumberedFact]]]:
        @lru_cache(maxsize=_NODES_KEPT)
        def steps_from(node: int) -> Mapping[int, NumberedFact]:
            onward = self.database.execute(
                "SELECT object FROM fact WHERE predicate = ?1 AND subject = ?3 AND label IS NOT ?2 ORDER BY object",
                (*values, node),
            )
            return {target: (node, values[0], target) for (target,) in onward}

        for start in starts:
            yield from joined_from(start, steps_from)
