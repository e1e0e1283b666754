"""Any CONSTRUCT query taken apart by its SPARQL algebra, which needs rdflib.

A WHERE of triple patterns with comparisons of terms and triples that must be absent runs as joins of facts; anything else
is left to the SPARQL engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from pyparsing import ParseBaseException
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Literal, URIRef, Variable

from kg.errors import OntologyError
from kg.infer.rules import TERM_OPERATORS, TEXT_OPERATORS, Comparison, InferenceRule, Pattern, is_variable, rule_label
from kg.ontology import Rule

# Strings, IRIs and comments may hold braces and keywords that mean nothing.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>|\#[^\n]*|\bCONSTRUCT\b|[{}]",
    re.DOTALL | re.IGNORECASE,
)

# What makes a solution depend on the absence of something: more facts may then mean fewer solutions.
_NOT_MONOTONE = frozenset({"Builtin_NOTEXISTS", "Minus", "LeftJoin", "AggregateJoin", "Slice"})
_BRANCHES = frozenset({"Union", "LeftJoin"})


def algebra_rule(rule: Rule) -> InferenceRule:
    """The inference rule that a valid query states. Raises `OntologyError`, see `kg.infer.construct`."""
    algebra, select = _parse(rule)
    names = frozenset(_names(algebra))
    where = tuple(_positive(algebra.p))
    heads = tuple(sorted((each for triple in algebra.template or where for each in _pattern(triple)), key=str))
    if not heads or any(isinstance(term, BNode) for triple in algebra.template or () for term in triple):
        raise OntologyError(f"{rule.iri}: its template must be triples without blank nodes")
    premises = tuple(sorted((pattern for triple in where for pattern in _pattern(triple)), key=str))
    complete = len(premises) == len(where)
    conditions = _conditions(algebra.p) if complete and _is_joined(premises) else None
    comparisons, absent = conditions or ((), ())
    return InferenceRule(
        label=rule_label(rule),
        heads=heads,
        premises=premises,
        comparisons=comparisons,
        absent=absent,
        query="" if conditions else select,
        reads_any=not complete or any(is_variable(premise.predicate) for premise in premises),
        guarded=not names.isdisjoint(_NOT_MONOTONE),
        branching=not names.isdisjoint(_BRANCHES),
    )


def _parse(rule: Rule) -> tuple[CompValue, str]:
    """The algebra of the query, and the query that selects the solutions of its WHERE."""
    try:
        algebra = prepareQuery(rule.construct).algebra
        if algebra.name != "ConstructQuery":
            raise OntologyError(f"{rule.iri}: its sh:construct must be a CONSTRUCT query")
        select = _as_select(rule.construct)
        ox.Store().query(select)
    except (SyntaxError, ValueError, ParseBaseException) as error:
        raise OntologyError(f"{rule.iri}: its sh:construct cannot be used as a rule: {error}") from error
    return algebra, select


def _as_select(construct: str) -> str:
    """The query with `SELECT *` in the place of `CONSTRUCT { template }`."""
    start = end = depth = 0
    for token in _TOKEN.finditer(construct):
        text = token.group()
        if not end and text.upper() == "CONSTRUCT":
            start, end = token.span()
            if not re.match(r"(\s|#[^\n]*\n)*\{", construct[end:]):
                break
        elif end and text in "{}":
            depth += 1 if text == "{" else -1
            if depth == 0:
                end = token.end()
                break
    if not end:
        raise ValueError("it has no CONSTRUCT")
    return f"{construct[:start]}SELECT * {construct[end:]}"


def _positive(node: object) -> Iterator[tuple[object, object, object]]:
    """The triples that a solution of an algebra tree can rest on, in no particular order."""
    if isinstance(node, CompValue):
        # Not node.get(), which evaluates: a missing key would come back as itself.
        parts = ("p", "p1") if node.name == "Minus" else ("p", "p1", "p2")
        if "triples" in node:
            yield from node["triples"]
        for part in parts:
            if part in node:
                yield from _positive(node[part])


def _names(node: object) -> Iterator[str]:
    if isinstance(node, CompValue):
        yield str(node.name)
        for value in node.values():
            yield from _names(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _names(value)


def _conditions(where: CompValue) -> tuple[tuple[Comparison, ...], tuple[tuple[Pattern, ...], ...]] | None:
    """What filters ask of a basic graph pattern; None where that, or anything else of the WHERE, cannot be said so."""
    comparisons: list[Comparison] = []
    absent: list[tuple[Pattern, ...]] = []
    node = where.p if where.name == "Project" else where
    while node.name == "Filter":
        for expression in _conjuncts(node.expr):
            compared, missing = _comparison(expression), _absent(expression)
            if compared:
                comparisons.append(compared)
            elif missing:
                absent.append(missing)
            else:
                return None
        node = node.p
    return (tuple(comparisons), tuple(absent)) if node.name == "BGP" else None


def _conjuncts(expression: object) -> Iterator[CompValue]:
    if isinstance(expression, CompValue) and expression.name == "ConditionalAndExpression":
        for each in (expression["expr"], *expression["other"]):
            yield from _conjuncts(each)
    elif isinstance(expression, CompValue):
        yield expression
    else:
        yield CompValue("Term")


def _comparison(expression: CompValue) -> Comparison | None:
    if expression.name != "RelationalExpression":
        return None
    sides = expression["expr"], expression["other"]
    texts = all(isinstance(side, CompValue) and side.name == "Builtin_STR" for side in sides)
    left, right = (_term(side["arg"] if texts else side) for side in sides)
    operators = TEXT_OPERATORS if texts else TERM_OPERATORS
    if left is None or right is None or expression["op"] not in operators:
        return None
    return Comparison(left, str(expression["op"]), right, texts)


def _absent(expression: CompValue) -> tuple[Pattern, ...] | None:
    """The triples of a NOT EXISTS that holds nothing else."""
    if expression.name != "Builtin_NOTEXISTS":
        return None
    group = expression["graph"]
    if "part" not in group or [part.name for part in group["part"]] != ["TriplesBlock"]:
        return None
    terms = [term for row in group["part"][0]["triples"] for term in row]
    triples = [(terms[at], terms[at + 1], terms[at + 2]) for at in range(0, len(terms), 3)]
    patterns = tuple(pattern for triple in triples for pattern in _pattern(triple))
    return patterns if len(patterns) == len(triples) and _is_joined(patterns) else None


def _is_joined(patterns: tuple[Pattern, ...]) -> bool:
    """Whether facts can be looked up by these: with predicates that are given, and no text to be equal to."""
    return bool(patterns) and not any(is_variable(each.predicate) or each.object[0] == '"' for each in patterns)


def _pattern(triple: Iterable[object]) -> Iterator[Pattern]:
    """The triple as a pattern; nothing where it holds a path or a blank node."""
    subject, predicate, target = (_term(each) for each in triple)
    if subject and target and predicate and predicate[0] != '"':
        yield Pattern(subject, predicate, target)


def _term(node: object) -> str | None:
    if isinstance(node, URIRef):
        return str(ox.NamedNode(str(node)))
    if isinstance(node, Variable):
        return f"?{node}"
    if isinstance(node, Literal):
        datatype = ox.NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return str(ox.Literal(str(node), language=node.language, datatype=datatype))
    return None
