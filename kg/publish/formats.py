"""The RDF forms beside Turtle, each in one fixed order: N-Triples, N-Quads, TriG, RDF/XML, JSON-LD.

N-Quads and TriG hold a whole dataset: what an article says, and the evidence for it, stands in a graph named by the
article's IRI; what no single article says (types, labels, what was merged) stands in the default graph.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import OutputError
from kg.ontology import ENTITY_BASE
from kg.publish.turtle import blocks, checked, prefix_lines, write_turtle
from kg.store.evidence import (
    CLAIM,
    DERIVED_FROM,
    DOCUMENT,
    IN_DOCUMENT,
    IN_SENTENCE,
    MENTIONED_IN,
    OBJECT,
    PASSAGE,
    PREDICATE,
    SUBJECT,
    TYPE,
    VALUE,
    Index,
    index_of,
    statement_of,
    texts,
)
from kg.store.prefixes import STANDARD_PREFIXES, Shortener, prefixes_of

_STRING = STANDARD_PREFIXES["xsd"] + "string"
_XML_NAME = re.compile(
    r"[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u3001-\ud7ff]"
    r"[\w.-]*\Z"
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Graphs = Mapping[str, frozenset[ox.Triple]]


def write_triples(
    triples: Iterable[ox.Triple], name: str, prefixes: Mapping[str, str] | None = None, *, base: str = ENTITY_BASE
) -> str:
    """One set of triples as `ttl`, `nt`, `rdfxml` or `jsonld`. Raises `OutputError` for what the form cannot hold."""
    writer = TRIPLE_WRITERS.get(name)
    if writer is None:
        raise OutputError(f"{name}: not a form of triples; choose from {', '.join(TRIPLE_WRITERS)}")
    return writer(triples, prefixes or {}, base)


def write_dataset(
    graph: Iterable[ox.Triple],
    evidence: Iterable[ox.Triple],
    name: str,
    prefixes: Mapping[str, str] | None = None,
    *,
    base: str = ENTITY_BASE,
) -> str:
    """A graph and its evidence as `nq` or `trig`, a named graph an article."""
    graphs = graphs_by_article(graph, evidence)
    if name == "nq":
        return _n_quads(graphs)
    if name == "trig":
        return _trig(graphs, prefixes or {}, base)
    raise OutputError(f"{name}: not a form of datasets; choose from {', '.join(DATASET_NAMES)}")


def graphs_by_article(graph: Iterable[ox.Triple], evidence: Iterable[ox.Triple]) -> Graphs:
    """The triples by the IRI of the article that says them, "" for those that none says alone.

    An edge or value stands with each article that a claim of it was taken from; a claim with passages from several
    articles, and its passages, stand with each of them.
    """
    evidence = list(evidence)
    index = index_of(evidence)
    articles = _articles_by_statement(index)
    found: dict[str, set[ox.Triple]] = defaultdict(set)
    for triple in graph:
        # A symmetric edge may be claimed the other way round only.
        subject, predicate, value = statement_of(triple)
        said = (
            articles.get((subject, predicate, value)) or articles.get((value[1:-1], predicate, f"<{subject}>")) or {""}
        )
        for article in said:
            found[article].add(triple)
    for triple in evidence:
        for article in _articles_of_evidence(triple, index):
            found[article].add(triple)
    return {article: frozenset(found[article]) for article in sorted(found)}


def _articles_by_statement(index: Index) -> Mapping[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for iri, stated in index.items():
        values = (*stated.get(OBJECT, ()), *stated.get(VALUE, ()))
        for subject in texts(index, iri, SUBJECT):
            for predicate in texts(index, iri, PREDICATE):
                for value in values:
                    found[(subject, predicate, str(value))] |= _articles_of_subject(iri, index)
    return found


def _articles_of_subject(iri: str, index: Index) -> set[str]:
    kinds = texts(index, iri, TYPE)
    if DOCUMENT in kinds:
        return {iri}
    if PASSAGE in kinds:
        return set(texts(index, iri, IN_DOCUMENT)) or {""}
    if CLAIM in kinds:
        return {
            article for passage in texts(index, iri, DERIVED_FROM) for article in _articles_of_subject(passage, index)
        } or {""}
    return {""}


def _articles_of_evidence(triple: ox.Triple, index: Index) -> set[str]:
    if triple.predicate.value in (MENTIONED_IN, IN_SENTENCE):
        return _articles_of_subject(str(getattr(triple.object, "value", "")), index)
    return _articles_of_subject(str(getattr(triple.subject, "value", "")), index)


# ---------------------------------------------------------------- lines


def _n_triples(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str) -> str:
    return "".join(sorted({_line(triple) for triple in triples}))


def _n_quads(graphs: Graphs) -> str:
    return "".join(sorted({_line(triple, article) for article, triples in graphs.items() for triple in triples}))


def _line(triple: ox.Triple, article: str = "") -> str:
    checked(triple)
    return f"{triple} <{article}> .\n" if article else f"{triple} .\n"


def _trig(graphs: Graphs, prefixes: Mapping[str, str], base: str) -> str:
    every = [triple for triples in graphs.values() for triple in triples]
    names = prefixes_of(every, prefixes, base)
    shortener = Shortener(names)
    parts = [text for _, text in blocks(graphs.get("", ()), shortener)]
    for article, triples in graphs.items():
        if article:
            inside = "\n".join(text for _, text in blocks(triples, shortener, indent="    "))
            parts.append(f"{shortener.shorten(article) or f'<{article}>'} {{\n{inside}}}\n")
    return "\n".join(part for part in (prefix_lines(shortener.used()), *parts) if part)


# ---------------------------------------------------------------- JSON-LD


def _json_ld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str) -> str:
    """Flattened JSON-LD: a node a subject in `@graph`, its keys sorted, under a context of the prefixes used."""
    every = list(triples)
    shortener = Shortener(_without_schemes(prefixes_of(every, prefixes, base), every))
    nodes: dict[str, dict[str, set[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(set))
    for triple in every:
        subject, value = checked(triple)
        nodes[subject.value][triple.predicate.value].add(value)
    graph = [_json_node(subject, nodes[subject], shortener) for subject in sorted(nodes)]
    return json.dumps({"@context": shortener.used(), "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _without_schemes(prefixes: Mapping[str, str], triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Prefixes that no IRI here has as its scheme: JSON-LD would take `urn:x` for a name under a prefix `urn`."""
    terms = {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
    }
    schemes = {iri.split(":", 1)[0] for iri in terms}
    return {name: namespace for name, namespace in prefixes.items() if name not in schemes}


