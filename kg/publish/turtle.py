"""Turtle in one canonical order: the same set of triples gives the same bytes, one fact changed one block changed.

A block a subject, in IRI order; predicates one a line, `a` first, then the vocabularies that name and describe (rdf,
rdfs, skos), then the others as they are written; objects in order, IRIs before literals. Only the prefixes used are
declared. Numbers and booleans are abbreviated where the shorthand reads back as exactly the same value and datatype;
strings stand on one line, control characters escaped. There are no blank nodes in what kg writes, because their
names are not stable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.errors import OutputError
from kg.ontology import ENTITY_BASE
from kg.store.prefixes import STANDARD_PREFIXES, Shortener, prefixes_of

_XSD = STANDARD_PREFIXES["xsd"]
_TYPE = STANDARD_PREFIXES["rdf"] + "type"
_FIRST_VOCABULARIES = tuple(STANDARD_PREFIXES[name] for name in ("rdf", "rdfs", "skos"))
_SHORTHANDS = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Quotes and backslashes must be escaped; so should all that a terminal, an editor or a line splitter may act on.
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')

# A tuple: a union would be made anew at every call.
_WRITABLE = (ox.NamedNode, ox.Literal)

Block = tuple[str, str]


def write_turtle(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str] | None = None, *, base: str = ENTITY_BASE
) -> str:
    """The triples as canonical Turtle.

    `prefixes` come on top of the standard ones; each segment of entity IRIs under `base` is a prefix of its own.
    Raises `OutputError` for what RDF 1.1 without blank nodes cannot say.
    """
    every = list(triples)
    shortener = Shortener(prefixes_of(every, prefixes or {}, base))
    found = blocks(every, shortener)
    header = prefix_lines(shortener)
    return "\n".join([part for part in (header, *(text for _, text in found)) if part])


def prefix_lines(shortener: Shortener) -> str:
    """The declarations of the prefixes that were used, one a line."""
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(shortener.used().items()))


def blocks(triples: Iterable[ox.Triple], shortener: Shortener, indent: str = "") -> list[Block]:
    """(subject IRI, text) for each subject, in IRI order; each text ends with a line break."""
    by_subject: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, value = checked(triple)
        by_subject[subject.value][triple.predicate.value].append(value)
    predicates = sorted(
        {predicate for stated in by_subject.values() for predicate in stated},
        key=lambda iri: _predicate_order(iri, shortener),
    )
    order = {predicate: rank for rank, predicate in enumerate(predicates)}
    return [(subject, _block(subject, by_subject[subject], order, shortener, indent)) for subject in sorted(by_subject)]


def checked(triple: ox.Triple) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
    """Subject and object of a triple that can be written; raises `OutputError` for one that cannot."""
    subject, value = triple.subject, triple.object
    if type(subject) is ox.NamedNode and type(value) is ox.NamedNode:
        return subject, value
    if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
        raise OutputError(f"a blank node cannot be written in a stable form: give the node of {triple} an IRI")
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, _WRITABLE):
        raise OutputError(f"a statement about a statement needs RDF 1.2, which most tools cannot read: {triple}")
    if isinstance(value, ox.Literal) and value.direction is not None:
        raise OutputError(f"a text with a base direction needs RDF 1.2, which most tools cannot read: {triple}")
    return subject, value


def _block(
    subject: str,
    stated: Mapping[str, Sequence[ox.NamedNode | ox.Literal]],
    order: Mapping[str, int],
    shortener: Shortener,
    indent: str,
) -> str:
    lines = [
        f"{indent}    {_verb(predicate, shortener)} {_objects(stated[predicate], shortener)}"
        for predicate in sorted(stated, key=order.__getitem__)
    ]
    return f"{indent}{_iri(subject, shortener)}\n" + " ;\n".join(lines) + " .\n"


def _objects(terms: Sequence[ox.NamedNode | ox.Literal], shortener: Shortener) -> str:
    if len(terms) == 1:
        return _term(terms[0], shortener)
    return " , ".join(_term(each, shortener) for each in sorted(set(terms), key=_object_order))


def _predicate_order(iri: str, shortener: Shortener) -> tuple[int, str]:
    if iri == _TYPE:
        return (-1, "")
    for rank, namespace in enumerate(_FIRST_VOCABULARIES):
        if iri.startswith(namespace):
            return (rank, iri)
    return (len(_FIRST_VOCABULARIES), shortener.shorten(iri) or iri)


def _object_order(term: ox.NamedNode | ox.Literal) -> tuple[bool, str, str, str]:
    if isinstance(term, ox.NamedNode):
        return (False, term.value, "", "")
    return (True, term.value, term.language or "", term.datatype.value)


def _verb(iri: str, shortener: Shortener) -> str:
    return "a" if iri == _TYPE else _iri(iri, shortener)


def _iri(iri: str, shortener: Shortener) -> str:
    return shortener.shorten(iri) or f"<{iri}>"


def _term(term: ox.NamedNode | ox.Literal, shortener: Shortener) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value, shortener)
    language = term.language
    if language:
        return f"{quoted(term.value)}@{language}"
    datatype = term.datatype.value
    if datatype == _XSD + "string":
        return quoted(term.value)
    shorthand = _SHORTHANDS.get(datatype)
    if shorthand and shorthand.fullmatch(term.value):
        return term.value
    return f"{quoted(term.value)}^^{_iri(datatype, shortener)}"


def quoted(text: str) -> str:
    """A string in double quotes, on one line."""
    if not _TO_ESCAPE.search(text):
        return f'"{text}"'
    return '"' + _TO_ESCAPE.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text) + '"'
