"""A `sh:construct` query as an inference rule: what it adds, and which triples of its WHERE it rests on."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.infer.plain import plain_rule
from kg.infer.rules import InferenceRule
from kg.ontology import Rule


@lru_cache(maxsize=256)
def construct_rule(rule: Rule) -> InferenceRule:
    """The inference rule that a `sh:SPARQLRule` states.

    Premises are the triple patterns of the WHERE clause; those inside FILTER or MINUS are conditions, and property
    paths cannot be shown as triples, so neither are premises. Raises `OntologyError` for a query that is not a
    CONSTRUCT, is not valid, or makes blank nodes.
    """
    try:
        # The engine that runs queries judges this one; what follows only takes it apart.
        ox.Store().query(rule.construct)
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{rule.iri}: its sh:construct cannot be used as a rule: {error}") from error
    return plain_rule(rule) or _by_algebra(rule)


def _by_algebra(rule: Rule) -> InferenceRule:
    # Here, because it loads rdflib, which the shipped rules can do without.
    from kg.infer.algebra import algebra_rule

    return algebra_rule(rule)
