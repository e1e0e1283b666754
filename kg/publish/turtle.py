"""Turtle in one canonical order: the same set of triples gives the same bytes, one fact changed one block changed.

A block a subject, in IRI order; predicates one a line, `a` first, then the vocabularies that name and describe (rdf,
rdfs, skos), then the others as they are written; objects in order, IRIs before literals. Only the prefixes used are
declared. Numbers and booleans are abbreviated where the shorthand reads back as exactly the same value and datatype;
strings stand on one line, control characters escaped. There are no blank nodes in what kg writes, because their
names are not stable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import pyoxigraph as ox

from kg.errors import OutputError
from kg.ontology import ENTITY_BASE
from kg.publish.terms import Statements, in_order, statements_of, turtle_term
from kg.store.prefixes import STANDARD_PREFIXES, Shortener, prefixes_for

_TYPE = STANDARD_PREFIXES["rdf"] + "type"
_FIRST_VOCABULARIES = tuple(STANDARD_PREFIXES[name] for name in ("rdf", "rdfs", "skos"))

# A tuple: a union would be made anew at every call.
_WRITABLE = (ox.NamedNode, ox.Literal)

_BLANK = "a blank node cannot be written in a stable form: give the node of {} an IRI"
_STATEMENT = "a statement about a statement needs RDF 1.2, which most tools cannot read: {}"
_DIRECTION = "a text with a base direction needs RDF 1.2, which most tools cannot read: {}"

Block = tuple[str, str]


def write_turtle(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str] | None = None, *, base: str = ENTITY_BASE
) -> str:
    """The triples as canonical Turtle.

    `prefixes` come on top of the standard ones; each segment of entity IRIs under `base` is a prefix of its own.
    Raises `OutputError` for what RDF 1.1 without blank nodes cannot say.
    """
    statements = statements_of(triples)
    shortener = Shortener(prefixes_for(statements.iris, prefixes or {}, base))
    found = blocks_of(statements, shortener)
    header = prefix_lines(shortener.used())
    return "\n".join([part for part in (header, *(text for _, text in found)) if part])


def prefix_lines(prefixes: Mapping[str, str]) -> str:
    """The declarations of prefixes, one a line."""
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(prefixes.items()))


def blocks(triples: Iterable[ox.Triple], shortener: Shortener, indent: str = "") -> list[Block]:
    """(subject IRI, text) for each subject, in IRI order; each text ends with a line break."""
    return blocks_of(statements_of(triples), shortener, indent)


def blocks_of(statements: Statements, shortener: Shortener, indent: str = "") -> list[Block]:
    """The same of statements that are text already."""
    try:
        written = {term: turtle_term(term, shortener) for term in statements.things}
    except ValueError as error:
        raise _refusal(statements, shortener) from error
    layouts = _Layouts(statements.predicates, shortener, indent)
    subjects, predicates, objects = statements.subjects, statements.predicates, statements.objects
    texts = [written[each] for each in objects]
    found: list[Block] = []
    for subject, run in statements.by_subject():
        layout = layouts.of(tuple(predicates[run]))
        values = texts[run]
        for stretch in layout.repeated:
            values[stretch] = [written[each] for each in in_order(objects[run][stretch])]
        values.append(written[subjects[run.start]])
        found.append((subject, layout.form % layout.order(values)))
    # The lines are in order too, but there an IRI ends in ">", which comes after "#" and "/".
    found.sort()
    return found


def checked(triple: ox.Triple) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
    """Subject and object of a triple that can be written; raises `OutputError` for one that cannot."""
    subject, value = triple.subject, triple.object
    if type(subject) is ox.NamedNode and type(value) is ox.NamedNode:
        return subject, value
    if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
        raise OutputError(_BLANK.format(triple))
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, _WRITABLE):
        raise OutputError(_STATEMENT.format(triple))
    if isinstance(value, ox.Literal) and value.direction is not None:
        raise OutputError(_DIRECTION.format(triple))
    return subject, value


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a block with a certain row of predicates is written.

    `form` has a place for the subject and for each object, which `order` puts in their places; `repeated` are the stretches
    of objects that belong to one predicate, and have an order among themselves.
    """

    form: str
    order: Callable[[Sequence[str]], tuple[str, ...]]
    repeated: tuple[slice, ...]


def _refusal(statements: Statements, shortener: Shortener) -> OutputError:
    """Why the first of the statements that cannot be written cannot."""
    for row in zip(statements.subjects, statements.predicates, statements.objects, strict=True):
        for term in row:
            try:
                turtle_term(term, shortener)
            except ValueError:
                if term.startswith("_:"):
                    return OutputError(_BLANK.format(" ".join(row)))
                return OutputError((_STATEMENT if term.startswith("<<") else _DIRECTION).format(" ".join(row)))
    raise AssertionError("asked only where there is one")


class _Layouts:
    """The layouts of some statements, each made once: few rows of predicates make up most of a graph."""

    def __init__(self, predicates: Iterable[str], shortener: Shortener, indent: str) -> None:
        ordered = sorted(set(predicates), key=lambda predicate: _predicate_order(predicate[1:-1], shortener))
        self._rank = {predicate: rank for rank, predicate in enumerate(ordered)}
        self._verbs = {predicate: _verb(predicate, shortener).replace("%", "%%") for predicate in ordered}
        self._indent = indent
        self._known: dict[tuple[str, ...], _Layout] = {}

    def of(self, predicates: tuple[str, ...]) -> _Layout:
        """That of a subject whose statements have these predicates, equal ones side by side."""
        if predicates not in self._known:
            self._known[predicates] = self._made(predicates)
        return self._known[predicates]

    def _made(self, predicates: tuple[str, ...]) -> _Layout:
        bounds = [at for at in range(1, len(predicates)) if predicates[at] != predicates[at - 1]]
        stretches = [slice(*ends) for ends in zip([0, *bounds], [*bounds, len(predicates)], strict=True)]
        stretches.sort(key=lambda stretch: self._rank[predicates[stretch.start]])
        lines = [
            f"{self._indent}    {self._verbs[predicates[each.start]]} {' , '.join(['%s'] * (each.stop - each.start))}"
            for each in stretches
        ]
        order = [at for stretch in stretches for at in range(stretch.start, stretch.stop)]
        return _Layout(
            form=f"{self._indent}%s\n" + " ;\n".join(lines) + " .\n",
            order=itemgetter(len(predicates), *order),
            repeated=tuple(stretch for stretch in stretches if stretch.stop - stretch.start > 1),
        )


def _verb(predicate: str, shortener: Shortener) -> str:
    return "a" if predicate[1:-1] == _TYPE else turtle_term(predicate, shortener)


def _predicate_order(iri: str, shortener: Shortener) -> tuple[int, str]:
    if iri == _TYPE:
        return (-1, "")
    for rank, namespace in enumerate(_FIRST_VOCABULARIES):
        if iri.startswith(namespace):
            return (rank, iri)
    return (len(_FIRST_VOCABULARIES), shortener.shorten(iri) or iri)
