"""A basis kept as text is the same basis again, under the same rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.infer import Basis, infer, pack_basis, unpack_basis
from kg.ontology import Ontology

FACTS = """
    :round a kg:Investment ; kg:leadInvestor :velmar ; kg:target :plant . :plant kg:locatedIn :łódź . :łódź a kg:Place .
    :pact a kg:Agreement ; kg:party :velmar , :orlin ; rdfs:label "a \\"pact\\""@en .
"""


@pytest.fixture
def basis(ontology: Ontology, read: Any) -> Callable[[str], Basis]:
    def make(turtle: str) -> Basis:
        closure = infer(read(turtle), ontology).closure
        return Basis(closure, {fact: 0.5 for fact in closure.stated if "#party" in fact[1]})

    return make


@pytest.mark.parametrize("facts", [FACTS, "", ':x rdfs:label "x"@en .'])
def test_what_is_packed_is_unpacked(facts: str, basis: Any, ontology: Ontology) -> None:
    assert unpack_basis(pack_basis(basis(facts), ontology), ontology) == basis(facts)


def test_a_small_change_is_added_to_what_is_there(basis: Any, ontology: Ontology) -> None:
    many = "".join(f":place{number} kg:locatedIn :region{number % 9} ." for number in range(200))
    before, after = basis(many + FACTS), basis(many + FACTS.replace(":orlin", ":norvik"))
    text = pack_basis(before, ontology)
    changed = pack_basis(after, ontology, since=(text, before))
    assert changed.startswith(text)
    assert len(changed) < 1.25 * len(text)
    assert unpack_basis(changed, ontology) == after
    again = pack_basis(before, ontology, since=(changed, after))
    assert again.startswith(changed)
    assert unpack_basis(again, ontology) == before


def test_a_large_change_is_written_as_a_whole(basis: Any, ontology: Ontology) -> None:
    before, after = basis(FACTS), basis(FACTS.replace(":velmar", ":norvik"))
    assert pack_basis(after, ontology, since=(pack_basis(before, ontology), before)) == pack_basis(after, ontology)


def test_changes_do_not_pile_up(basis: Any, ontology: Ontology) -> None:
    many = "".join(f":place{number} kg:locatedIn :region{number % 9} ." for number in range(20))
    states = [basis(many), basis(many + ":x kg:partOf :y .")]
    text, whole = pack_basis(states[0], ontology), len(pack_basis(states[1], ontology))
    for turn in range(40):
        text = pack_basis(states[(turn + 1) % 2], ontology, since=(text, states[turn % 2]))
        assert len(text) <= 1.3 * whole
    assert unpack_basis(text, ontology) == states[0]


@pytest.mark.parametrize(
    "harm", [lambda text: "", lambda text: text[:-1], lambda text: text[:-9] + "\n", lambda text: f"other {text}"]
)
def test_what_was_cut_short_or_is_another_thing_is_none(harm: Any, basis: Any, ontology: Ontology) -> None:
    assert unpack_basis(harm(pack_basis(basis(FACTS), ontology)), ontology) is None


def test_a_basis_by_other_rules_is_none(basis: Any, ontology: Ontology, extend: Any) -> None:
    other = extend(":p a owl:ObjectProperty , owl:SymmetricProperty .")
    assert unpack_basis(pack_basis(basis(FACTS), ontology), other) is None
