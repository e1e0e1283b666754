"""A file of corrections as records, checked against the ontology; `docs/corrections.md` shows the form."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from kg.correct.entries import Entry, parse_entries, read_entries
from kg.correct.records import (
    Accept,
    Add,
    AddOccurrence,
    ClaimReference,
    Correction,
    Decision,
    Distinct,
    Merge,
    OutsideSource,
    Pin,
    QuotedSource,
    Reject,
    Rename,
    Retype,
    Source,
    Split,
    ThingReference,
)
from kg.correct.values import expected, value_of
from kg.ontology import Ontology, PropertyDefinition
from kg.resolve.naming import language_of

_WHO = ("author", "date", "reason")
_STATEMENT = ("subject", "predicate", "object")
_WORDS = ("quote", "document")
_SOURCE = (*_WORDS, "start", "source")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def read_corrections(path: Path | str, ontology: Ontology) -> tuple[Correction, ...]:
    """The corrections of a YAML file, in its order. Raises `CorrectionError` with file, line, key and what is allowed."""
    return tuple(_correction(entry, ontology) for entry in read_entries(Path(path)))


def parse_corrections(content: str, ontology: Ontology, *, file: str = "corrections") -> tuple[Correction, ...]:
    """The same of a text; `file` names it in errors."""
    return tuple(_correction(entry, ontology) for entry in parse_entries(content, file))


def _correction(entry: Entry, ontology: Ontology) -> Correction:
    kinds = [key for key in entry.nodes if key in _KINDS]
    if len(kinds) != 1:
        found = f"this one has {' and '.join(kinds)}" if kinds else "this one has none"
        entry.fail(f"an entry has one of the keys {', '.join(_KINDS)}, and {found}")
    keys, make = _KINDS[kinds[0]]
    entry.only((kinds[0], *keys, *_WHO))
    return make(entry, _decision(entry), ontology)


def _decision(entry: Entry) -> Decision:
    date = entry.text("date")
    try:
        datetime.fromisoformat(date)
    except ValueError:
        entry.fail(f"{date} is no date; write it as 2026-03-01 or 2026-03-01T09:30:00Z", "date")
    return Decision(entry.text("author"), date, entry.text("reason", ""), entry.file, entry.line)


# ---------------------------------------------------------------- the kinds


def _merge(entry: Entry, decision: Decision, ontology: Ontology) -> Merge:
    return Merge(_several(entry, "merge", ontology), decision)


def _distinct(entry: Entry, decision: Decision, ontology: Ontology) -> Distinct:
    return Distinct(_several(entry, "distinct", ontology), decision)


def _split(entry: Entry, decision: Decision, ontology: Ontology) -> Split:
    documents, names = entry.texts("documents"), entry.texts("names")
    if not documents and not names:
        entry.fail("say which mentions are of another thing, by documents: […], names: […] or both")
    into = _thing(entry, "into", ontology)
    if _is_iri(into.name):
        entry.fail("give the other thing a name here; to give it an IRI, pin it", "into")
    return Split(_thing(entry, "split", ontology), into, documents, names, decision)


def _rename(entry: Entry, decision: Decision, ontology: Ontology) -> Rename:
    label = entry.text("to")
    language = entry.text("language", language_of(label))
    return Rename(_thing(entry, "rename", ontology), label, language, decision)


def _retype(entry: Entry, decision: Decision, ontology: Ontology) -> Retype:
    return Retype(_thing(entry, "retype", ontology), _class(entry, "to", ontology), decision)


def _pin(entry: Entry, decision: Decision, ontology: Ontology) -> Pin:
    iri = entry.text("iri")
    if not _IRI.fullmatch(iri):
        entry.fail(f"{iri} is no IRI; write the whole of it, as in https://example.org/id/17", "iri")
    return Pin(_thing(entry, "pin", ontology), iri, decision)


def _accept(entry: Entry, decision: Decision, ontology: Ontology) -> Accept:
    return Accept(_claim(entry, "accept", ontology), decision)


def _reject(entry: Entry, decision: Decision, ontology: Ontology) -> Reject:
    if entry.is_text("reject") or "predicate" not in entry.inner("reject").nodes:
        for key in _WORDS:
            if key in entry.nodes:
                entry.fail("goes with a claim; a thing is rejected as a whole", key)
        return Reject(_thing(entry, "reject", ontology), decision)
    return Reject(_claim(entry, "reject", ontology), decision)


def _add(entry: Entry, decision: Decision, ontology: Ontology) -> Add | AddOccurrence:
    fact = entry.inner("add")
    source = _source(entry)
    if "class" in fact.nodes:
        return _occurrence(fact, source, decision, ontology)
    fact.only((*_STATEMENT, "status"))
    predicate = _term(fact, "predicate", ontology.properties, ontology, "property")
    _check_value(fact, "object", ontology.properties[predicate])
    status = _term(fact, "status", ontology.statuses, ontology, "status") if "status" in fact.nodes else ""
    return Add(
        subject=_thing(fact, "subject", ontology),
        predicate=predicate,
        object=_thing(fact, "object", ontology),
        source=source,
        decision=decision,
        status=status,
    )


def _occurrence(fact: Entry, source: Source, decision: Decision, ontology: Ontology) -> AddOccurrence:
    cls = _class(fact, "class", ontology)
    if not ontology.classes[cls].minimum_roles:
        fact.fail(
            "only what has roles, such as an investment, is added by its class; write subject, predicate and object",
            "class",
        )
    roles = {ontology.name(each.iri): each.iri for each in ontology.roles(cls)}
    roles |= {ontology.name(each.iri): each.iri for each in ontology.properties.values() if each.value_kind == "status"}
    fact.only(("class", *roles))
    found = []
    for key in fact.nodes:
        if key != "class":
            _check_value(fact, key, ontology.properties[roles[key]])
            items = fact.items(key) if not (fact.is_text(key) or _is_mapping(fact, key)) else (fact,)
            found += [(roles[key], _thing(item, key, ontology)) for item in items]
    if not found:
        fact.fail(f"say who and what, by {', '.join(roles)}")
    return AddOccurrence(cls, tuple(found), source, decision)


_Maker = Callable[[Entry, Decision, Ontology], Correction]
_KINDS: Mapping[str, tuple[tuple[str, ...], _Maker]] = {
    "accept": (_WORDS, _accept),
    "reject": (_WORDS, _reject),
    "merge": ((), _merge),
    "distinct": ((), _distinct),
    "split": (("into", "documents", "names"), _split),
    "rename": (("to", "language"), _rename),
    "retype": (("to",), _retype),
    "pin": (("iri",), _pin),
    "add": (_SOURCE, _add),
}


# ---------------------------------------------------------------- their parts


def _several(entry: Entry, key: str, ontology: Ontology) -> tuple[ThingReference, ...]:
    found = tuple(_thing(item, key, ontology) for item in entry.items(key))
    if len(set(found)) < 2:
        entry.fail("name at least two things, as in [one name, another name]", key)
    return found


def _thing(entry: Entry, key: str, ontology: Ontology) -> ThingReference:
    if key not in entry.nodes:
        entry.fail(f"the key {key} is missing")
    if entry.is_text(key):
        return ThingReference(entry.text(key))
    named = entry.inner(key)
    named.only(("name", "class", "iri"))
    if ("iri" in named.nodes) == ("name" in named.nodes):
        named.fail("give either a name or an iri")
    cls = _class(named, "class", ontology) if "class" in named.nodes else ""
    return ThingReference(named.text("iri" if "iri" in named.nodes else "name"), cls)


def _claim(entry: Entry, key: str, ontology: Ontology) -> ClaimReference:
    said = entry.inner(key)
    said.only(_STATEMENT)
    quote = entry.text("quote", "")
    if "subject" not in said.nodes and not quote:
        said.fail("name the subject of the claim, or give a quote from its sentence")
    return ClaimReference(
        predicate=_term(said, "predicate", ontology.properties, ontology, "property"),
        subject=_thing(said, "subject", ontology) if "subject" in said.nodes else None,
        object=_thing(said, "object", ontology) if "object" in said.nodes else None,
        quote=quote,
        document=entry.text("document", ""),
    )


def _source(entry: Entry) -> Source:
    if ("source" in entry.nodes) == ("quote" in entry.nodes):
        entry.fail("a fact has a source: a quote in a document of the build, or source: {text: …, title: …, url: …}")
    if "quote" in entry.nodes:
        start = entry.text("start", "-1")
        if not start.removeprefix("-").isdecimal() or (start.startswith("-") and start != "-1"):
            entry.fail("write how many characters stand before the quote in the document's text, as in 120", "start")
        return QuotedSource(entry.text("quote"), entry.text("document", ""), int(start))
    source = entry.inner("source")
    source.only(("text", "quote", "title", "url", "published"))
    for key in ("document", "start"):
        if key in entry.nodes:
            entry.fail("goes with a quote in a document of the build, not with an outside source", key)
    text, quote = source.text("text"), source.text("quote", "")
    if quote and text.count(quote) != 1:
        source.fail("these words must stand in the text once", "quote")
    named = [source.text(key, "") for key in ("title", "url", "published")]
    return OutsideSource(text, quote, *named)


def _check_value(entry: Entry, key: str, definition: PropertyDefinition) -> None:
    if entry.is_text(key) and not definition.is_object and value_of(entry.text(key), definition) is None:
        entry.fail(f"{entry.text(key)} is not {expected(definition)}", key)


def _class(entry: Entry, key: str, ontology: Ontology) -> str:
    classes = [iri for iri, each in ontology.classes.items() if not each.union]
    return _term(entry, key, classes, ontology, "class")


def _term(entry: Entry, key: str, known: Collection[str], ontology: Ontology, what: str) -> str:
    """The IRI of a term that is named by IRI, prefixed name, local name or label."""
    name = entry.text(key)
    found = sorted(iri for iri in known if name in _names(iri, ontology))
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(name, sorted({ontology.name(iri) for iri in known}), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `kg ontology` lists all"
    several = f"{name} is the name of {len(found)} terms; write one of {', '.join(found)}"
    return entry.fail(several if found else f"{name} is no {what} of the ontology{hint}", key)


def _names(iri: str, ontology: Ontology) -> Iterable[str]:
    prefixed = [f"{p}:{iri[len(n) :]}" for p, n in ontology.prefixes.items() if iri.startswith(n)]
    return (iri, ontology.name(iri), ontology.label(iri), *prefixed)


def _is_mapping(entry: Entry, key: str) -> bool:
    return getattr(entry.nodes.get(key), "id", "") == "mapping"


def _is_iri(name: str) -> bool:
    return "://" in name
