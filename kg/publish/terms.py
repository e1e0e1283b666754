"""Terms as N-Triples writes them, rewritten as canonical Turtle: IRIs with prefixes, numbers and booleans as shorthands.

Pyoxigraph turns triples into N-Triples many times faster than Python can look into them, so what is written starts from
that text: a subject and a predicate hold no space, and a line ends where a statement ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

import pyoxigraph as ox

from kg.store.prefixes import STANDARD_PREFIXES, Shortener

_XSD = STANDARD_PREFIXES["xsd"]
_SHORTHANDS = {
    f"<{_XSD}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{_XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{_XSD}boolean>": re.compile(r"true|false"),
}
_END = " .\n"
_UNESCAPES = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
# What a terminal, an editor or a line splitter may act on; N-Triples escapes the other control characters itself.
_LEFT_AS_THEY_ARE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

_within = itemgetter(slice(1, -1))


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements by column, in the order of their lines, each term as N-Triples writes it; none stands twice."""

    subjects: list[str]
    predicates: list[str]
    objects: list[str]

    @property
    def things(self) -> set[str]:
        """Every subject and object once."""
        return {*self.subjects, *self.objects}

    @property
    def iris(self) -> Iterator[str]:
        """Every IRI at least once, the datatypes of literals included."""
        for term in {*self.things, *self.predicates}:
            if term[0] == "<":
                yield term[1:-1]
            elif term[-1] == ">":
                yield term[term.rindex("<") + 1 : -1]

    def by_subject(self) -> Iterator[tuple[str, slice]]:
        """The IRI of each subject, and where its statements stand."""
        subjects = self.subjects
        starts = [at for at, (one, before) in enumerate(zip(subjects[1:], subjects, strict=False), 1) if one != before]
        for start, end in zip([0, *starts], [*starts, len(subjects)], strict=True) if subjects else ():
            yield subjects[start][1:-1], slice(start, end)

    def part(self, stretch: slice) -> Statements:
        """Some of them."""
        return Statements(self.subjects[stretch], self.predicates[stretch], self.objects[stretch])


def statements_of(triples: Iterable[ox.Triple]) -> Statements:
    """The triples as text."""
    lines = bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8").split(_END)
    lines.pop()
    # One flat list: hundreds of thousands of small ones would keep the garbage collector busy.
    parts: list[str] = []
    for line in sorted(lines if isinstance(triples, frozenset) else set(lines)):
        parts += line.split(" ", 2)
    return Statements(parts[0::3], parts[1::3], parts[2::3])


def turtle_term(term: str, shortener: Shortener) -> str:
    """A term as Turtle writes it. Raises `ValueError` for what RDF 1.1 without blank nodes cannot say."""
    first, last = term[0], term[-1]
    if first == "<" and term[1] != "<":
        return shortener.shorten(term[1:-1]) or term
    # A base direction stands after the language tag.
    if first != '"' or (last not in '">' and "--" in term[term.rindex('"') :]):
        raise ValueError(f"no way to write {term}")
    if last == ">":
        return _typed(term, shortener)
    return _LEFT_AS_THEY_ARE.sub(_escaped, term)


def in_order(terms: Iterable[str]) -> list[str]:
    """Objects of one predicate in order: IRIs before literals; these by their text, language and datatype."""
    ordered = sorted(terms, key=_within)
    return ordered if all(term[0] == "<" for term in ordered) else sorted(ordered, key=_object_order)


def _object_order(term: str) -> tuple[bool, str, str, str]:
    if term[0] == "<":
        return (False, term[1:-1], "", "")
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return (True, text, rest[1:], "") if rest[:1] == "@" else (True, text, "", rest[3:-1] or _XSD + "string")


def _typed(term: str, shortener: Shortener) -> str:
    cut = term.rindex('"')
    datatype = term[cut + 3 :]
    shorthand = _SHORTHANDS.get(datatype)
    if shorthand and shorthand.fullmatch(term, 1, cut):
        return term[1:cut]
    return f"{_LEFT_AS_THEY_ARE.sub(_escaped, term[: cut + 1])}^^{shortener.shorten(datatype[1:-1]) or datatype}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"


def _unescaped(found: re.Match[str]) -> str:
    return _UNESCAPES[found[3]] if found[3] else chr(int(found[1] or found[2], 16))
