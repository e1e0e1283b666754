"""Corrections as entries of a YAML file, the way a person would write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from kg.correct.records import (
    Accept,
    Add,
    AddOccurrence,
    ClaimReference,
    Correction,
    Distinct,
    Merge,
    OutsideSource,
    Pin,
    Reject,
    Rename,
    Retype,
    Source,
    Split,
    ThingReference,
    kind_of,
)
from kg.ontology import Ontology

# What YAML reads as it stands, in brackets too. Dates and whole IRIs are read so as well.
_PLAIN = re.compile(r"[^\W_](?:[\w .&()/'+-]*[\w.)])?|https?://[\w./~%-]*[\w/]|[0-9-]{10}T[0-9:]{8}Z")
# What YAML does not take as it is, or takes for the end of a line.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def entry_text(correction: Correction, ontology: Ontology) -> str:
    """The lines of an entry that `read_corrections` gives the correction for."""
    decision = correction.decision
    lines = [(kind_of(correction), _what(correction, ontology)), *_more(correction, ontology)]
    lines += [("author", scalar(decision.author)), ("date", scalar(decision.date))]
    lines += [("reason", scalar(decision.reason))] if decision.reason else []
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in lines) + "\n"


def scalar(text: str) -> str:
    """A text as YAML: plain where it can be, else in double quotes."""
    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _what(correction: Correction, ontology: Ontology) -> str:
    if isinstance(correction, (Merge, Distinct)):
        return _list([_thing(each, ontology) for each in correction.things])
    if isinstance(correction, (Split, Rename, Retype, Pin)):
        return _thing(correction.thing, ontology)
    if isinstance(correction, (Add, AddOccurrence)):
        return _fact(correction, ontology)
    what = correction.claim if isinstance(correction, Accept) else correction.what
    return _thing(what, ontology) if isinstance(what, ThingReference) else _claim(what, ontology)


def _more(correction: Correction, ontology: Ontology) -> list[tuple[str, str]]:
    """The lines after the first that are not author, date and reason."""
    lines: list[tuple[str, str]] = []
    if isinstance(correction, Split):
        lines.append(("into", _thing(correction.into, ontology)))
        lines += [("documents", _list(map(scalar, correction.documents)))] if correction.documents else []
        lines += [("names", _list(map(scalar, correction.names)))] if correction.names else []
    elif isinstance(correction, Rename):
        lines += [("to", scalar(correction.label)), ("language", scalar(correction.language))]
    elif isinstance(correction, Retype):
        lines.append(("to", _term(correction.cls, ontology)))
    elif isinstance(correction, Pin):
        lines.append(("iri", scalar(correction.iri)))
    elif isinstance(correction, (Accept, Reject)):
        what = correction.claim if isinstance(correction, Accept) else correction.what
        if isinstance(what, ClaimReference):
            lines += [(key, scalar(text)) for key in ("quote", "document") if (text := getattr(what, key))]
    elif isinstance(correction, (Add, AddOccurrence)):
        lines += _source(correction.source)
    return lines


def _fact(correction: Add | AddOccurrence, ontology: Ontology) -> str:
    if isinstance(correction, Add):
        pairs = [
            ("subject", _thing(correction.subject, ontology)),
            ("predicate", _term(correction.predicate, ontology)),
            ("object", _thing(correction.object, ontology)),
        ]
        return _mapping([*pairs, *([("status", _term(correction.status, ontology))] if correction.status else [])])
    roles = dict.fromkeys(role for role, _ in correction.roles)
    fillers = {role: [_thing(filler, ontology) for each, filler in correction.roles if each == role] for role in roles}
    pairs = [(ontology.name(role), _list(found) if len(found) > 1 else found[0]) for role, found in fillers.items()]
    return _mapping([("class", _term(correction.cls, ontology)), *pairs])


def _claim(claim: ClaimReference, ontology: Ontology) -> str:
    pairs = [("subject", _thing(claim.subject, ontology))] if claim.subject else []
    pairs.append(("predicate", _term(claim.predicate, ontology)))
    pairs += [("object", _thing(claim.object, ontology))] if claim.object else []
    return _mapping(pairs)


def _source(source: Source) -> list[tuple[str, str]]:
    if isinstance(source, OutsideSource):
        named = {key: getattr(source, key) for key in ("text", "quote", "title", "url", "published")}
        return [("source", _mapping([(key, scalar(text)) for key, text in named.items() if text]))]
    lines = [("quote", scalar(source.quote))]
    lines += [("document", scalar(source.document))] if source.document else []
    return [*lines, *([("start", str(source.start))] if source.start >= 0 else [])]


def _thing(reference: ThingReference, ontology: Ontology) -> str:
    if not reference.cls:
        return scalar(reference.name)
    return _mapping([("name", scalar(reference.name)), ("class", _term(reference.cls, ontology))])


def _term(iri: str, ontology: Ontology) -> str:
    """The local name where it means this term alone."""
    name = ontology.name(iri)
    every = (*ontology.classes, *ontology.properties, *ontology.statuses)
    return scalar(name if [each for each in every if ontology.name(each) == name] == [iri] else iri)


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _mapping(pairs: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
