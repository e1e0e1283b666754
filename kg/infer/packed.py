"""A closure as bytes, to be kept from one build to the next: compact, and the same bytes for the same closure."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from itertools import chain

from kg.infer.closure import Closure, Derivation
from kg.infer.facts import Fact
from kg.infer.program import program_of
from kg.ontology import Ontology

_VERSION = "kg closure 1"
_LEVEL = 1


def pack_closure(closure: Closure, ontology: Ontology) -> bytes:
    """The closure as bytes, marked with the rules of the ontology that it was made by."""
    facts = [*closure.stated, *closure.derivations]
    terms = {text: number for number, text in enumerate(sorted(set(chain.from_iterable(facts))))}
    labels = {text: number for number, text in enumerate(sorted({each.label for each in closure.derivations.values()}))}
    # Sorted as numbers, which are sooner compared than the terms and come in the same order.
    stated, derived = (
        sorted([(terms[fact[0]], terms[fact[1]], terms[fact[2]], fact) for fact in part])
        for part in (closure.stated, closure.derivations)
    )
    places = {row[3]: place for place, row in enumerate(chain(stated, derived))}
    how = [closure.derivations[row[3]] for row in derived]
    content = {
        "rules": _digest(ontology),
        "terms": list(terms),
        "labels": list(labels),
        "stated": [number for row in stated for number in row[:3]],
        "derived": [number for row in derived for number in row[:3]],
        "how": [[*each.round, labels[each.label], *[places[fact] for fact in each.premises]] for each in how],
    }
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return f"{_VERSION}\n".encode("ascii") + zlib.compress(text.encode("ascii"), _LEVEL)


def unpack_closure(data: bytes, ontology: Ontology) -> Closure | None:
    """The closure of those bytes; None where they are none, or one by other rules."""
    head, _, packed = data.partition(b"\n")
    if head != _VERSION.encode("ascii"):
        return None
    try:
        content = json.loads(zlib.decompress(packed))
        if content["rules"] != _digest(ontology):
            return None
        stated, derived = (_facts(content[part], content["terms"]) for part in ("stated", "derived"))
        facts, labels = [*stated, *derived], content["labels"]
        how = [
            Derivation((part, number), labels[label], tuple([facts[place] for place in places]))
            for part, number, label, *places in content["how"]
        ]
        return Closure(frozenset(stated), dict(zip(derived, how, strict=True)))
    except (zlib.error, ValueError, TypeError, LookupError):
        return None


def _facts(numbers: Iterable[int], terms: Sequence[str]) -> list[Fact]:
    texts = iter([terms[number] for number in numbers])
    return list(zip(texts, texts, texts, strict=True))


def _digest(ontology: Ontology) -> str:
    program = program_of(ontology)
    told = (program.rules, program.guarded, program.transitive, sorted(program.irreflexive), sorted(program.hidden))
    return hashlib.sha256(repr(told).encode("utf-8")).hexdigest()
