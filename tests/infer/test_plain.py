"""Plain rules are read as the algebra of SPARQL reads them, and all others are left to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.infer.algebra import algebra_rule
from kg.infer.plain import plain_rule
from kg.ontology import Rule, load_ontology

PREFIXES = "PREFIX : <urn:test:>\nPREFIX far: <https://example.org/far#>\n"
TERMS = st.sampled_from(["?x", "?y", "?z1", ":thing", "far:thing_2", "<urn:test:other>"])
PREDICATES = st.sampled_from(["a", ":p", "far:q-r", "<urn:test:s>"])
SPACE = st.sampled_from([" ", "\n", " # a } comment\n"])
COMPARISONS = st.one_of(
    st.builds("{} {} {}".format, TERMS, st.sampled_from(["=", "!="]), TERMS),
    st.builds("STR({}) {} STR({})".format, TERMS, st.sampled_from(["=", "!=", "<", ">"]), TERMS),
)


@st.composite
def triples(draw: st.DrawFn) -> str:
    """One to three subjects with what is said of them, in the short forms of SPARQL."""
    subjects = []
    for _ in range(draw(st.integers(1, 3))):
        said = [
            f"{draw(PREDICATES)} {' , '.join(draw(st.lists(TERMS, min_size=1, max_size=2)))}"
            for _ in range(draw(st.integers(1, 2)))
        ]
        subjects.append(f"{draw(TERMS)} {' ; '.join(said)}")
    return f"{draw(SPACE)}.{draw(SPACE)}".join(subjects) + draw(st.sampled_from(["", " ."]))


@st.composite
def queries(draw: st.DrawFn) -> str:
    """A CONSTRUCT query with filters in any number and order."""
    filters = draw(
        st.lists(
            st.one_of(
                st.lists(COMPARISONS, min_size=1, max_size=3).map(lambda found: f"FILTER({' && '.join(found)})"),
                triples().map(lambda found: f"filter not exists {{ {found} }}"),
            ),
            max_size=3,
        )
    )
    where = draw(st.sampled_from(["WHERE", "where", ""]))
    return f"{PREFIXES}CONSTRUCT {{ {draw(triples())} }} {where} {{ {draw(triples())} {' '.join(filters)} }}"


@given(queries())
def test_a_plain_rule_is_read_as_its_algebra_says(query: str) -> None:
    rule = Rule("urn:test:rule", "a rule", query)
    assert plain_rule(rule) == algebra_rule(rule)


def test_the_shipped_rules_are_plain() -> None:
    rules = load_ontology().rules
    assert rules
    assert [plain_rule(rule) for rule in rules] == [algebra_rule(rule) for rule in rules]


@pytest.mark.parametrize(
    "rest",
    [
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y MINUS { ?x :r ?y } }",
        "CONSTRUCT { ?x :p ?y } WHERE { { ?x :q ?y } UNION { ?x :r ?y } }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q/:s ?y }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x ?any ?y }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y FILTER(?x < ?y) }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y FILTER(?x = ?y || ?x = :z) }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y FILTER(!(?x = ?y)) }",
        "CONSTRUCT { ?x :p ?y } WHERE { FILTER(?x != ?y) ?x :q ?y }",
        'CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y ; :called "it" }',
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y } LIMIT 1",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :a.:b ?y }",
        "CONSTRUCT { ?x :p ?y } WHERE { ?x :naïve ?y }",
        "CONSTRUCT { ?x :p [] } WHERE { ?x :q ?y }",
        "CONSTRUCT WHERE { ?x :q ?y }",
        "SELECT * WHERE { ?x :q ?y }",
    ],
)
def test_anything_else_is_not_plain(rest: str) -> None:
    assert plain_rule(Rule("urn:test:rule", "a rule", PREFIXES + rest)) is None
