"""A basis as text, to be kept from one build to the next.

The first line says what it is and by which rules, the second holds the whole, each further line a change since. So a small
change costs little to write; when the changes have grown large, the whole is written again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from kg.infer.basis import Basis
from kg.infer.closure import Closure, Derivation
from kg.infer.facts import Fact
from kg.infer.program import program_of
from kg.ontology import Ontology

_VERSION = "kg basis 1"
# Changes are added until they would take this part of what the whole takes.
_LARGEST_CHANGES = 0.25


def pack_basis(basis: Basis, ontology: Ontology, *, since: tuple[str, Basis] | None = None) -> str:
    """The basis as text; where an earlier one is given with its text, that with the change, if it is a small one."""
    head = _head(ontology)
    if since and since[0].startswith(head):
        text = since[0] + _line(_change(since[1], basis))
        whole = text.index("\n", len(head)) - len(head)
        if len(text) - whole <= _LARGEST_CHANGES * whole:
            return text
    return head + _line(_whole(basis))


def unpack_basis(text: str, ontology: Ontology) -> Basis | None:
    """The basis of that text; None where it is none, or one by other rules.

    What other code of kg has kept is not known by its text: that is for the keeper to see to.
    """
    head = _head(ontology)
    if not text.startswith(head) or not text.endswith("\n"):
        return None
    try:
        whole, *changes = map(json.loads, text[len(head) :].splitlines())
        return _with_changes(_unpacked(whole), changes)
    except (ValueError, TypeError, LookupError):
        return None


def _head(ontology: Ontology) -> str:
    program = program_of(ontology)
    told = (program.rules, program.guarded, program.transitive, sorted(program.irreflexive), sorted(program.hidden))
    return f"{_VERSION} {hashlib.sha256(repr(told).encode('utf-8')).hexdigest()}\n"


def _line(content: object) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")) + "\n"


def _whole(basis: Basis) -> object:
    """Terms, labels and facts by their places in sorted lists."""
    closure = basis.closure
    derivations = closure.derivations
    terms = _places(sorted(set(chain.from_iterable(chain(closure.stated, derivations)))))
    labels = _places(sorted({each.label for each in derivations.values()}))
    # Sorted as numbers, which are sooner compared than the terms and come in the same order.
    stated, derived = (
        sorted([(terms[fact[0]], terms[fact[1]], terms[fact[2]], fact) for fact in part])
        for part in (closure.stated, derivations)
    )
    facts = _places(row[3] for row in chain(stated, derived))
    how = [derivations[row[3]] for row in derived]
    return {
        "terms": list(terms),
        "labels": list(labels),
        "stated": [number for row in stated for number in row[:3]],
        "derived": [number for row in derived for number in row[:3]],
        "how": [[*each.round, labels[each.label], *[facts[fact] for fact in each.premises]] for each in how],
        "confidences": sorted((facts[fact], confidence) for fact, confidence in basis.confidences.items()),
    }


def _places(ordered: Iterable[Any]) -> dict[Any, int]:
    return {each: place for place, each in enumerate(ordered)}


def _unpacked(whole: dict[str, Any]) -> Basis:
    stated, derived = (_facts(whole[part], whole["terms"]) for part in ("stated", "derived"))
    facts, labels = [*stated, *derived], whole["labels"]
    how = [
        Derivation((part, number), labels[label], tuple([facts[place] for place in places]))
        for part, number, label, *places in whole["how"]
    ]
    confidences = {facts[place]: confidence for place, confidence in whole["confidences"]}
    return Basis(Closure(frozenset(stated), dict(zip(derived, how, strict=True))), confidences)


def _facts(numbers: Iterable[int], terms: Sequence[str]) -> list[Fact]:
    texts = iter([terms[number] for number in numbers])
    return list(zip(texts, texts, texts, strict=True))


def _change(before: Basis, after: Basis) -> object:
    """The facts that come and go, and what is said otherwise of the others; null is what is not said any more."""
    derivations, sure = before.closure.derivations, before.confidences
    now, now_sure = after.closure.derivations, after.confidences
    how = {fact: each for fact, each in now.items() if (was := derivations.get(fact)) is not each and was != each}
    return {
        "added": sorted(after.closure.stated - before.closure.stated),
        "removed": sorted(before.closure.stated - after.closure.stated),
        "how": [
            [fact, *each.round, each.label, each.premises] for fact, each in sorted(how.items(), key=itemgetter(0))
        ],
        "lost": sorted(derivations.keys() - now.keys()),
        "confidences": sorted((fact, each) for fact, each in now_sure.items() if sure.get(fact) != each),
        "unsure": sorted(sure.keys() - now_sure.keys()),
    }


def _with_changes(basis: Basis, changes: Iterable[dict[str, Any]]) -> Basis:
    stated, derivations = set(basis.closure.stated), dict(basis.closure.derivations)
    confidences = dict(basis.confidences)
    for change in changes:
        stated = (stated - {*_read(change["removed"])}) | {*_read(change["added"])}
        for fact in _read(change["lost"]):
            del derivations[fact]
        for fact in _read(change["unsure"]):
            del confidences[fact]
        for row, part, number, label, premises in change["how"]:
            derivations[_fact(row)] = Derivation((part, number), label, tuple(_read(premises)))
        confidences.update((_fact(row), confidence) for row, confidence in change["confidences"])
    return Basis(Closure(frozenset(stated), derivations), confidences)


def _read(rows: Iterable[Sequence[str]]) -> Iterable[Fact]:
    return map(_fact, rows)


def _fact(row: Sequence[str]) -> Fact:
    subject, predicate, target = row
    return subject, predicate, target
