"""Which shapes may be given to a quick validator, and how far they look."""

from __future__ import annotations

from typing import Any

import pytest

from kg.check.core import core_walks
from kg.check.shapes import shapes_of
from kg.ontology import NAMESPACE, Ontology

PLAIN = [
    ("sh:nodeKind sh:IRI", []),
    ("sh:class :C , :D", ["type"]),
    ("sh:targetClass :C ; sh:targetNode :x , 'x' ; sh:message 'wrong'@en ; sh:severity sh:Info", []),
    ("sh:targetObjectsOf :p ; sh:targetSubjectsOf :q", ["^p", "q"]),
    ("sh:in ( 1 'two' :three ) ; sh:hasValue :three ; sh:deactivated true", []),
    ("sh:equals :p ; sh:disjoint :q", ["p", "q"]),
    ("sh:property [ sh:path :p ; sh:minCount 1 ; sh:maxLength 3 ; sh:uniqueLang true ; sh:lessThan :q ]", ["p", "q"]),
    ("sh:property [ sh:path :p ; sh:class :C ]", ["p", "p type"]),
    ("sh:property [ sh:path ( :p [ sh:inversePath :q ] ) ; sh:node [ sh:class :C ] ]", ["p ^q", "p ^q type"]),
    ("sh:property [ sh:path [ sh:inversePath ( :p :q ) ] ]", ["^q ^p"]),
    ("sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:datatype xsd:date ]", ["p", "q"]),
    ("sh:or ( [ sh:path :p ; sh:maxCount 0 ] [ sh:not [ sh:class :C ] ] )", ["p", "type"]),
    (
        "sh:property [ sh:path :p ; sh:node [ sh:property :Q ] ] . :Q sh:path :q ; sh:pattern '^[A-Z]{2,3}(a|b)+$'",
        ["p", "p q"],
    ),
]

MORE = {
    "no path": "sh:property [ sh:minCount 1 ]",
    "two paths": "sh:property [ sh:path :p , :q ]",
    "a literal for a path": "sh:property [ sh:path 'p' ]",
    "a path of any length": "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ]",
    "a path within itself": "sh:property [ sh:path :loop ] . :loop sh:path _:l . _:l sh:inversePath _:l",
    "a path of too many": "sh:property [ sh:path ( _:a _:a _:a _:a ) ] . _:a sh:alternativePath ( :p :q :r )",
    "a property of a property": "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
    "an undeclared shape": "sh:node :Nowhere",
    "itself": "sh:property [ sh:path :p ; sh:node :S ]",
    "a count on things": "sh:minCount 1",
    "a count in words": "sh:property [ sh:path :p ; sh:minCount 'one' ]",
    "two counts": "sh:property [ sh:path :p ; sh:minCount 1 , 2 ]",
    "a count below nothing": "sh:property [ sh:path :p ; sh:maxLength -1 ]",
    "two datatypes": "sh:datatype xsd:date , xsd:gYear",
    "a literal for a class": "sh:class 'C'",
    "a kind that is none": "sh:nodeKind :Iri",
    "no list": "sh:in :C",
    "an endless list": "sh:in _:e . _:e rdf:first 1 ; rdf:rest _:e",
    "an empty choice": "sh:or ()",
    "a flag in words": "sh:property [ sh:path :p ; sh:uniqueLang 'yes' ]",
    "a broken pattern": "sh:pattern '('",
    "an escape in a pattern": r"sh:pattern '^\\d$'",
    "a class within a class in a pattern": "sh:pattern '[[a]]'",
    "a possessive pattern": "sh:pattern 'a++'",
    "a look ahead in a pattern": "sh:pattern '(?=a)'",
    "flags": "sh:pattern 'a' ; sh:flags 'i'",
    "closed": "sh:closed true",
    "counted shapes": "sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ]",
    "SPARQL": "sh:sparql [ sh:select 'SELECT $this {}' ]",
    "a rule of a shape": "sh:rule [ a sh:TripleRule ]",
    "a word that is none": "sh:minimumCount 1",
    "a class that may be one of RDFS": "a owl:Class",
}


def walk(names: str) -> tuple[tuple[str, bool], ...]:
    known = {"type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
    steps = ((name.removeprefix("^"), name.startswith("^")) for name in names.split())
    return tuple((known.get(name, f"urn:test:{name}"), against) for name, against in steps)


@pytest.mark.parametrize(("constraints", "walks"), PLAIN, ids=[constraints for constraints, _ in PLAIN])
def test_plain_shapes_look_along_their_paths(constraints: str, walks: list[str], read: Any) -> None:
    found = core_walks(read(f":S a sh:NodeShape ; {constraints} ."))
    assert found is not None
    assert found["urn:test:S"] - {()} == {walk(each) for each in walks}


@pytest.mark.parametrize("constraints", MORE.values(), ids=MORE)
def test_anything_else_is_for_the_reference(constraints: str, read: Any) -> None:
    assert core_walks(read(f":S a sh:NodeShape ; {constraints} .")) is None


def test_no_shapes_are_plain(read: Any) -> None:
    assert core_walks(read(":x a :C ; rdfs:label 'x' .")) == {}


def test_rules_are_no_shapes(read: Any) -> None:
    assert core_walks(read(":r a sh:SPARQLRule ; sh:construct 'CONSTRUCT {} WHERE {}' .")) == {}


def test_the_shipped_shapes_are_plain(ontology: Ontology) -> None:
    found = core_walks(shapes_of(ontology).triples)
    assert found is not None
    assert ((NAMESPACE + "status", False), *walk("type")) in found[NAMESPACE + "OccurrenceShape"]
