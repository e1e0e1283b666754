"""Violations as a SHACL validation report, for programs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg.assemble.vocabulary import SHACL, TYPE, XSD
from kg.check.explain import ExplainedViolation
from kg.check.violation import Violation

VIOLATION = "Violation"


def conforms(violations: Iterable[Violation]) -> bool:
    """Whether nothing is a violation; warnings and remarks do not count."""
    return all(each.severity != VIOLATION for each in violations)


def report_triples(violations: Sequence[Violation]) -> frozenset[Triple]:
    """The violations as a `sh:ValidationReport`, its nodes named by what they say. Source: SHACL, section 3.6."""
    report = _node("report", *(each for violation in violations for each in _key(violation)))
    made = {
        Triple(report, TYPE, _term("ValidationReport")),
        Triple(report, _term("conforms"), Literal(conforms(violations))),
    }
    for violation in violations:
        result = _node("result", *_key(violation))
        made.add(Triple(report, _term("result"), result))
        made.update(_result(result, violation))
    return frozenset(made)


def report_records(explained: Iterable[ExplainedViolation]) -> list[dict[str, object]]:
    """The violations as records for JSON, each with the claims behind it and their words."""
    return [
        {
            "severity": each.violation.severity,
            "focus": each.violation.focus,
            "path": each.violation.path,
            "value": each.violation.value,
            "message": each.violation.message,
            "claims": [
                {"claim": told.claim, "quote": told.quote, "document": told.document} for told in each.testimonies
            ],
        }
        for each in explained
    ]


def _result(result: NamedNode, violation: Violation) -> Iterator[Triple]:
    yield Triple(result, TYPE, _term("ValidationResult"))
    yield Triple(result, _term("resultSeverity"), _term(violation.severity))
    yield Triple(result, _term("resultMessage"), Literal(violation.message))
    for predicate, value in (
        ("focusNode", violation.focus),
        ("resultPath", violation.path),
        ("value", violation.value),
    ):
        if value:
            yield Triple(result, _term(predicate), _thing(value))


def _thing(value: str) -> NamedNode | Literal:
    try:
        return NamedNode(value)
    except ValueError:
        # What is at fault may be a literal, of which only the text is known here.
        return Literal(value, datatype=NamedNode(XSD + "string"))


def _term(name: str) -> NamedNode:
    return NamedNode(SHACL + name)


def _node(kind: str, *parts: str) -> NamedNode:
    return NamedNode(f"urn:kg:{kind}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}")


def _key(violation: Violation) -> tuple[str, ...]:
    return (violation.severity, violation.focus, violation.path, violation.value, violation.message)