def _json_node(
    subject: str, stated: Mapping[str, set[ox.NamedNode | ox.Literal]], shortener: Shortener
) -> dict[str, object]:
    node: dict[str, object] = {"@id": shortener.shorten(subject) or subject}
    for predicate in sorted(stated):
        values = sorted(stated[predicate], key=str)
        iris = [each.value for each in values if isinstance(each, ox.NamedNode)]
        if predicate == TYPE and len(iris) == len(values):
            node["@type"] = [shortener.shorten(iri) or iri for iri in iris]
        else:
            node[shortener.shorten(predicate) or predicate] = [_json_value(each, shortener) for each in values]
    return node


def _json_value(term: ox.NamedNode | ox.Literal, shortener: Shortener) -> object:
    if isinstance(term, ox.NamedNode):
        return {"@id": shortener.shorten(term.value) or term.value}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype.value == _STRING:
        return {"@value": term.value}
    return {"@type": shortener.shorten(term.datatype.value) or term.datatype.value, "@value": term.value}


# ---------------------------------------------------------------- RDF/XML


def _rdf_xml(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str) -> str:
    """RDF/XML with one rdf:Description a subject; a predicate that is no XML name cannot be written."""
    subjects: dict[str, set[tuple[str, str, ox.NamedNode | ox.Literal]]] = defaultdict(set)
    every = list(triples)
    names = {namespace: name for name, namespace in prefixes_of(every, prefixes, base).items()}
    used = {STANDARD_PREFIXES["rdf"]: "rdf"}
    for triple in every:
        subject, value = checked(triple)
        namespace, local = _xml_split(triple.predicate.value)
        subjects[subject.value].add((namespace, local, value))
    for namespace in sorted({namespace for facts in subjects.values() for namespace, _, _ in facts}):
        used[namespace] = names.get(namespace) or used.get(namespace) or f"ns{len(used)}"
    declared = "".join(
        f"\n    xmlns:{name}={quoteattr(namespace)}"
        for namespace, name in sorted(used.items(), key=lambda item: item[1])
    )
    body = "".join(_xml_description(subject, subjects[subject], used) for subject in sorted(subjects))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n{body}</rdf:RDF>\n'


def _xml_split(iri: str) -> tuple[str, str]:
    for cut in (max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1, *range(len(iri) - 1, 0, -1)):
        if _XML_NAME.match(iri[cut:]):
            return iri[:cut], iri[cut:]
    raise OutputError(
        f"RDF/XML cannot hold the property {iri}: its IRI does not end in an XML name. Choose another form"
    )


def _xml_description(
    subject: str, facts: set[tuple[str, str, ox.NamedNode | ox.Literal]], names: Mapping[str, str]
) -> str:
    lines = [
        _xml_property(f"{names[namespace]}:{local}", value)
        for namespace, local, value in sorted(facts, key=lambda fact: (fact[0], fact[1], str(fact[2])))
    ]
    return f"  <rdf:Description rdf:about={quoteattr(subject)}>\n{''.join(lines)}  </rdf:Description>\n"


def _xml_property(name: str, value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.NamedNode):
        return f"    <{name} rdf:resource={quoteattr(value.value)}/>\n"
    if _NOT_XML.search(value.value):
        raise OutputError(f"XML cannot hold the control character in {value}. Choose another form, or clean the text")
    attribute = ""
    if value.language:
        attribute = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != _STRING:
        attribute = f" rdf:datatype={quoteattr(value.datatype.value)}"
    # A bare carriage return would be read back as a line feed.
    return f"    <{name}{attribute}>{escape(value.value, {chr(13): '&#13;'})}</{name}>\n"


def _turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], base: str) -> str:
    return write_turtle(triples, prefixes, base=base)


TripleWriter = Callable[[Iterable[ox.Triple], Mapping[str, str], str], str]
TRIPLE_WRITERS: Mapping[str, TripleWriter] = {"ttl": _turtle, "nt": _n_triples, "rdfxml": _rdf_xml, "jsonld": _json_ld}
DATASET_NAMES = ("nq", "trig")
