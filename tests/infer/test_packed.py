"""A closure kept as bytes is the same closure again, under the same rules."""

from __future__ import annotations

from typing import Any

import pytest

from kg.infer import infer, pack_closure, unpack_closure
from kg.ontology import Ontology

FACTS = """
    :round a kg:Investment ; kg:leadInvestor :velmar ; kg:target :plant . :plant kg:locatedIn :łódź . :łódź a kg:Place .
    :pact a kg:Agreement ; kg:party :velmar , :orlin ; rdfs:label "a \\"pact\\""@en .
"""


def test_what_is_packed_is_unpacked(ontology: Ontology, read: Any) -> None:
    closure = infer(read(FACTS), ontology).closure
    assert closure.derivations
    assert unpack_closure(pack_closure(closure, ontology), ontology) == closure


def test_nothing_is_packed_too(ontology: Ontology) -> None:
    closure = infer([], ontology).closure
    assert unpack_closure(pack_closure(closure, ontology), ontology) == closure


def test_the_same_closure_has_the_same_bytes(ontology: Ontology, read: Any) -> None:
    one = infer(sorted(read(FACTS), key=str), ontology)
    other = infer(sorted(read(FACTS), key=str, reverse=True), ontology)
    changed = infer(read(FACTS), ontology, previous=infer(read(":x kg:partOf :y ."), ontology).closure)
    assert len({pack_closure(each.closure, ontology) for each in (one, other, changed)}) == 1


@pytest.mark.parametrize("harm", [lambda data: b"", lambda data: data[:-9], lambda data: b"other" + data])
def test_what_was_cut_short_or_is_another_thing_is_none(harm: Any, ontology: Ontology, read: Any) -> None:
    assert unpack_closure(harm(pack_closure(infer(read(FACTS), ontology).closure, ontology)), ontology) is None


def test_a_closure_by_other_rules_is_none(ontology: Ontology, extend: Any, read: Any) -> None:
    data = pack_closure(infer(read(FACTS), ontology).closure, ontology)
    assert unpack_closure(data, extend(":p a owl:ObjectProperty , owl:SymmetricProperty .")) is None
