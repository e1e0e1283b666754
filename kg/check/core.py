"""Shapes read as plain SHACL Core: whether they are nothing else, and how far from a thing they look.

Only such shapes are given to a validator other than pySHACL. Others are quick because they take shapes on trust: where one
is broken they find nothing, where shapes refer to themselves they may not end, and they know other regular expressions.
So each statement about a shape must be one that is known here, in the form the standard asks for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod

import pyoxigraph as ox

from kg.assemble.vocabulary import RDF, RDFS, SHACL, TYPE, XSD
from kg.check.violation import text_of

Term = ox.NamedNode | ox.BlankNode | ox.Literal

# A step goes from a thing along a property, or against it: the property's IRI, and whether it is against it.
Step = tuple[str, bool]
Walk = tuple[Step, ...]
Walks = Mapping[str, frozenset[Walk]]

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", ox.NamedNode(RDF + "nil")
_SHAPE_TYPES = frozenset({SHACL + "NodeShape", SHACL + "PropertyShape"})
# A shape that is such a class too judges all that is in it.
_CLASS = RDFS + "Class"
_NODE_KINDS = frozenset(
    SHACL + name for name in ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")
)
_RULE = ox.NamedNode(SHACL + "SPARQLRule")
# What regular expressions of all kinds mean the same by: characters, classes of them, groups and counts.
_PLAIN_PATTERN = re.compile(
    r"(?:[^\\\[\]{}()?*+]|\((?!\?)|\)|\[\^?(?:[^\\\[\]&~^-](?:-[^\\\[\]&~^-])?)+\]|(?<![*+?}])(?:[*+?]|\{\d+(?:,\d*)?\}))*"
)
_MOST_WALKS = 64


class _NotPlainError(Exception):
    """The shapes have something that is not known here."""


def core_walks(shapes: Iterable[ox.Triple]) -> Walks | None:
    """By shape, the ways it looks along from a thing that it judges; None where a shape is more than plain SHACL Core.

    What a thing is judged by is the statements at the steps of these walks, all that it states itself, and rdfs:subClassOf.
    Paths of any length and closed shapes are not plain here: how far those look depends on the graph.
    """
    try:
        return _Reader(shapes).walks()
    except _NotPlainError:
        return None


class _Reader:
    """The shapes by subject, each of them looked at once."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        self.statements: defaultdict[object, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for each in shapes:
            if not isinstance(each.object, ox.Triple):
                self.statements[each.subject][each.predicate.value].append(each.object)
        self.open: set[object] = set()
        self.read: dict[object, frozenset[Walk]] = {}

    def walks(self) -> Walks:
        found: dict[str, frozenset[Walk]] = {}
        for subject, stated in list(self.statements.items()):
            if _RULE not in stated[TYPE.value] and self.is_shape(subject):
                found[text_of(subject)] = self.of_shape(subject)
        return found

    def is_shape(self, node: object) -> bool:
        """Whether something is said of a node as of a shape; parts of paths are none."""
        stated = self.statements[node]
        own = {each for each in stated if stated[each] and each.startswith(SHACL)}
        types = {each.value for each in stated[TYPE.value]} & _SHAPE_TYPES
        return bool(types or own - {SHACL + "inversePath", SHACL + "alternativePath"})

    def of_shape(self, shape: object) -> frozenset[Walk]:
        if shape in self.open:
            raise _NotPlainError
        if shape not in self.read:
            self.open.add(shape)
            self.read[shape] = frozenset(self.walks_of(shape))
            self.open.remove(shape)
        return self.read[shape]

    def walks_of(self, shape: object) -> Iterator[Walk]:
        stated = self.statements[shape]
        types = {each.value for each in stated[TYPE.value]}
        _demand(self.is_shape(shape) and not types - _SHAPE_TYPES - {_CLASS})
        paths = self.paths(stated[SHACL + "path"])
        _demand(SHACL + ("NodeShape" if paths is not None else "PropertyShape") not in types)
        yield from paths or ()
        for target, against in (("targetSubjectsOf", False), ("targetObjectsOf", True)):
            yield from (((text_of(each), against),) for each in stated[SHACL + target])
        for predicate, values in list(stated.items()):
            name = predicate.removeprefix(SHACL)
            if not values or not predicate.startswith(SHACL) or name == "path":
                continue
            _demand(name not in (_ON_THINGS_ONLY if paths is not None else _ON_PROPERTIES_ONLY))
            if name in _PAIRS:
                _demand(all(map(_is_iri, values)))
                yield from (((text_of(each), False),) for each in values)
            else:
                yield from (start + rest for start in paths or [()] for rest in self.onward(name, values))

    def onward(self, name: str, values: list[Term]) -> set[Walk]:
        """The walks from a value that a constraint on it looks along."""
        if name in _FORMS:
            _demand(_FORMS[name](values))
            return {((TYPE.value, False),)} if name == "class" else set()
        if name in _LISTS:
            _demand(len(values) == 1 and all(map(_LISTS[name], self.items(values[0]))))
            return set()
        if name in _SHAPES:
            return {walk for each in values for walk in self.of_shape(each)}
        _demand(name in _SHAPE_LISTS)
        members = [self.items(each) for each in values]
        _demand(all(members))
        return {walk for each in members for shape in each for walk in self.of_shape(shape)}

    def paths(self, values: list[Term]) -> list[Walk] | None:
        """The walks that a path stands for; None where there is no path."""
        _demand(len(values) <= 1)
        if not values:
            return None
        return self.path(values[0], ())

    def path(self, node: Term, above: tuple[Term, ...]) -> list[Walk]:
        if isinstance(node, ox.NamedNode):
            return [((node.value, False),)]
        _demand(node not in above)
        within, stated = (*above, node), self.statements[node]
        kinds = {each for each in stated if stated[each]}
        if kinds == {SHACL + "inversePath"} and len(stated[SHACL + "inversePath"]) == 1:
            backward = self.path(stated[SHACL + "inversePath"][0], within)
            return [tuple((iri, not against) for iri, against in reversed(walk)) for walk in backward]
        if kinds == {SHACL + "alternativePath"} and len(stated[SHACL + "alternativePath"]) == 1:
            members = self.items(stated[SHACL + "alternativePath"][0])
            return [walk for each in members for walk in self.path(each, within)]
        parts = [self.path(each, within) for each in self.items(node)]
        _demand(len(parts) > 1 and prod(map(len, parts)) <= _MOST_WALKS)
        return [tuple(step for part in chosen for step in part) for chosen in product(*parts)]

    def items(self, head: Term) -> list[Term]:
        found: list[Term] = []
        seen: set[object] = set()
        while head != _NIL:
            stated = self.statements[head]
            _demand(head not in seen and len(stated[_FIRST]) == 1 and len(stated[_REST]) == 1)
            seen.add(head)
            found.append(stated[_FIRST][0])
            head = stated[_REST][0]
        return found


