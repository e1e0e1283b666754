"""W3C's tests of SHACL Core: what both validators and the road between them find is what the tests expect."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.core import core_walks
from kg.check.results import shape_results
from kg.check.shapes import Shapes
from kg.check.suspects import suspects
from kg.check.violation import text_of
from kg.ontology import Ontology

FOLDER = Path(__file__).parent / "w3c"
SHACL = "http://www.w3.org/ns/shacl#"
TESTS = "http://www.w3.org/ns/shacl-test#"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
NOTHING_KNOWN = Ontology({}, {}, {}, {}, {}, (), {}, ())

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True)
class Case:
    data: Triples
    shapes: Triples
    expected: frozenset[tuple[str, str]]


def parsed(path: Path) -> Triples:
    return tuple(quad.triple for quad in ox.parse(path=str(path), base_iri=path.as_uri()))


def case(path: Path) -> Case:
    """The case of a file: its two graphs, and the things at fault with their values."""
    triples = parsed(path)

    def objects(subject: object, predicate: str) -> list[object]:
        return [each.object for each in triples if each.subject == subject and each.predicate.value == predicate]

    (test,) = (
        each.subject for each in triples if each.predicate == TYPE and text_of(each.object) == TESTS + "Validate"
    )
    (action,) = objects(test, MANIFEST + "action")
    (report,) = objects(test, MANIFEST + "result")
    results = objects(report, SHACL + "result")
    said_of_the_test = {report, *results}

    def graph(role: str) -> Triples:
        (place,) = objects(action, TESTS + role)
        other = Path(text_of(place).removeprefix("file://"))
        every = triples if other == path else parsed(other)
        return tuple(each for each in every if each.subject not in said_of_the_test)

    return Case(
        graph("dataGraph"),
        graph("shapesGraph"),
        frozenset(
            (text_of(thing), "".join(map(text_of, objects(result, SHACL + "value"))))
            for result in results
            for thing in objects(result, SHACL + "focusNode")
        ),
    )


def cases() -> dict[str, Path]:
    return {
        path.relative_to(FOLDER).with_suffix("").as_posix(): path
        for path in sorted(FOLDER.rglob("*.ttl"))
        if "sht:Validate" in path.read_text(encoding="utf-8")
    }


def everything(shape: str, thing: object) -> bool:
    """Nothing of a case is left out."""
    return True


CASES = [
    pytest.param(
        path,
        id=name,
        marks=pytest.mark.xfail(
            name == "property/uniqueLang-002", reason="pySHACL takes '1'^^xsd:boolean for true", strict=True
        ),
    )
    for name, path in cases().items()
]


@pytest.mark.parametrize("path", CASES)
def test_the_things_at_fault_are_those_expected(path: Path) -> None:
    known = case(path)
    shapes, walks = Shapes(known.shapes, {}, {}), core_walks(known.shapes)
    found = shape_results(known.data, everything, shapes, walks, NOTHING_KNOWN)
    assert {(violation.focus, violation.value) for _, _, violation in found} == known.expected


PLAIN = {name: path for name, path in cases().items() if core_walks(case(path).shapes) is not None}


@pytest.mark.parametrize("path", PLAIN.values(), ids=PLAIN)
def test_plain_shapes_have_the_suspects_expected(path: Path) -> None:
    known = case(path)
    found = suspects(known.data, known.shapes)
    assert found is not None
    assert {text_of(thing) for _, thing in found} == {thing for thing, _ in known.expected}


def test_most_cases_are_of_plain_shapes() -> None:
    assert len(PLAIN) == 80
