"""A closure as bytes, to be kept from one build to the next: compact, and the same bytes for the same closure."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence

from kg.infer.closure import Closure, Derivation
from kg.infer.facts import Fact
from kg.infer.program import program_of
from kg.ontology import Ontology

_VERSION = "kg closure 1"
_LEVEL = 1


def pack_closure(closure: Closure, ontology: Ontology) -> bytes:
    """The closure as bytes, marked with the rules of the ontology that it was made by."""
    stated, derived = sorted(closure.stated), sorted(closure.derivations)
    terms = {
        term: number for number, term in enumerate(sorted({term for fact in (*stated, *derived) for term in fact}))
    }
    labels = {label: number for number, label in enumerate(sorted({e.label for e in closure.derivations.values()}))}
    places = {fact: number for number, fact in enumerate((*stated, *derived))}
    derivations = [closure.derivations[fact] for fact in derived]
    content = {
        "rules": _digest(ontology),
        "terms": list(terms),
        "labels": list(labels),
        "stated": [terms[term] for fact in stated for term in fact],
        "derived": [terms[term] for fact in derived for term in fact],
        "how": [[*each.round, labels[each.label], *(places[fact] for fact in each.premises)] for each in derivations],
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
