"""What a person calls a thing, turned into its IRI: an IRI, a prefixed name, or a label in any language."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.ontology import Ontology
from kg.store.evidence import ALTERNATIVE_LABEL, LABEL
from kg.store.prefixes import Shortener

_SUGGESTIONS = 3
_LIKENESS = 60


def find_node(store: ox.Store, name: str, prefixes: Mapping[str, str]) -> ox.NamedNode:
    """The thing of a store that an IRI, a prefixed name or a label (in any language and case) names.

    A name that is the label of one thing and the alternative label of others means the first. Raises `QueryError` with
    the most alike labels for a name that fits nothing, and with the choices for one that fits several things.
    """
    for iri in _iris(name, prefixes):
        if _occurs(store, iri):
            return iri
    for predicate in (LABEL, ALTERNATIVE_LABEL):
        found = _labels(store, predicate).get(folded(name), ())
        if len(found) == 1:
            return ox.NamedNode(found[0])
        if found:
            shortener = Shortener(prefixes)
            choices = ", ".join(shortener.shorten(iri) or f"<{iri}>" for iri in found)
            raise QueryError(f"{name!r} names {len(found)} things: say which of {choices}")
    raise QueryError(f"nothing in the graph is called {name!r}{_suggestion(store, name)}")


def find_property(name: str, ontology: Ontology, prefixes: Mapping[str, str]) -> ox.NamedNode:
    """The property that an IRI, a prefixed name, a local name or a label in any language names."""
    return _find_term(
        name, {iri: each.labels for iri, each in ontology.properties.items()}, "property", ontology, prefixes
    )


def find_class(name: str, ontology: Ontology, prefixes: Mapping[str, str]) -> ox.NamedNode:
    """The class that an IRI, a prefixed name, a local name or a label in any language names."""
    return _find_term(name, {iri: each.labels for iri, each in ontology.classes.items()}, "class", ontology, prefixes)


def find_status(name: str, ontology: Ontology, prefixes: Mapping[str, str]) -> ox.NamedNode:
    """The status that an IRI, a prefixed name, a local name or a label in any language names."""
    return _find_term(name, {iri: each.labels for iri, each in ontology.statuses.items()}, "status", ontology, prefixes)


def folded(text: str) -> str:
    """A name without case, width and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _find_term(
    name: str, labels: Mapping[str, Mapping[str, str]], kind: str, ontology: Ontology, prefixes: Mapping[str, str]
) -> ox.NamedNode:
    for node in _iris(name, prefixes):
        if node.value in labels:
            return node
    for iri, by_language in labels.items():
        if folded(name) in {folded(ontology.name(iri)), *(folded(label) for label in by_language.values())}:
            return ox.NamedNode(iri)
    alike = process.extract(name, [ontology.name(iri) for iri in labels], scorer=fuzz.WRatio, limit=_SUGGESTIONS)
    raise QueryError(f"the ontology has no {kind} {name!r}; did you mean {_list([text for text, _, _ in alike])}?")


def _iris(name: str, prefixes: Mapping[str, str]) -> list[ox.NamedNode]:
    """The IRIs that a text may stand for: itself, and the prefixed name spelt out."""
    text = name.strip()
    candidates = [text[1:-1] if text.startswith("<") and text.endswith(">") else text]
    prefix, colon, local = text.partition(":")
    if colon and prefix in prefixes:
        candidates.append(prefixes[prefix] + local)
    found: list[ox.NamedNode] = []
    for candidate in candidates:
        try:
            found.append(ox.NamedNode(candidate))
        except ValueError:
            # A label is not an IRI, and need not be.
            continue
    return found


def _occurs(store: ox.Store, iri: ox.NamedNode) -> bool:
    as_subject = next(iter(store.quads_for_pattern(iri, None, None)), None)
    return as_subject is not None or next(iter(store.quads_for_pattern(None, None, iri)), None) is not None


def _labels(store: ox.Store, predicate: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found[folded(quad.object.value)].add(quad.subject.value)
    return {label: tuple(sorted(iris)) for label, iris in sorted(found.items())}


def _suggestion(store: ox.Store, name: str) -> str:
    labels = sorted(
        {
            quad.object.value
            for predicate in (LABEL, ALTERNATIVE_LABEL)
            for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
            if isinstance(quad.object, ox.Literal)
        }
    )
    alike = process.extract(
        name, labels, scorer=fuzz.WRatio, processor=folded, limit=_SUGGESTIONS, score_cutoff=_LIKENESS
    )
    return f"; did you mean {_list([text for text, _, _ in alike])}?" if alike else ""


def _list(names: list[str]) -> str:
    return " or ".join(f"{name!r}" for name in names)
