"""A construct query taken apart: what it adds, and what that rests on."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.infer.construct import construct_rule
from kg.ontology import Rule

PREFIX = "PREFIX : <urn:test:>\n"


def rule(query: str) -> Rule:
    return Rule("urn:test:rule", "a rule", PREFIX + query)


@pytest.mark.parametrize(
    ("query", "premises"),
    [
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y }", ["q"]),
        ("construct{?x :p ?y}where{?x :q ?z . ?z :r ?y FILTER(?x != ?y)}", ["q", "r"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y FILTER NOT EXISTS { ?x :r ?y } }", ["q"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y MINUS { ?x :r ?y } }", ["q"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { { ?x :q ?y } UNION { ?x :r ?y } }", ["q", "r"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q ?y OPTIONAL { ?x :r ?z } }", ["q", "r"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { ?x :q/:s ?y ; :r ?y }", ["r"]),
        ("CONSTRUCT { ?x :p ?y } WHERE { { SELECT ?x ?y WHERE { ?x :q ?y } } }", ["q"]),
        ("CONSTRUCT WHERE { ?x :q ?y }", ["q"]),
        ("# CONSTRUCT {\nCONSTRUCT # }\n { ?x :p ?y , '}' , <urn:x#CONSTRUCT> } WHERE { ?x :q ?y }", ["q"]),
    ],
)
def test_premises_are_the_patterns_that_must_be_there(query: str, premises: list[str]) -> None:
    found = construct_rule(rule(query)).premises
    assert [str(each.predicate).strip("<>").removeprefix("urn:test:") for each in found] == premises


@pytest.mark.parametrize(
    ("where", "guarded"),
    [
        ("?x :q ?y FILTER(?x != ?y)", False),
        ("{ ?x :q ?y } UNION { ?y :q ?x }", False),
        ("?x :q ?y FILTER EXISTS { ?x :r ?y }", False),
        ("?x :q ?y FILTER NOT EXISTS { ?x :r ?y }", True),
        ("?x :q ?y MINUS { ?x :r ?y }", True),
        ("?x :q ?y OPTIONAL { ?x :r ?z } FILTER(!BOUND(?z))", True),
    ],
)
def test_a_rule_is_guarded_if_more_facts_can_mean_less(where: str, guarded: bool) -> None:
    assert construct_rule(rule(f"CONSTRUCT {{ ?x :p ?y }} WHERE {{ {where} }}")).guarded is guarded


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("CONSTRUCT { ?x :p ?y WHERE { ?x :q ?y }", "cannot be used as a rule"),
        ("CONSTRUCT { ?x unknown:p ?y } WHERE { ?x :q ?y }", "cannot be used as a rule"),
        ("SELECT * WHERE { ?x :q ?y }", "must be a CONSTRUCT query"),
        ("DESCRIBE ?x WHERE { ?x :q ?y }", "must be a CONSTRUCT query"),
        ("", "cannot be used as a rule"),
        ("CONSTRUCT { ?x :p [] } WHERE { ?x :q ?y }", "without blank nodes"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_name(query: str, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason) as caught:
        construct_rule(rule(query))
    assert "urn:test:rule" in str(caught.value)
