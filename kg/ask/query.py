"""SPARQL over a store: one query in, frozen results out, in the forms that terminals and programs read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.ask.bounds import refuse_overlong
from kg.errors import QueryError
from kg.store.evidence import ALTERNATIVE_LABEL, LABEL, Term
from kg.store.prefixes import STANDARD_PREFIXES, Shortener

RESULT_FORMATS = ("table", "json", "csv", "tsv", "ttl")
_STANDARD_FORMATS = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
_TRIPLE_VARIABLES = ("subject", "predicate", "object")
_PLACE = re.compile(r"^error at (\d+):(\d+): ")
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_UNLIKE_SERVICE = "servicx"
SERVICE_REFUSED = (
    "the query is not valid or uses SERVICE, which kg refuses: it never asks the network. "
    "Load the other graph as a file instead"
)
_TERMS_FOR_JSON = {ox.NamedNode: "uri", ox.BlankNode: "bnode", ox.Literal: "literal"}

Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: rows for SELECT, an answer for ASK, triples for CONSTRUCT and DESCRIBE.

    `prefixes` are those the query could use, and `labels` the names of the things in the result, for display.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def run_query(store: ox.Store, sparql: str, prefixes: Mapping[str, str] | None = None) -> QueryResult:
    """The result of a SPARQL 1.1 query over all graphs of a store.

    Prefixes the query does not declare are taken from `prefixes` and the standard ones. Nothing is written, and nothing
    is asked of the network: SERVICE is refused. Raises `QueryError` with line and column for a query that is wrong.
    """
    known = {**STANDARD_PREFIXES, **(prefixes or {})}
    refuse_overlong(sparql)
    refuse_service(sparql, known)
    result = _evaluate(store, sparql, known)
    if isinstance(result, ox.QueryBoolean):
        return QueryResult(answer=bool(result), prefixes=known)
    if isinstance(result, ox.QueryTriples):
        triples = tuple(sorted(set(result), key=str))
        terms = [term for each in triples for term in (each.subject, each.predicate, each.object)]
        return QueryResult(triples=triples, prefixes=known, labels=labels_of(store, terms))
    variables = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(solution) for solution in result)
    labels = labels_of(store, (term for row in rows for term in row))
    return QueryResult(variables=variables, rows=rows, prefixes=known, labels=labels)


def _evaluate(
    store: ox.Store, sparql: str, prefixes: Mapping[str, str]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        # Without named graphs the union is the default graph, only slower.
        union = any(True for _ in store.named_graphs())
        return store.query(sparql, prefixes=dict(prefixes), use_default_graph_as_union=union)
    except SyntaxError as error:
        raise QueryError(_reason(str(error))) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _reason(message: str) -> str:
    """A parser's message with its place first, and without the list of every character it would have taken."""
    place = _PLACE.match(message)
    reason = message[place.end() :] if place else message
    if "Prefix not found" in reason:
        reason = "a prefix is used that kg does not know; begin the query with PREFIX name: <...>"
    elif len(reason) > 160:
        reason = reason[:160].rsplit(",", 1)[0] + " ..."
    where = f"line {place[1]}, column {place[2]}: " if place else ""
    return f"not valid SPARQL: {where}{reason}"


def refuse_service(sparql: str, prefixes: Mapping[str, str]) -> None:
    """Raises for a query with the keyword SERVICE, which would send the query out.

    A lexer of our own could be led astray by a clever query. So the query's own parser is asked: with every "service"
    spelt otherwise, a query that only names something so still parses; one with the keyword does not.
    """
    if not _SERVICE.search(sparql):
        return
    try:
        ox.Store().query(
            without_service(sparql), prefixes={without_service(name): each for name, each in prefixes.items()}
        )
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        where = f"line {place[1]}, column {place[2]}: " if place else ""
        raise QueryError(where + SERVICE_REFUSED) from error
    except (ValueError, RuntimeError, OSError):
        # What fails only in evaluation has parsed, and that is all that is asked here.
        return


def without_service(sparql: str) -> str:
    """A query with every "service" spelt otherwise: it parses only where the keyword is not used."""
    return _SERVICE.sub(_UNLIKE_SERVICE, sparql)


