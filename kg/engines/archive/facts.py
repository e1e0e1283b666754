"""Facts in the scratch database, for rules to be joined with: rows of numbers, which stand for terms in the order of their texts.

So numbers compare as the texts do. Inference makes no terms but those that rules name, and these are numbered too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.infer.facts import Fact
from kg.infer.join import fixed_terms
from kg.infer.program import Program

# A fact by the numbers of its terms.
NumberedFact = tuple[int, int, int]

_TABLES = """
CREATE TABLE stated_fact (subject TEXT, predicate TEXT, object TEXT);
CREATE TABLE rule_term (text TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE fact (
    subject INTEGER, predicate INTEGER, object INTEGER, label TEXT, premises TEXT,
    PRIMARY KEY (predicate, subject, object)
) WITHOUT ROWID;
CREATE TABLE recent_fact (
    subject INTEGER, predicate INTEGER, object INTEGER, label TEXT,
    PRIMARY KEY (predicate, subject, object)
) WITHOUT ROWID;
CREATE INDEX recent_fact_by_object ON recent_fact (predicate, object, subject);
CREATE TABLE found_fact (
    subject INTEGER, predicate INTEGER, object INTEGER, label TEXT, premises TEXT,
    PRIMARY KEY (predicate, subject, object)
) WITHOUT ROWID;
CREATE TABLE graph (
    subject TEXT, predicate TEXT, object TEXT, PRIMARY KEY (subject, predicate, object)
) WITHOUT ROWID;
"""
# Of triples that tell of triples no rule speaks.
_NAMED = "predicate IN (SELECT text FROM rule_term) AND object NOT GLOB '<<*'"


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the terms that rules name; texts have lower numbers than IRIs, and blank nodes higher ones."""

    numbers: Mapping[str, int]
    first_iri: int
    first_blank: int


def take_in(database: sqlite3.Connection, stated: Iterable[Fact], program: Program) -> Terms:
    """Fills the tables with what is stated: those of the facts that a program speaks of, each once."""
    database.executescript(_TABLES)
    database.executemany("INSERT INTO stated_fact VALUES (?, ?, ?)", stated)
    named = _named(program)
    database.executemany("INSERT INTO rule_term VALUES (?)", ((text,) for text in sorted(named)))
    ends = " UNION ALL ".join(f"SELECT {end} AS text FROM stated_fact WHERE {_NAMED}" for end in ("subject", "object"))
    database.execute(
        f"INSERT INTO term (text) SELECT text FROM ({ends} UNION ALL SELECT text FROM rule_term) GROUP BY text ORDER BY text"
    )
    database.execute("CREATE UNIQUE INDEX term_by_text ON term (text)")
    database.execute(
        f"""INSERT INTO fact SELECT one.number, two.number, three.number, NULL, ''
        FROM (SELECT subject, predicate, object FROM stated_fact WHERE {_NAMED}) AS told
        CROSS JOIN term AS one ON one.text = told.subject CROSS JOIN term AS two ON two.text = told.predicate
        CROSS JOIN term AS three ON three.text = told.object
        GROUP BY two.number, one.number, three.number"""
    )
    database.execute("CREATE INDEX fact_by_object ON fact (predicate, object, subject)")
    return terms_of(database, program)


def terms_of(database: sqlite3.Connection, program: Program) -> Terms:
    """The numbers that the terms of a program have been given."""
    numbers = {
        text: number
        for text in sorted(_named(program))
        for (number,) in database.execute("SELECT number FROM term WHERE text = ?", (text,))
    }
    (texts,) = database.execute("SELECT coalesce(max(number), 0) FROM term WHERE text < '<'").fetchone()
    (named,) = database.execute("SELECT coalesce(max(number), 0) FROM term WHERE text < '_'").fetchone()
    return Terms(numbers, texts + 1, named + 1)


def fill_graph(database: sqlite3.Connection, program: Program, terms: Terms) -> None:
    """Fills the table `graph` with what is stated and what follows, but for what is not written out; each triple once."""
    hidden = sorted(program.hidden)
    unwritten = ", ".join(str(terms.numbers[predicate]) for predicate in hidden)
    database.execute(
        f"""INSERT INTO graph SELECT subject, predicate, object FROM (
            SELECT subject, predicate, object FROM stated_fact WHERE predicate NOT IN ({", ".join("?" * len(hidden))})
            UNION ALL
            SELECT one.text, two.text, three.text FROM fact CROSS JOIN term AS one ON one.number = fact.subject
            CROSS JOIN term AS two ON two.number = fact.predicate CROSS JOIN term AS three ON three.number = fact.object
            WHERE fact.label IS NOT NULL AND fact.predicate NOT IN ({unwritten})
        ) GROUP BY subject, predicate, object""",
        hidden,
    )
    for table in ("stated_fact", "rule_term", "recent_fact", "found_fact"):
        database.execute(f"DROP TABLE {table}")


def premises_told(premises: Sequence[NumberedFact]) -> str:
    """Premises as the database keeps them: texts that compare as the facts do."""
    return "".join([f"{number:08x}" for premise in premises for number in premise])


def told_premises(text: str) -> tuple[NumberedFact, ...]:
    """The premises that are kept so."""
    numbers = [int(text[at : at + 8], 16) for at in range(0, len(text), 8)]
    return tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _named(program: Program) -> frozenset[str]:
    """The terms that rules name, and all predicates that they speak of."""
    rules = (*program.rules, *program.guarded)
    return frozenset(map(str, program.named)).union(*map(fixed_terms, rules), program.irreflexive, program.hidden)
