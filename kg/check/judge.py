"""What pySHACL, the reference, finds in a graph."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyshacl
from pyoxigraph import Triple
from rdflib import Graph, term
from rdflib.namespace import RDF, SH

from kg.check.plain import oxigraph_term, rdflib_graph
from kg.check.violation import Node, Violation, text_of
from kg.errors import OntologyError

# pySHACL's own messages list what it sees of a blank node, in any order.
_CONTENT_OF_BLANK_NODE = re.compile(r"\[ .* \]", re.DOTALL)

# The shape, the thing that it judged, and what is said of that.
ShapeResult = tuple[str, Node, Violation]

# pySHACL takes an expression or a bound that is none as it comes, and then trips over it.
_NOT_SHACL = (pyshacl.errors.ReportableRuntimeError, re.error, AssertionError)


def judge(triples: Iterable[Triple], shapes: Iterable[Triple]) -> Iterator[ShapeResult]:
    """Each result of pySHACL: the shape, the thing at fault, and the violation in its words.

    Raises `OntologyError` for a broken shape.
    """
    try:
        with _rdflib_kept_quiet():
            _, results, text = pyshacl.validate(
                rdflib_graph(triples), shacl_graph=rdflib_graph(shapes), inference="none"
            )
    except _NOT_SHACL as error:
        raise OntologyError(f"a shape of the ontology is not valid SHACL: {error}") from error
    if not isinstance(results, Graph):
        raise OntologyError(f"the shapes of the ontology cannot be used: {text}")
    # What stands under sh:detail tells why a value does not fit, and is no result of its own.
    for report in results.subjects(RDF.type, SH.ValidationReport):
        for result in results.objects(report, SH.result):
            yield _read_result(results, result)


@contextmanager
def _rdflib_kept_quiet() -> Iterator[None]:
    """For as long as it lasts rdflib does not write to stderr of values that are none: the report tells of them."""
    logger = logging.getLogger("rdflib.term")
    logger.addFilter(_nothing)
    try:
        yield
    finally:
        logger.removeFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False


def _read_result(results: Graph, result: term.Node) -> ShapeResult:
    def text(predicate: term.Node) -> str:
        return min((str(each) for each in results.objects(result, predicate)), default="")

    thing = oxigraph_term(next(results.objects(result, SH.focusNode)))
    message = text(SH.resultMessage)
    if any(
        isinstance(each, term.BNode) for about in (SH.focusNode, SH.value) for each in results.objects(result, about)
    ):
        message = _CONTENT_OF_BLANK_NODE.sub("[]", message)
    violation = Violation(
        focus=text_of(thing),
        path=text(SH.resultPath),
        value=text(SH.value),
        message=message,
        severity=text(SH.resultSeverity).removeprefix(str(SH)) or "Violation",
    )
    return text(SH.sourceShape), thing, violation