def labels_of(store: ox.Store, terms: Iterable[Term | None]) -> dict[str, str]:
    """The label of each named thing among the terms: the English one if there is one, else the first."""
    wanted = sorted({term.value for term in terms if isinstance(term, ox.NamedNode)})
    found: dict[str, str] = {}
    for iri in wanted:
        for predicate in (LABEL, ALTERNATIVE_LABEL):
            quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
            labels = [each.object for each in quads if isinstance(each.object, ox.Literal)]
            if labels:
                found[iri] = min(labels, key=lambda label: (label.language != "en", label.value)).value
                break
    return found


def format_result(result: QueryResult, form: str = "table") -> str:
    """A result as `table` (aligned text), `json`, `csv` or `tsv` (SPARQL 1.1 results), or `ttl` (triples only).

    CSV and TSV are the standard's bytes, with nothing done against formulas in spreadsheets: `kg build --format csv` is
    for those. Triples in a form for rows become rows of subject, predicate and object.
    """
    if form not in RESULT_FORMATS:
        raise QueryError(f"{form}: not a form of results; choose from {', '.join(RESULT_FORMATS)}")
    if form == "ttl":
        return _turtle(result)
    if form == "table":
        return _table(result)
    if result.answer is not None:
        return (
            json.dumps({"head": {}, "boolean": result.answer}) + "\n"
            if form == "json"
            else f"{str(result.answer).lower()}\n"
        )
    document = _json(result)
    if form == "json":
        return document + "\n"
    solutions = ox.parse_query_results(document, ox.QueryResultsFormat.JSON)
    return (solutions.serialize(format=_STANDARD_FORMATS[form]) or b"").decode()


def _columns(result: QueryResult) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    if result.triples is None:
        return result.variables, result.rows
    return _TRIPLE_VARIABLES, tuple((each.subject, each.predicate, each.object) for each in result.triples)


def _json(result: QueryResult) -> str:
    variables, rows = _columns(result)
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps({"head": {"vars": list(variables)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.Triple):
        parts = zip(_TRIPLE_VARIABLES, (term.subject, term.predicate, term.object), strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    written: dict[str, object] = {"type": _TERMS_FOR_JSON[type(term)], "value": term.value}
    if isinstance(term, ox.Literal) and term.language:
        written["xml:lang"] = term.language
    elif isinstance(term, ox.Literal) and term.datatype.value != STANDARD_PREFIXES["xsd"] + "string":
        written["datatype"] = term.datatype.value
    return written


def _turtle(result: QueryResult) -> str:
    if result.triples is None:
        raise QueryError("only CONSTRUCT and DESCRIBE give triples; ask for table, json, csv or tsv")
    shortener = Shortener(result.prefixes)
    for triple in result.triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode):
                shortener.shorten(term.value)
            elif isinstance(term, ox.Literal):
                shortener.shorten(term.datatype.value)
    # The canonical writer refuses blank nodes, which a template may well make.
    written = ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=shortener.used())
    return (written or b"").decode()


# ---------------------------------------------------------------- for people


def display_rows(result: QueryResult) -> list[list[str]]:
    """The result as text for people, the names of the columns first: labels, else prefixed names, else IRIs."""
    if result.answer is not None:
        return [["answer"], ["yes" if result.answer else "no"]]
    variables, rows = _columns(result)
    shortener = Shortener(result.prefixes)
    return [list(variables), *([display_term(term, result.labels, shortener) for term in row] for row in rows)]


def display_term(term: Term | None, labels: Mapping[str, str], shortener: Shortener) -> str:
    """A term as people read it; "" for none. Line breaks and control characters become spaces."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        text = labels.get(term.value) or shortener.shorten(term.value) or term.value
    elif isinstance(term, ox.Literal):
        text = term.value
    else:
        text = str(term)
    return "".join(" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)


def _table(result: QueryResult) -> str:
    rows = display_rows(result)
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    header, *body = rows
    lines = [header, ["-" * width for width in widths], *body]
    return "".join(_line(row, widths) for row in lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _width(text: str) -> int:
    """How many columns a terminal gives a text: two for a wide character, none for a combining one."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    combining = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - combining