def _demand(holds: bool) -> None:
    if not holds:
        raise _NotPlainError


def _is_iri(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _is_literal(term: object) -> bool:
    return isinstance(term, ox.Literal)


def _is_term(_: object) -> bool:
    return True


def _is_text(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in (XSD + "string", RDF + "langString")


def _is_count(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == XSD + "integer" and term.value.isdigit()


def _is_flag(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean" and term.value in ("true", "false")


def _is_pattern(term: object) -> bool:
    if not isinstance(term, ox.Literal) or not _is_text(term) or not _PLAIN_PATTERN.fullmatch(term.value):
        return False
    try:
        re.compile(term.value)
    except re.error:
        return False
    return True


def _is_node_kind(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value in _NODE_KINDS


def _one(form: Callable[[object], bool]) -> Callable[[list[Term]], bool]:
    return lambda values: len(values) == 1 and form(values[0])


def _some(form: Callable[[object], bool]) -> Callable[[list[Term]], bool]:
    return lambda values: all(map(form, values))


_FORMS: Mapping[str, Callable[[list[Term]], bool]] = {
    **dict.fromkeys(("class", "targetClass", "targetSubjectsOf", "targetObjectsOf"), _some(_is_iri)),
    **dict.fromkeys(("targetNode", "hasValue", "group", "order", "defaultValue"), _some(_is_term)),
    **dict.fromkeys(("message", "name", "description"), _some(_is_text)),
    **dict.fromkeys(("datatype", "severity"), _one(_is_iri)),
    **dict.fromkeys(("minCount", "maxCount", "minLength", "maxLength"), _one(_is_count)),
    **dict.fromkeys(("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"), _one(_is_literal)),
    **dict.fromkeys(("uniqueLang", "deactivated"), _one(_is_flag)),
    "nodeKind": _one(_is_node_kind),
    "pattern": _one(_is_pattern),
}
_PAIRS = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})
_LISTS = {"in": _is_term, "languageIn": _is_text}
_SHAPES = frozenset({"node", "not", "property"})
_SHAPE_LISTS = frozenset({"and", "or", "xone"})
_ON_PROPERTIES_ONLY = frozenset({"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"})
# A property of a property's values is at fault at those values, and not at the thing that the shape judges.
_ON_THINGS_ONLY = frozenset({"property"})
