"""Named queries: SPARQL files whose leading comments say what they answer and which parameters they take.

    # title: Investments in a place
    # description: Who puts how much into something there.
    # param: place node - The place, by name, prefixed name or IRI
    # param: limit integer 20 How many rows
    # example: place Springfield
    SELECT ... WHERE { ?investment kg:place $place } LIMIT $limit

A parameter stands in the query as `$name`; variables are written `?name`. Its types are node, class, property, status,
string, integer, decimal and date. Its default is `-` where it must be given, else a value, in double quotes if it has
spaces; `*` means any, and then the parameter must stand in a VALUES block: `VALUES ?kind { $class }`. A value enters
the query as one typed RDF term, never as text of the query. Examples show a parameter's use on the sample graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.ask.nodes import find_class, find_node, find_property, find_status
from kg.ask.query import QueryResult, run_query
from kg.errors import QueryError
from kg.ontology import Ontology
from kg.resources import queries_directory
from kg.store.prefixes import STANDARD_PREFIXES, known_prefixes

REQUIRED, ANY = "-", "*"
_UNDEFINED = "UNDEF"
_XSD = STANDARD_PREFIXES["xsd"]
_HEADER = re.compile(r"#\s*(title|description|param|example)\s*:\s*(.*)")
_PARAMETER = re.compile(r'(\w+)\s+(\w+)\s+("[^"]*"|\S+)\s*(.*)')
_LITERALS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"),
    "string": re.compile(r".*", re.DOTALL),
}
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_FINDERS: Mapping[str, Callable[[str, Ontology, Mapping[str, str]], ox.NamedNode]] = {
    "class": find_class,
    "property": find_property,
    "status": find_status,
}
TYPES = ("node", *_FINDERS, *_LITERALS)
# Strings, IRIs and comments are matched first, so that a `$` inside one is left alone.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|\#[^\n]*|\$(?P<name>\w+)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query wants to be told: its name, type, default (`-` none, `*` any) and meaning."""

    name: str
    type: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, a title, a description, and its parameters in the order of the file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    example: tuple[tuple[str, str], ...] = ()


def load_queries(folders: Sequence[Path] = ()) -> dict[str, NamedQuery]:
    """The queries that ship with kg and those in the user's folders, by name; a later folder's replace an earlier's."""
    found: dict[str, NamedQuery] = {}
    for folder in (queries_directory(), *folders):
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder of queries")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = read_query(path)
    return dict(sorted(found.items()))


def read_query(path: Path) -> NamedQuery:
    """One query file. Raises `QueryError` for a header that cannot be read or that does not fit the query."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    titles: list[str] = []
    descriptions: list[str] = []
    parameters: list[Parameter] = []
    example: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        header = _HEADER.match(line)
        if header is None:
            continue
        kind, content = header[1], header[2].strip()
        if kind == "param":
            parameters.append(_parameter(content, path))
        elif kind == "example":
            name, _, value = content.partition(" ")
            example.append((name, value.strip()))
        else:
            (titles if kind == "title" else descriptions).append(content)
    query = NamedQuery(
        path.stem, " ".join(titles) or path.stem, " ".join(descriptions), tuple(parameters), text, tuple(example)
    )
    _check(query, path)
    return query


def run_named(
    store: ox.Store,
    query: NamedQuery,
    arguments: Mapping[str, str],
    ontology: Ontology,
    prefixes: Mapping[str, str] | None = None,
) -> QueryResult:
    """The result of a named query with its parameters as the arguments say. Raises `QueryError` for a bad argument."""
    known = {**known_prefixes(ontology), **(prefixes or {})}
    return run_query(store, filled_in(store, query, arguments, ontology, known), known)


def filled_in(
    store: ox.Store,
    query: NamedQuery,
    arguments: Mapping[str, str],
    ontology: Ontology,
    prefixes: Mapping[str, str],
) -> str:
    """A named query's SPARQL with its parameters as the arguments say. Raises `QueryError` for a bad argument."""
    unknown = sorted(set(arguments) - {each.name for each in query.parameters})
    if unknown:
        takes = ", ".join(each.name for each in query.parameters) or "none"
        raise QueryError(f"{query.name} has no parameter {', '.join(unknown)}; its parameters: {takes}")
    values: dict[str, str] = {}
    for parameter in query.parameters:
        given = arguments.get(parameter.name, parameter.default)
        if given == ANY and parameter.default != ANY:
            raise QueryError(f"{query.name} needs one {parameter.name}; it cannot be left open")
        if given == REQUIRED:
            what = f"{parameter.name} ({parameter.type}): {parameter.description}"
            raise QueryError(f"{query.name} needs {what}; add --{parameter.name} ...")
        values[parameter.name] = _UNDEFINED if given == ANY else _term(parameter, given, store, ontology, prefixes)
    return substitute(query.sparql, values)


def substitute(sparql: str, values: Mapping[str, str]) -> str:
    """The query with `$name` replaced by a term in SPARQL's writing, everywhere but in strings, IRIs and comments."""
    return _TOKEN.sub(lambda found: values.get(found["name"] or "", found[0]), sparql)


def _term(parameter: Parameter, given: str, store: ox.Store, ontology: Ontology, prefixes: Mapping[str, str]) -> str:
    if parameter.type == "node":
        return str(find_node(store, given, prefixes))
    if parameter.type in _FINDERS:
        return str(_FINDERS[parameter.type](given, ontology, prefixes))
    if not _LITERALS[parameter.type].fullmatch(given):
        raise QueryError(f"{parameter.name}: {given!r} is not of type {parameter.type}")
    if parameter.type == "integer":
        # LIMIT and OFFSET take bare digits only, and digits can do no harm.
        return given
    datatype = _DATE_TYPES[len(given)] if parameter.type == "date" else parameter.type
    return str(ox.Literal(given, datatype=ox.NamedNode(_XSD + datatype)))


def _parameter(content: str, path: Path) -> Parameter:
    found = _PARAMETER.fullmatch(content)
    if found is None:
        raise QueryError(f"{path}: a parameter is written `# param: name type default description`, not {content!r}")
    if found[2] not in TYPES:
        raise QueryError(
            f"{path}: parameter {found[1]} is of unknown type {found[2]!r}; choose from {', '.join(TYPES)}"
        )
    return Parameter(found[1], found[2], found[3].strip('"'), found[4])


def _check(query: NamedQuery, path: Path) -> None:
    used = {found["name"] for found in _TOKEN.finditer(query.sparql) if found["name"]}
    declared = {each.name for each in query.parameters}
    if used != declared:
        wrong = ", ".join(sorted(used ^ declared))
        raise QueryError(f"{path}: each parameter must be both declared and used as $name: {wrong}")
    for name, _ in query.example:
        if name not in declared:
            raise QueryError(f"{path}: the example is for {name}, which is no parameter of the query")
